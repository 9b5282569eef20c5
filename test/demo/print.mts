import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { NodeResult, RunResult, WorkflowJson } from '../engine/harness.mts';
import { ACCOUNT } from '../simulator/index.mts';
import type { Simulator } from '../simulator/index.mts';

export function printAccount(when: string, simulator: Simulator): void {
	const account = simulator.accounts.find(({ accountId }) => accountId === ACCOUNT.main)!;
	const { alias, balance, availableBalance, currencyCode } = account;
	console.log(`${when}: ${alias} holds ${balance} ${currencyCode}, ${availableBalance} available`);
}

/** What each node of the workflow did, in the workflow's order. */
export function printRun(workflow: WorkflowJson, run: RunResult): void {
	console.log(`\nWorkflow "${workflow.name}" ran in n8n's execution engine: ${run.status}\n`);
	for (const { name, type } of workflow.nodes) {
		const result = run.nodes[name];
		if (!result) continue;
		console.log(
			`  ${name.padEnd(18)} ${String(result.executionTime).padStart(5)} ms  ${counts(result)}`,
		);
		if (!type.startsWith('n8n-nodes-zen.')) continue;
		for (const line of result.outputs.flat().flatMap(details)) console.log(`      ${line}`);
	}
}

export function printLedger(simulator: Simulator): void {
	console.log('\nWhat the simulator booked');
	for (const { externalId, amount, status, title, payee } of simulator.ledger()) {
		const money = `${amount.value} ${amount.currency}`;
		console.log(
			`  ${externalId}  ${money.padStart(12)}  ${status.padEnd(8)}  ${payee.name}, "${title}"`,
		);
	}
}

function counts({ outputs }: NodeResult): string {
	const [first = [], ...others] = outputs.map((items) => items.length);
	return [`${String(first)} items`, ...others.map((count) => `${count} on the next output`)].join(
		', ',
	);
}

function details({ json }: INodeExecutionData): string[] {
	const { externalId, outcome, status } = json;
	const failure = json.error as IDataObject | undefined;
	if (failure) return [`${failure.externalId}: ${failure.outcome}. ${failure.message}`];
	return externalId ? [`${externalId}: ${outcome}, ${status}`] : [];
}
