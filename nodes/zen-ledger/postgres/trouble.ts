import { LedgerError } from '../../zen-payout';
import type { LedgerCredential } from './credential';

const LATER = 'Nothing is lost: run this again later.';
const SQL_STATE = /^[0-9A-Z]{5}$/;
// The server is going down, coming up, full, has given one of two that waited for each other up, or one
// whose end did not arrive.
const PASSING = ['57P01', '57P02', '57P03', '53300', '40001', '40P01', '25P02', '25P03'];
const UNTRUSTED = /CERT|SIGNATURE|ISSUER|SELF_SIGNED/;

interface Failure {
	message: string;
	code?: string;
	severity?: string;
	column?: string;
	errors?: Failure[];
}

type Where = Pick<LedgerCredential, 'host' | 'port' | 'user' | 'database' | 'schema'>;

/** Whether the same may work a moment later: the connection was lost, or the server is not ready. */
export function isPassing(error: unknown): boolean {
	const { code = '', message } = first(error as Failure);
	if (isOfServer(error as Failure)) return PASSING.includes(code) || code.startsWith('08');
	return !isLasting(code, message);
}

/** Whether the server said that a table is not there (any more). */
export function isWithoutTable(error: unknown): boolean {
	return (error as Failure).code === '42P01';
}

/** Whether tables have another version than when they were looked at. See `requireVersion`. */
export function isOfOtherVersion(error: unknown): boolean {
	const DIVISION_BY_ZERO = '22012';
	return (error as Failure).code === DIVISION_BY_ZERO;
}

/** A claim would have gone beyond the limit of its day, and was not made. See `counting`. */
export class OverDay extends LedgerError {}

/** What to tell a person of a failure. The library's own words are not passed on where ours say it. */
export function explained(error: unknown, where: Where): LedgerError {
	if (error instanceof LedgerError) return error;
	const failure = first(error as Failure);
	if (isOverDay(failure)) return new OverDay('the limit of the day is reached');
	const { what, remedy = LATER } = isOfServer(failure)
		? ofServer(failure, where)
		: ofConnection(failure, where);
	return new LedgerError(`the PostgreSQL ledger cannot be reached: ${what}`, remedy);
}

interface Explanation {
	what: string;
	remedy?: string;
}

function ofServer({ code = '', message }: Failure, where: Where): Explanation {
	const { user, database, schema } = where;
	const told: Record<string, Explanation> = {
		'28P01': {
			what: `the password of user "${user}" is wrong, or there is no such user`,
			remedy: 'Correct User and Password in the credential.',
		},
		'28000': {
			what: `the server does not let user "${user}" in from here${/no encryption/.test(message) ? ' without TLS' : ''}`,
			remedy: 'Set TLS in the credential, or have pg_hba.conf of the server allow it.',
		},
		'3D000': {
			what: `there is no database "${database}"`,
			remedy: 'Correct Database in the credential.',
		},
		'3F000': {
			what: `there is no schema "${schema}"`,
			remedy: 'Correct Schema in the credential.',
		},
		'42501': {
			what: `user "${user}" lacks a right (${message})`,
			remedy: 'Let an administrator grant the rights that docs/ledger.sql of this package lists.',
		},
		'57P03': { what: 'the server is starting or shutting down' },
		'53300': { what: 'the server has no connection left' },
		'57014': { what: 'the server took too long to answer' },
		'25P03': { what: 'a part of what was sent to the server did not arrive' },
		'25006': {
			what: 'the server can only be read, as a standby can',
			remedy: 'Enter the primary server as Host in the credential.',
		},
	};
	return told[code] ?? { what: `the server said: ${message} (SQLSTATE ${code})` };
}

function ofConnection({ code = '', message }: Failure, { host, port }: Where): Explanation {
	const place = `${host}:${port}`;
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
		return { what: `host "${host}" cannot be found`, remedy: `Check Host. ${LATER}` };
	}
	if (code === 'ECONNREFUSED') {
		return {
			what: `${place} refused the connection`,
			remedy: `Check Host and Port, and whether the server runs. ${LATER}`,
		};
	}
	if (/does not support SSL/.test(message)) {
		return {
			what: `${place} does not offer TLS`,
			remedy:
				'Switch TLS on at the server. Only where nobody else can listen, set TLS to Off in the credential.',
		};
	}
	if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
		return {
			what: `the certificate of ${place} is not made out to that host`,
			remedy: 'Enter the host as the certificate names it.',
		};
	}
	if (UNTRUSTED.test(code)) {
		return {
			what: `the certificate of ${place} is not trusted (${code})`,
			remedy: 'Fill in CA Certificate in the credential with the authority that signed it.',
		};
	}
	if (/^SASL: .*password/.test(message)) {
		return { what: 'it asks for a password', remedy: 'Fill in Password in the credential.' };
	}
	if (/time(d ?)?out|ETIMEDOUT|UNREACH/i.test(`${code} ${message}`)) {
		return { what: `${place} does not answer`, remedy: `Check Host and Port. ${LATER}` };
	}
	return { what: `the connection to ${place} was lost${code ? ` (${code})` : ''}` };
}

function isLasting(code: string, message: string): boolean {
	return (
		code === 'ENOTFOUND' ||
		code.startsWith('ERR_') ||
		UNTRUSTED.test(code) ||
		/SSL|^SASL/.test(message)
	);
}

function isOverDay({ code, column }: Failure): boolean {
	const NULL_IN_COLUMN = '23502';
	return code === NULL_IN_COLUMN && column === 'total';
}

/** An error of the server, not one of the way to it: only that one has a severity. */
function isOfServer({ code = '', severity }: Failure): boolean {
	return severity !== undefined && SQL_STATE.test(code);
}

/** A host with several addresses yields an error for each of them. */
function first(failure: Failure): Failure {
	return failure.errors?.[0] ?? failure;
}
