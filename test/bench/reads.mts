// How long account reads take with the ZEN node, as a ratio to n8n's own HTTP Request node with the
// same client certificate, in the same engine, one after the other.
import { createEngine } from '../engine/harness.mts';
import type { Engine, WorkflowJson } from '../engine/harness.mts';
import { Simulator } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';

const READS = 200;
const ROUNDS = 3;
/** How long the server takes for an answer, in ms: 0 is loopback, 20 is more like a real link. */
const LATENCIES = [0, 20];

interface Measured {
	ms: number;
	handshakes: number;
}

async function main(): Promise<void> {
	const simulator = await Simulator.start();
	try {
		const engine = await createEngine({
			credentials: { 'ZEN API': credentialFor(simulator), SSL: sslFor(simulator) },
		});
		console.log(`${READS} account reads, best of ${ROUNDS}; HTTP Request node = 1\n`);
		for (const latency of LATENCIES) await compare(simulator, engine, latency);
		await engine.stop();
	} finally {
		await simulator.stop();
	}
}

async function compare(simulator: Simulator, engine: Engine, latency: number): Promise<void> {
	simulator.faults.clear();
	if (latency > 0) simulator.faults.add({ kind: 'delay', ms: latency });
	const peer = await best(simulator, engine, httpRequestNode(simulator));
	const ours = await best(simulator, engine, zenNode(simulator));
	const ratio = (ours.ms / peer.ms).toFixed(2);
	console.log(`server takes ${latency} ms per answer`);
	console.log(`  HTTP Request  1.00  ${peer.handshakes} handshakes`);
	console.log(`  ZEN           ${ratio}  ${ours.handshakes} handshakes\n`);
}

async function best(simulator: Simulator, engine: Engine, node: Node): Promise<Measured> {
	const measured: Measured[] = [];
	for (let round = 0; round < ROUNDS; round++) measured.push(await once(simulator, engine, node));
	return measured.reduce((fastest, one) => (one.ms < fastest.ms ? one : fastest));
}

async function once(simulator: Simulator, engine: Engine, node: Node): Promise<Measured> {
	const before = simulator.handshakes();
	const workflow: WorkflowJson = {
		name: 'Benchmark',
		nodes: [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }, node],
		connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
	};
	const rows = Array.from({ length: READS }, (_, n) => ({ json: { n } }));
	const run = await engine.run(workflow, { pinData: { Start: rows } });
	const result = run.nodes[node.name];
	if (run.status !== 'success' || result?.outputs[0]?.length !== READS) {
		throw new Error(run.error?.message ?? `${node.name} did not read everything`);
	}
	return { ms: result.executionTime, handshakes: simulator.handshakes() - before };
}

type Node = WorkflowJson['nodes'][number];

const accountOf = ({ accounts }: Simulator) => accounts[0]!.accountId;

function zenNode(simulator: Simulator): Node {
	return {
		name: 'ZEN',
		type: 'n8n-nodes-zen.zen',
		parameters: {
			resource: 'account',
			operation: 'get',
			accountId: { __rl: true, mode: 'id', value: accountOf(simulator) },
		},
		credentials: { zenApi: { id: '1', name: 'ZEN API' } },
	};
}

function httpRequestNode(simulator: Simulator): Node {
	return {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			url: `${simulator.url}/accounts/v1.0/${accountOf(simulator)}`,
			provideSslCertificates: true,
			sendHeaders: true,
			headerParameters: {
				parameters: [{ name: 'Authorization', value: `Bearer ${simulator.apiKey}` }],
			},
			options: {},
		},
		credentials: { httpSslAuth: { id: '2', name: 'SSL' } },
	};
}

function sslFor({ ca, client }: Simulator) {
	return { ca, cert: client.certificate, key: client.privateKey, passphrase: '' };
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
