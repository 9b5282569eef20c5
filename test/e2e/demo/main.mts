import { once } from 'node:events';
import { examples, ZEN_API } from '../n8n/examples.mts';
import { OWNER } from '../n8n/Rest.mts';
import { Stage } from '../n8n/Stage.mts';
import { ACCOUNT } from '../../simulator/index.mts';
import { triggerLines } from './triggerLines.mts';

const SETTLE_AFTER_MS = 3000;
const EDITOR_PORT = 5678;

async function main(): Promise<void> {
	const started = Date.now();
	console.log('Starting n8n. The first time it is downloaded and compiled, which takes minutes.');
	const stage = await Stage.open({ settleAfterMs: SETTLE_AFTER_MS, editorPort: EDITOR_PORT });
	const { paymentId } = stage.simulator.incoming({ accountId: ACCOUNT.main, amount: '12.30' });
	console.log(page(stage, paymentId, Math.round((Date.now() - started) / 1000)));

	await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
	console.log('Stopping.');
	await stage.close();
}

function page({ n8n, simulator }: Stage, paymentId: string, seconds: number): string {
	const around = {
		n8nUrl: n8n.url,
		controlUrl: simulator.controlUrl,
		...{ accountId: ACCOUNT.main, paymentId },
	};
	const lines = examples.flatMap((example) => triggerLines(example, around));
	return `
n8n ${n8n.version} is ready after ${seconds} s, with this package installed.

  Open      ${n8n.url}
  Email     ${OWNER.email}
  Password  ${OWNER.password}

  The credential "${ZEN_API.name}" leads to a simulated ZEN at ${simulator.url}. No money moves.
  Payments are settled after ${SETTLE_AFTER_MS / 1000} s. What was paid: curl ${simulator.controlUrl}/ledger

Workflows to open and execute:
${examples.map(({ id, name }) => `  ${name.padEnd(40)}  ${n8n.url}/workflow/${id}`).join('\n')}

Workflows that wait for ZEN, and what makes it call
${lines.map((line) => `  ${line}`).join('\n')}

Or make a new one: press +, search for ZEN, pick what it is to do, choose the credential and press
Execute step.

Everything is thrown away at the end. Ctrl+C ends it.
`;
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
