import type { LedgerFilter, LedgerRow, LedgerState } from '../../../zen-ledger';
import { quoted } from '../../../zen-client';
import type { JsonObject } from '../../../zen-client';
import type { ItemInput } from '../../../zen-n8n/ItemInput';
import { accountField, readAccount } from '../../fields/account';
import { listFields, readEnough } from '../../fields/list';
import { outputFields, readOutput } from '../../fields/output';
import { listedMemoryField, readMemory } from '../../fields/memory';
import { operation, toResults } from '../../operation';

const UNKNOWN = 'open';
const STATES: LedgerState[] = [UNKNOWN, 'settled', 'released', 'resolved'];
const DAY_MS = 86_400_000;
const MOST_COLUMNS = 12;

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		description: 'Get many of the payments and drafts that PostgreSQL remembers',
		action: 'Get many remembered payments',
	},
	fields: [
		listedMemoryField,
		...listFields,
		...outputFields({ ...simplify(inOrder({} as LedgerRow)), draftId: null }),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{ ...accountField, required: false, description: 'Only what pays from this account' },
				{
					displayName: 'External ID',
					name: 'reference',
					type: 'string',
					default: '',
					placeholder: 'e.g. Example Supplies INV-2026-0042',
					description: 'Only what was sent under this External ID',
				},
				{
					displayName: 'State',
					name: 'states',
					type: 'multiOptions',
					options: [
						{
							name: 'Open',
							value: 'open',
							description: 'It was tried, and what became of it is not known',
						},
						{ name: 'Released', value: 'released', description: 'It certainly did not go out' },
						{
							name: 'Resolved',
							value: 'resolved',
							description: 'A person has marked it as never sent',
						},
						{ name: 'Settled', value: 'settled', description: 'ZEN took it' },
					],
					default: ['open'],
					description: 'Only what stands so',
				},
				{
					displayName: 'Tried From',
					name: 'since',
					type: 'dateTime',
					typeOptions: { dateOnly: true },
					default: '',
					description: 'The first day of the last attempt, included, in UTC',
				},
				{
					displayName: 'Tried To',
					name: 'until',
					type: 'dateTime',
					typeOptions: { dateOnly: true },
					default: '',
					description: 'The last day of the last attempt, included, in UTC',
				},
			],
		},
	],
	prepare: (input) => {
		readMemory(input, ['postgres']);
		return {
			filter: readFilter(input),
			enough: readEnough(input),
			shape: readOutput(input, simplify),
		};
	},
	send: async ({ listed }, { filter, enough, shape }) => {
		const wanted = filter.states ?? STATES;
		const rows: LedgerRow[] = [];
		// What is open first, also where the limit cuts off the rest.
		for (const isOpen of [true, false]) {
			const states = wanted.filter((state) => (state === UNKNOWN) === isOpen);
			const limit = Math.min(enough - rows.length, Number.MAX_SAFE_INTEGER);
			if (states.length === 0 || limit === 0) continue;
			rows.push(...(await listed!.getMany({ ...filter, states, limit })));
		}
		return toResults(rows.map(inOrder).map(shape));
	},
});

function readFilter(input: ItemInput): LedgerFilter {
	const since = input.ifAdded('filters.since', (name) => input.day(name));
	const until = input.ifAdded('filters.until', (name) => input.day(name));
	if (since && until && since > until) {
		throw input.error('filters.since', `is ${since}, which is after Tried To, ${until}.`);
	}
	return {
		states: input.ifAdded('filters.states', (name) => readStates(input, name)),
		since,
		// That day included.
		until: until && new Date(Date.parse(until) + DAY_MS).toISOString(),
		reference: input.ifAdded('filters.reference', (name) => input.requiredText(name)),
		accountId: input.ifAdded('filters.accountId', (name) => readAccount(input, name)),
	};
}

/** None means all of them, as the form shows it. */
function readStates(input: ItemInput, name: string): LedgerState[] | undefined {
	const states = [input.raw(name)].flat().map((value) => {
		const state = STATES.find((one) => one === value);
		if (state) return state;
		throw input.error(name, `holds ${quoted(value)}. Use ${STATES.join(', ')}.`);
	});
	return states.length > 0 ? states : undefined;
}

/** What is looked at most stands first. */
function inOrder(row: LedgerRow): JsonObject {
	const { externalId, state, amount, currency, receiver, attempts, lastAttempt, kind } = row;
	return {
		externalId,
		state,
		amount,
		currency,
		receiverAccountNumber: receiver,
		status: row.status ?? null,
		attempts,
		lastAttempt,
		kind,
		workflowName: row.workflowName ?? null,
		accountId: row.accountId,
		[kind === 'draft' ? 'draftId' : 'paymentId']: row.paymentId ?? null,
		firstAttempt: row.firstAttempt,
		workflowId: row.workflowId ?? null,
		executionId: row.executionId ?? null,
		nodeName: row.nodeName ?? null,
		resolvedAt: row.resolvedAt ?? null,
		resolvedBy: row.resolvedBy ?? null,
	};
}

function simplify(row: JsonObject): JsonObject {
	return Object.fromEntries(Object.entries(row).slice(0, MOST_COLUMNS));
}
