import type { Outcome } from '../../../nodes/zen-client';
import { ACCOUNT, defaultSeed } from '../../simulator/index.mts';
import type { Fault, Simulator } from '../../simulator/index.mts';
import { byId, payment } from './zen.mts';

/** What a fault makes of a request, and how often the simulator is then to have seen it. */
export interface FaultCase {
	name: string;
	fault: Fault;
	read: { outcome: Outcome; requests: number };
	/** `effects` is how often it took effect: payments in the ledger, drafts saved or deleted. */
	write: { outcome: Outcome; effects: number };
}

const fault = (
	name: string,
	detail: Fault,
	[readOutcome, requests]: [Outcome, number],
	[writeOutcome, effects]: [Outcome, number],
): FaultCase => ({
	name,
	fault: detail,
	read: { outcome: readOutcome, requests },
	write: { outcome: writeOutcome, effects },
});

const status = (code: number, more: Partial<Fault> = {}): Fault => ({
	kind: 'status',
	status: code,
	...more,
});

// More than the client takes.
const TOO_MANY_BYTES = 21 * 1024 * 1024;

/**
 * Each kind of fault, on every request unless `times` says otherwise. No column for the number of
 * writes: a write that was sent is never sent again, so it is always one.
 */
export const FAULTS: FaultCase[] = [
	//     the fault                         how it is made                                read: outcome, requests   write: outcome, payments
	fault(
		'a reset before it took effect',
		{ kind: 'resetBeforeCommit' },
		['unknown', 4],
		['unknown', 0],
	),
	fault(
		'a reset after it took effect',
		{ kind: 'resetAfterCommit' },
		['unknown', 4],
		['unknown', 1],
	),
	fault('one reset', { kind: 'resetAfterCommit', times: 1 }, ['accepted', 2], ['unknown', 1]),
	fault('an answer cut off in the middle', { kind: 'cutBody' }, ['unknown', 4], ['unknown', 1]),
	fault('an HTML page', { kind: 'notJson' }, ['unknown', 4], ['unknown', 1]),
	fault('an empty answer', { kind: 'emptyBody' }, ['unknown', 4], ['unknown', 1]),
	fault(
		'an answer without end',
		{ kind: 'hugeBody', bytes: TOO_MANY_BYTES },
		['unknown', 1],
		['unknown', 1],
	),
	fault('400', status(400), ['refused', 1], ['refused', 0]),
	fault('401', status(401), ['refused', 1], ['refused', 0]),
	fault('403', status(403), ['refused', 1], ['refused', 0]),
	fault('404', status(404), ['refused', 1], ['refused', 0]),
	fault('409', status(409), ['refused', 1], ['unknown', 0]),
	fault(
		'409 after it took effect',
		status(409, { afterCommit: true }),
		['refused', 1],
		['unknown', 1],
	),
	fault('408', status(408), ['refused', 1], ['unknown', 0]),
	fault('422', status(422), ['refused', 1], ['refused', 0]),
	fault('429 that says nothing', status(429), ['refused', 4], ['unknown', 0]),
	fault(
		'429 for a moment',
		status(429, { retryAfter: 0, times: 1 }),
		['accepted', 2],
		['unknown', 0],
	),
	fault('429 for an hour', status(429, { retryAfter: 3600 }), ['refused', 1], ['unknown', 0]),
	fault('500 before it took effect', status(500), ['unknown', 4], ['unknown', 0]),
	fault(
		'500 after it took effect',
		status(500, { afterCommit: true }),
		['unknown', 4],
		['unknown', 1],
	),
	fault('502', status(502, { body: '<html>Bad gateway</html>' }), ['unknown', 4], ['unknown', 0]),
	fault('503 before it took effect', status(503), ['unknown', 4], ['unknown', 0]),
	fault(
		'503 after it took effect',
		status(503, { afterCommit: true }),
		['unknown', 4],
		['unknown', 1],
	),
	fault('one 503', status(503, { times: 1 }), ['accepted', 2], ['unknown', 0]),
	fault(
		'503 for a moment',
		status(503, { retryAfter: 0, times: 3 }),
		['accepted', 4],
		['unknown', 0],
	),
	fault('503 for an hour', status(503, { retryAfter: 3600 }), ['unknown', 1], ['unknown', 0]),
	fault('504', status(504, { body: '' }), ['unknown', 4], ['unknown', 0]),
	fault('a redirect', { kind: 'redirect' }, ['unknown', 1], ['unknown', 0]),
	fault(
		'a redirect after it took effect',
		{ kind: 'redirect', status: 307, afterCommit: true },
		['unknown', 1],
		['unknown', 1],
	),
	fault('a short delay', { kind: 'delay', ms: 20 }, ['accepted', 1], ['accepted', 1]),
	fault('an answer in an array', { kind: 'wrapArray' }, ['accepted', 1], ['accepted', 1]),
	fault('numbers for strings', { kind: 'numbersForStrings' }, ['accepted', 1], ['accepted', 1]),
	fault('a misspelt balance', { kind: 'misspeltBalance' }, ['accepted', 1], ['accepted', 1]),
	fault(
		'a connection closed behind the answer',
		{ kind: 'closeAfterAnswer' },
		['accepted', 1],
		['accepted', 1],
	),
];

const seed = defaultSeed(new Date());

/** Of a payment that the seed below holds. */
export const PAYMENT_ID = seed.payments![0]!.id!;

/** The simulator's default seed, with ids that are known beforehand. */
export const SEED = seed;

/** One operation of the node and the requests it makes. */
export interface Covered {
	name: string;
	parameters: (simulator: Simulator) => ReturnType<typeof payment>;
	/** The path of its own requests. */
	path: RegExp;
}

/** Operations that only read. */
export const READS: Covered[] = [
	{
		name: 'Account → Get Many',
		parameters: () => ({ resource: 'account', operation: 'getAll' }),
		path: /^\/accounts\/v1\.0$/,
	},
	{
		name: 'Payment → Get',
		parameters: () => ({ resource: 'payment', operation: 'get', paymentId: byId(PAYMENT_ID) }),
		path: /^\/payments\/v1\.0\/[^/]+$/,
	},
	{
		name: 'Payment → Get Many',
		parameters: () => ({
			resource: 'payment',
			operation: 'getAll',
			accountId: byId(ACCOUNT.main),
		}),
		path: /^\/payments\/v1\.0$/,
	},
	{
		name: 'Payment → Get Confirmation',
		parameters: () => ({
			resource: 'payment',
			operation: 'getConfirmation',
			// Else the payment is read as well, for the name of the file.
			options: { fileName: 'Confirmation' },
			paymentId: byId(PAYMENT_ID),
		}),
		path: /^\/payments\/v1\.0\/[^/]+\/confirmation$/,
	},
];

/** An operation that changes something. */
export interface CoveredWrite extends Covered {
	method: 'POST' | 'DELETE';
	/** How a message names what it is about. */
	subject: RegExp;
	/** How often it took effect since the simulator's reset. */
	effects: (simulator: Simulator) => number;
	/** Faults that spoil nothing here, for an answer that has no content to spoil. */
	unspoiltBy?: string[];
}

export const WRITES: CoveredWrite[] = [
	{
		name: 'Payment → Create',
		method: 'POST',
		parameters: () => payment(),
		path: /^\/payments\/v1\.0$/,
		subject: /payment "INV-7"/,
		effects: (simulator) => simulator.ledger().length,
	},
	{
		name: 'Draft → Create',
		method: 'POST',
		parameters: () => payment({ resource: 'draft' }),
		path: /^\/payments\/v1\.0\/drafts$/,
		subject: /draft "INV-7"/,
		effects: (simulator) => simulator.drafts().length - SEED.drafts!.length,
		// Drafts tell their reference, so it is found at once.
		unspoiltBy: ['409 after it took effect'],
	},
	{
		name: 'Draft → Delete',
		method: 'DELETE',
		parameters: (simulator) => ({
			resource: 'draft',
			operation: 'delete',
			draftId: byId(simulator.drafts()[0]!.id),
		}),
		path: /^\/payments\/v1\.0\/drafts\/[^/]+$/,
		subject: /draft [0-9a-f-]{36}/,
		effects: (simulator) => simulator.drafts().filter(({ status }) => status === 'DELETED').length,
		unspoiltBy: ['an empty answer', 'an answer without end'],
	},
];
