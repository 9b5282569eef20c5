const id = { type: 'string', minLength: 1 };
const money = { type: 'string', pattern: '^\\d+(\\.\\d+)?$' };
const ms = { type: 'integer', minimum: 0 };
const strings = { type: 'object', additionalProperties: { type: 'string' } };

const account = {
	type: 'object',
	required: [
		...['accountId', 'productName', 'currencyCode', 'balance'],
		...['holder', 'iban', 'bic', 'country'],
	],
	properties: { accountId: { type: 'string', format: 'uuid' }, balance: money },
};
const payment = {
	type: 'object',
	required: ['accountId', 'direction', 'amount', 'counterparty', 'createdAt'],
	properties: { amount: money, createdAt: { type: 'string', format: 'date-time' } },
};

/** What the control API takes, as JSON Schema. Faults check themselves. */
export const SHAPES = {
	seed: {
		type: 'object',
		required: ['accounts'],
		additionalProperties: false,
		properties: {
			accounts: { type: 'array', items: account },
			payments: { type: 'array', items: payment },
			drafts: { type: 'array', items: { type: 'object', required: ['accountId', 'amount'] } },
			purposeCodes: {
				type: 'array',
				items: { type: 'object', required: ['code', 'description'] },
			},
			rejectRules: {
				type: 'array',
				items: { type: 'object', properties: { title: id, amount: money, reason: id } },
			},
		},
	},
	settings: {
		type: 'object',
		additionalProperties: false,
		properties: {
			settleAfterMs: ms,
			bookingLagMs: ms,
			keyForms: { enum: ['both', 'bearer', 'bare'] },
			showExternalId: { type: 'boolean' },
			confirmationAs: { enum: ['pdf', 'base64'] },
			notifyUrl: { type: ['string', 'null'] },
		},
	},
	incoming: {
		type: 'object',
		required: ['accountId', 'amount'],
		additionalProperties: false,
		properties: {
			accountId: id,
			amount: money,
			title: { type: ['string', 'null'] },
			externalId: { type: ['string', 'null'] },
			channel: id,
			payer: { type: 'object', required: ['name'], properties: { name: id } },
			status: { enum: ['SETTLED', 'IN_PROGRESS'] },
		},
	},
	notify: {
		type: 'object',
		required: ['url', 'paymentId'],
		additionalProperties: false,
		properties: {
			url: id,
			paymentId: { anyOf: [id, { type: 'array', items: id }] },
			times: { type: 'integer', minimum: 1 },
			delayMs: ms,
			shuffle: { type: 'boolean' },
			seed: { type: 'integer' },
			atOnce: { type: 'boolean' },
			headers: strings,
			fields: { type: 'object' },
		},
	},
	reject: {
		type: ['object', 'null'],
		additionalProperties: false,
		properties: { reason: { type: 'string' } },
	},
	clock: { type: 'object', required: ['advanceMs'], properties: { advanceMs: ms } },
} as const;
