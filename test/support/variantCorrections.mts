import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Document } from 'openapi-backend';
import { parse } from 'yaml';
import { CONTRACT } from '../../nodes/zen-client/contract';
import type { PathName } from '../../nodes/zen-client/contract';
import { VOCABULARY } from '../../nodes/zen-client/vocabulary';
import { Dialect } from '../simulator/contracts/Dialect.mts';
import type { Schema } from '../simulator/contracts/forms.mts';
import type { IdForm, OperationId, Variant } from '../simulator/contracts/variant.mts';

const YAML = resolve(import.meta.dirname, '../../contract/zen-transfers.openapi.yaml');

/** Our calls by the operations of the contract. */
export const CALLS: Record<OperationId, PathName> = {
	listAccounts: 'accounts',
	getAccount: 'account',
	precalculatePayment: 'precalculation',
	listPurposeCodes: 'purposeCodes',
	createPayment: 'createPayment',
	getPayment: 'payment',
	listPayments: 'history',
	getPaymentConfirmation: 'confirmation',
	createDraft: 'createDraft',
	listDrafts: 'drafts',
	getDraft: 'draft',
	deleteDraft: 'deleteDraft',
};

/** Names of fields, ours and a variant's. Points lead into objects; what stands in a list is left to its own schema. */
export type Pairs = Array<[ours: string, theirs: string]>;

const PAGING: Record<string, string> = {
	data: 'list',
	'meta.lastEntryId': 'next',
	'meta.hasNext': 'more',
	'meta.sortedBy': 'sortedBy',
	'meta.direction': 'sortDirection',
};

/** What a user types into Contract Corrections who holds a variant's manual: made from its definition. */
export class VariantCorrections {
	private readonly dialect: Dialect;

	constructor(readonly variant: Variant) {
		this.dialect = new Dialect(parse(readFileSync(YAML, 'utf8')) as Document, variant);
	}

	/** The fields of one schema of our contract. */
	pairs(schema: string): Pairs {
		return this.within(this.dialect.schemas.named(schema));
	}

	private within(schema: Schema, [before, theirsBefore] = ['', '']): Pairs {
		const { schemas } = this.dialect;
		return (schemas.places(schema) ?? []).flatMap((place): Pairs => {
			if (place.theirs === null) return [];
			const [ours, theirs] = [before + place.ours, theirsBefore + place.theirs];
			const inner = this.within(place.schema, [`${ours}.`, `${theirs}.`]);
			return inner.length > 0 ? inner : [[ours, theirs]];
		});
	}

	/** Paths, methods and queries: what a read cannot show. */
	asked(): Record<string, Record<string, unknown>> {
		const { calls, query } = this.variant;
		const entries = Object.entries(calls).map(([id, call]) => {
			const [method, path = ''] = call.split(' ');
			const asked = Object.entries(query[id as OperationId] ?? {}).map(([ours, theirs]) => [
				ours === 'lastEntryId' ? 'cursor' : ours,
				theirs,
			]);
			return [
				CALLS[id as OperationId],
				{
					path: path.replace(/\{\w+\}/, '{id}'),
					...(asked.length > 0 && { query: Object.fromEntries(asked) as object }),
					...(id === 'deleteDraft' && method === 'POST' && { method }),
				},
			];
		});
		return Object.fromEntries(entries) as never;
	}

	/** Where the lists and objects of the answers are. */
	places(): Record<string, Record<string, unknown>> {
		const { envelopes } = this.variant;
		const inside = (
			['getAccount', 'createPayment', 'getPayment', 'createDraft', 'getDraft'] as const
		)
			.filter((id) => envelopes[id] !== undefined)
			.map((id) => [CALLS[id], { inside: envelopes[id] }]);
		const paging = (schema: string) =>
			Object.fromEntries(this.pairs(schema).map(([ours, theirs]) => [PAGING[ours], theirs]));
		return {
			...(Object.fromEntries(inside) as object),
			accounts: { list: envelopes.listAccounts },
			purposeCodes: { list: envelopes.listPurposeCodes },
			history: paging('PaymentPage'),
			drafts: paging('DraftPage'),
		};
	}

	/** The names in the answers. */
	fields(): Record<string, Record<string, unknown>> {
		const within = this.variant.envelopes.precalculatePayment;
		const offers = this.pairs('Precalculation').map(([ours, theirs]) => [
			ours,
			within === undefined ? theirs : `${within}.${theirs}`,
		]);
		const offered = [...offers, ...this.pairs('Channel'), ...this.pairs('ChargeTypeOption')];
		return {
			account: {
				fields: named('account', this.pairs('Account')),
				numbers: named('accountNumber', this.pairs('AccountNumber')),
			},
			precalculation: { fields: named('precalculation', offered as Pairs) },
			purposeCodes: { fields: named('purposeCode', this.pairs('PurposeCode')) },
			payment: {
				fields: named('payment', this.pairs('Payment')),
				fees: named('fee', this.pairs('Fee')),
			},
			draft: {
				fields: named(
					'draft',
					this.pairs('Draft').map(([ours, theirs]) => [ours === 'draftId' ? 'id' : ours, theirs]),
				),
			},
			notification: named('notification', this.pairs('Notification')),
		};
	}

	/** Words, and all that only writes show. */
	rest(): Record<string, Record<string, unknown>> {
		const { words, ids } = this.variant;
		const status = words['Payment.status']!;
		const direction = words['Payment.direction']!;
		const body = this.pairs('CreatePayment').filter(([ours]) => ours in CONTRACT.body);
		const error = this.pairs('Error').map(([ours, theirs]) => [ours.replace('error.', ''), theirs]);
		return {
			...(ids && { ids: idForms(ids) }),
			createPayment: { body: Object.fromEntries(body) as object },
			statuses: {
				settled: [status.SETTLED],
				inProgress: [status.IN_PROGRESS],
				rejected: [status.REJECTED],
			},
			directions: { in: [direction.INCOMING], out: [direction.OUTGOING] },
			error: named('error', error as Pairs),
		};
	}
}

function named(what: keyof typeof VOCABULARY, pairs: Pairs): Record<string, string> {
	return Object.fromEntries(pairs.filter(([ours]) => ours in VOCABULARY[what]));
}

/** As `N{HEX}`; what has dashes is a UUID. */
function idForms({ prefix, dashes, upperCase }: IdForm): Record<string, string> {
	const word = dashes ? 'uuid' : 'hex';
	const form = `${prefix}{${upperCase ? word.toUpperCase() : word}}`;
	return { account: form, payment: form };
}
