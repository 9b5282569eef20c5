import { correctedBy } from './corrections';
import { InputError } from './errors';
import type { ZenCredential } from './settings';
import { asChoice, asFlag, isNothing } from './spellings';

interface Field {
	label: string;
	/** For a credential that was saved before the field was there. */
	unless: string | boolean;
	known?: readonly string[];
	/** Whether blanks may be meant. */
	isVerbatim?: boolean;
}

const FIELDS: Record<keyof ZenCredential, Field> = {
	environment: {
		label: 'Environment',
		unless: 'test',
		known: ['production', 'test', 'custom'],
	},
	baseUrl: { label: 'Base URL', unless: '' },
	apiKey: { label: 'API Key', unless: '' },
	authorizationScheme: {
		label: 'Authorization Scheme',
		unless: 'bearer',
		known: ['bearer', 'bare'],
	},
	allowPayments: { label: 'Allow Payments', unless: true },
	aiTools: {
		label: 'AI Tools May',
		unless: 'drafts',
		known: ['nothing', 'drafts', 'payments'],
	},
	allowedReceivers: { label: 'Allowed Receivers', unless: '' },
	limitPerPayment: { label: 'Limit per Payment', unless: '' },
	limitPerDay: { label: 'Limit per Day', unless: '' },
	requireSharedMemory: { label: 'Require Shared Memory', unless: false },
	ledgerName: { label: 'Ledger Name', unless: '' },
	clientCertificate: { label: 'Client Certificate', unless: '' },
	privateKey: { label: 'Private Key', unless: '' },
	passphrase: { label: 'Passphrase', unless: '', isVerbatim: true },
	ca: { label: 'CA Certificate', unless: '' },
	notificationSecret: { label: 'Notification Secret', unless: '' },
	contractCorrections: { label: 'Contract Corrections (JSON)', unless: '' },
};

/**
 * The ZEN API credential as n8n hands it over, with its expressions resolved. What is there and holds
 * nothing is not taken for what was left empty: that would switch off what it is to protect.
 *
 * @throws InputError for a field of the wrong type, or that resolves to nothing, and for corrections that cannot be used
 */
export function readCredential(given: object): ZenCredential {
	const entries = Object.entries(FIELDS).map(([name, field]) => {
		const isThere = Object.hasOwn(given, name);
		const value = isThere ? (given as Record<string, unknown>)[name] : field.unless;
		return [name, valueOf(field, value)];
	});
	const credential = Object.fromEntries(entries) as unknown as ZenCredential;
	correctedBy(credential.contractCorrections);
	return credential;
}

function valueOf(field: Field, value: unknown): string | boolean {
	const { unless, known, isVerbatim } = field;
	if (typeof unless === 'boolean') return flagOf(field, value);
	// What n8n saves for a text field that was left empty.
	if (value === '' && unless === '') return '';
	if (isNothing(value) && !(isVerbatim && typeof value === 'string')) throw nothing(field);
	if (typeof value !== 'string') {
		throw wrong(field, `holds ${kindOf(value)} where text is expected`);
	}
	if (!known) return value;
	const choice = asChoice(value, known);
	if (choice !== undefined) return choice;
	throw wrong(field, `is ${JSON.stringify(value)}, which is none of ${known.join(', ')}`);
}

function flagOf(field: Field, value: unknown): boolean {
	const flag = asFlag(value);
	if (flag !== undefined) return flag;
	if (isNothing(value)) throw nothing(field);
	throw wrong(field, 'is neither true nor false');
}

function nothing(field: Field): InputError {
	return wrong(field, 'yields nothing');
}

// None of its words: what stands in a credential may be a secret.
function wrong({ label }: Field, problem: string): InputError {
	return new InputError(
		label,
		`${problem}, in the ZEN API credential. Check the expression in that field.`,
	);
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
