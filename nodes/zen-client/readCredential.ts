import { correctedBy } from './corrections';
import { readFields } from './credentialFields';
import type { CredentialField, Stored } from './credentialFields';
import { InputError } from './errors';
import { LONGEST } from './lengths';
import type { ZenCredential } from './settings';

// PEM and corrections have bounds of their own, with words of their own.
const PEM = { unless: '', longest: Infinity };

const FIELDS: Record<keyof ZenCredential, CredentialField> = {
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
	allowedReceivers: { label: 'Allowed Receivers', unless: '', longest: LONGEST.list },
	limitPerPayment: { label: 'Limit per Payment', unless: '' },
	limitPerDay: { label: 'Limit per Day', unless: '' },
	requireSharedMemory: { label: 'Require Shared Memory', unless: false },
	ledgerName: { label: 'Ledger Name', unless: '', isWord: true },
	clientCertificate: { label: 'Client Certificate', ...PEM },
	privateKey: { label: 'Private Key', ...PEM },
	passphrase: { label: 'Passphrase', unless: '', isVerbatim: true },
	ca: { label: 'CA Certificate', ...PEM },
	notificationSecret: { label: 'Notification Secret', unless: '', isWord: true },
	contractCorrections: {
		label: 'Contract Corrections (JSON)',
		unless: '',
		longest: Infinity,
	},
};

/**
 * The ZEN API credential as n8n hands it over, with its expressions resolved.
 *
 * @param stored as n8n stores it, see {@link readFields}
 * @throws InputError for a field of the wrong type, or that resolves to nothing, and for corrections
 * that cannot be used
 */
export function readCredential(given: object, stored?: Stored): ZenCredential {
	const credential = readFields(given, FIELDS, wrong, stored) as unknown as ZenCredential;
	correctedBy(credential.contractCorrections);
	return credential;
}

function wrong(label: string, problem: string): InputError {
	return new InputError(
		label,
		`${problem}, in the ZEN API credential. Check the expression in that field.`,
	);
}
