import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/**
 * How much this node has sent within the whole execution, for each currency by itself, in minor
 * units. That covers the rounds of a loop, the calls of a language model and the tries of *Retry On
 * Fail*, also after a wait.
 */
export interface RunTotals {
	/** @param currency ISO 4217, in capital letters */
	of(currency: string): bigint;
	add(currency: string, units: bigint): void;
}

const PLACE = 'zenTotals';

/**
 * The totals of the execution that the node runs in. n8n keeps them with the execution's own data,
 * which goes through JSON when the execution waits; so they are text. Where there is no execution,
 * as in the own tool of an agent of n8n, they are those of this one call.
 */
export function runTotalsOf(
	context: Pick<IExecuteFunctions, 'getContext' | 'getExecutionId'>,
): RunTotals {
	const kept = placeIn(context);
	const of = (currency: string) => BigInt(kept[currency] ?? '0');
	return {
		of,
		add: (currency, units) => {
			kept[currency] = String(of(currency) + units);
		},
	};
}

function placeIn(
	context: Pick<IExecuteFunctions, 'getContext' | 'getExecutionId'>,
): Record<string, string> {
	if (!context.getExecutionId()) return {};
	const ofNode: IDataObject = context.getContext('node');
	ofNode[PLACE] ??= {};
	return ofNode[PLACE] as Record<string, string>;
}
