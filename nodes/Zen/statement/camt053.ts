import XMLBuilder from 'fast-xml-builder';
import chunk from 'lodash/chunk';
import { fromMinorUnits } from '../../zen-client';
import type { Balance, Balances } from './balances';
import { amountXml, DIALECTS, indicator } from './camtDialects';
import type { CamtVersion, Dialect, Xml } from './camtDialects';
import { accountIdXml, bankXml, entryXml } from './camtEntry';
import { netOf, otherCurrencies, total } from './entries';
import type { Entry } from './entries';
import { ENTRIES_A_PIECE } from './pieces';
import { fitting } from './plainText';
import type { Period } from './sortOut';
import type { StatedAccount } from './statedAccount';

/** Everything that camt.053 tells beside the entries. */
export interface CamtHeader {
	version: CamtVersion;
	/** Never the same twice, at most 35 characters. */
	messageId: string;
	/** When the payments and balances had been read, UTC ISO 8601. */
	readAt: string;
	account: StatedAccount;
	period: Period;
	/** Whether the period's last day was not over then. */
	open: boolean;
	/** With a present balance. */
	balances: Balances & { present: Balance };
}

/**
 * A statement as ISO 20022 camt.053.
 *
 * Its schema wants at least one balance. So the present one is there, as ZEN states it: as ITBD
 * (interim booked) while the period lasts, as INFO after it. OPBD and CLBD are there only when they
 * were derived, and then the subtype DERIVED says so; the present one is not beside a CLBD, since
 * readers take any balance but the opening one for the closing one.
 *
 * @returns the pieces of the file, see `joined`
 */
export function* toCamt053(entries: Entry[], header: CamtHeader): Generator<Buffer> {
	const { version, messageId, readAt, account, period, open, balances } = header;
	const dialect: Dialect = DIALECTS[version];
	const document: Xml = {
		'?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
		Document: {
			'@_xmlns': dialect.namespace,
			BkToCstmrStmt: {
				GrpHdr: { MsgId: messageId, CreDtTm: readAt },
				Stmt: {
					Id: statementId(header),
					CreDtTm: readAt,
					FrToDt: {
						FrDtTm: `${period.from}T00:00:00Z`,
						ToDtTm: open ? readAt : `${period.to}T23:59:59Z`,
					},
					Acct: accountXml(account, dialect),
					Bal: balancesXml(header),
					TxsSummry: summaryXml(entries, account.currency, dialect),
					Ntry: entries.length > 0 ? '' : undefined,
					AddtlStmtInf: fitting(
						[
							'Made from ZEN payment history by n8n-nodes-zen.',
							...otherCurrencies(entries, account.currency),
							...balances.notes,
						].join(' '),
						500,
					),
				},
			},
		},
	};
	const [head = '', tail = ''] = write(document).split('\t\t\t<Ntry></Ntry>\n');
	yield Buffer.from(head, 'utf8');
	for (const some of chunk(entries, ENTRIES_A_PIECE)) {
		const Ntry = some.map((entry) => entryXml(entry, account.currency, dialect));
		// At the depth at which they stand in the file.
		const text = write({ Document: { BkToCstmrStmt: { Stmt: { Ntry } } } });
		const begin = text.indexOf('\t\t\t<Ntry>');
		yield Buffer.from(text.slice(begin, text.lastIndexOf('\t\t</Stmt>')), 'utf8');
	}
	yield Buffer.from(tail, 'utf8');
}

function write(document: Xml): string {
	return new XMLBuilder({ ignoreAttributes: false, format: true, indentBy: '\t' }).build(document);
}

// The same for the same period, so that it is known again, but not while entries may still come.
function statementId({ account, period, open, readAt }: CamtHeader): string {
	const digits = (text: string) => text.replace(/\D/g, '');
	const start = account.accountId.replaceAll('-', '').slice(0, 16);
	const parts = open ? [readAt] : [period.from, period.to];
	return [start, ...parts.map(digits)].join('-');
}

function accountXml(account: StatedAccount, dialect: Dialect): Xml {
	const { accountId, accountNumber, name, currency, bic } = account;
	// An ID with its hyphens is longer than what there is room for.
	const id = accountNumber || accountId.replaceAll('-', '');
	return {
		Id: accountIdXml(id, accountNumber ? undefined : 'ZEN'),
		Ccy: currency,
		Nm: fitting(name, 70),
		Svcr: bankXml(bic, dialect) ?? { FinInstnId: { Nm: 'ZEN', Othr: { Id: 'NOTPROVIDED' } } },
	};
}

function balancesXml({ balances, period, open, readAt }: CamtHeader): Xml[] {
	const { opening, closing, present } = balances;
	const last =
		closing && !open
			? balanceXml('CLBD', closing, { Dt: period.to })
			: balanceXml(open ? 'ITBD' : 'INFO', present, { DtTm: readAt });
	return [...(opening ? [balanceXml('OPBD', opening, { Dt: period.from })] : []), last];
}

function balanceXml(code: string, { value, currency, how }: Balance, day: Xml): Xml {
	return {
		Tp: {
			CdOrPrtry: { Cd: code },
			SubTp: how === 'derived' ? { Prtry: 'DERIVED' } : undefined,
		},
		Amt: amountXml({ value: value.replace(/^-/, ''), currency }),
		CdtDbtInd: indicator(!value.startsWith('-')),
		Dt: day,
	};
}

function summaryXml(entries: Entry[], currency: string, dialect: Dialect): Xml {
	const oneCurrency = entries.every(({ amount }) => amount.currency === currency);
	// Of several currencies there is no sum.
	const sum = (some: Entry[]): Xml => ({
		NbOfNtries: String(some.length),
		Sum: oneCurrency
			? total(
					some.map(({ amount }) => amount),
					currency,
				)
			: undefined,
	});
	const net = oneCurrency ? netOf(entries) : 0n;
	const { value } = fromMinorUnits(net < 0n ? -net : net, currency);
	return {
		TtlNtries: { ...sum(entries), ...(oneCurrency && dialect.net(value, indicator(net >= 0n))) },
		TtlCdtNtries: sum(entries.filter(({ credit }) => credit)),
		TtlDbtNtries: sum(entries.filter(({ credit }) => !credit)),
	};
}
