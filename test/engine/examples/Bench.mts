import { parse } from 'csv-parse/sync';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { Simulator, type SimulatorOptions } from '../../simulator/index.mts';
import { credentialFor } from '../../support/credential.mts';
import {
	createEngine,
	readBinary,
	type Engine,
	type RunOptions,
	type RunResult,
} from '../harness.mts';
import type { Example } from './examples.mts';

interface BenchOptions extends RunOptions {
	/** Fields of the credential that differ from what leads to the simulator. */
	credential?: IDataObject;
}

/** A simulated ZEN, and n8n's engine with this package as it was built. */
export class Bench {
	private constructor(
		readonly simulator: Simulator,
		readonly engine: Engine,
	) {}

	static async open(options?: SimulatorOptions): Promise<Bench> {
		const [simulator, engine] = await Promise.all([Simulator.start(options), createEngine()]);
		return new Bench(simulator, engine);
	}

	/** Runs an example by its button "Start", unless told otherwise. */
	async run(example: Example, { credential, ...options }: BenchOptions = {}): Promise<Outcome> {
		const credentials = { 'ZEN API': { ...credentialFor(this.simulator), ...credential } };
		return new Outcome(
			await this.engine.run(example, { startNode: 'Start', credentials, ...options }),
		);
	}

	/** The payments that were made, by reference. */
	paid(): string[] {
		return this.simulator.ledger().map(({ externalId }) => String(externalId));
	}

	async close(): Promise<void> {
		await Promise.all([this.engine.stop(), this.simulator.stop()]);
	}
}

/** What came out of a run. */
export class Outcome {
	constructor(readonly result: RunResult) {}

	get status(): string {
		return this.result.status;
	}

	/** The items a node put out; none when it did not run. */
	items(node: string, output = 0): INodeExecutionData[] {
		return this.result.nodes[node]?.outputs[output] ?? [];
	}

	json(node: string, output = 0): IDataObject[] {
		return this.items(node, output).map(({ json }) => json);
	}

	/** The rows of the one CSV file that a node put out. */
	async rows(node: string): Promise<Array<Record<string, string>>> {
		const [item, ...others] = this.items(node);
		if (!item || others.length > 0)
			throw new Error(`"${node}" put out ${others.length} more files`);
		const { buffer } = await readBinary(item);
		return parse<Record<string, string>>(buffer, { columns: true, bom: true });
	}
}
