import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import examplePayouts from '../../examples/payouts.json';
import { createEngine, projectRoot, readBinary } from '../engine/harness.mts';
import type { RunResult, WorkflowJson } from '../engine/harness.mts';
import { Simulator } from '../simulator/index.mts';
import { printAccount, printLedger, printRun } from './print.mts';

const payouts = examplePayouts as WorkflowJson;
const OUTPUT = join(projectRoot, 'demo-output');
const SETTLE_AFTER_MS = 400;

async function main(): Promise<void> {
	const simulator = await Simulator.start({ settleAfterMs: SETTLE_AFTER_MS });
	try {
		await payInvoices(simulator);
	} finally {
		await simulator.stop();
	}
}

async function payInvoices(simulator: Simulator): Promise<void> {
	console.log(`A simulated ZEN listens on ${simulator.url}: mutual TLS, throw-away certificates.`);
	printAccount('Before', simulator);
	const engine = await createEngine({ credentials: { 'ZEN API': credentialFor(simulator) } });
	const run = await engine.run({ ...payouts, id: 'demo' });
	await engine.stop();
	printRun(payouts, run);
	printLedger(simulator);
	printAccount('After', simulator);
	await saveConfirmations(run);
	if (run.status !== 'success') throw new Error(run.error?.message ?? run.status);
}

function credentialFor({ url, apiKey, client, ca }: Simulator) {
	return {
		environment: 'custom',
		baseUrl: url,
		apiKey,
		authorizationScheme: 'bearer',
		clientCertificate: client.certificate,
		privateKey: client.privateKey,
		passphrase: '',
		ca,
	};
}

async function saveConfirmations(run: RunResult): Promise<void> {
	await rm(OUTPUT, { recursive: true, force: true });
	await mkdir(OUTPUT, { recursive: true });
	const items = run.nodes.Confirmation?.outputs[0] ?? [];
	console.log('\nConfirmations');
	for (const item of items) {
		const { buffer, fileName } = await readBinary(item);
		const file = join(OUTPUT, fileName!);
		await writeFile(file, buffer);
		console.log(`  ${relative(process.cwd(), file)}  ${buffer.length} bytes`);
	}
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
