import isEqual from 'lodash/isEqual';
import type { Caller } from '../caller';
import type { Connection } from '../connection';
import { CONTRACT } from '../contract';
import type { PathName } from '../contract';
import { correctedBy } from '../corrections';
import type { Corrected } from '../corrections';
import { readEntry, readPayingAccount } from '../entries';
import type { Entry, EntryKind } from '../entries';
import { ZenError } from '../errors';
import { readId } from '../ids';
import { tryParseJson } from '../json';
import type { JsonObject } from '../json';
import { only } from '../only';
import { pathTo } from '../pathTo';
import { pageQuery } from '../query';
import type { QueryPairs } from '../query';
import type { HttpResponse } from '../transport';
import { understood } from './inOurNames';
import type { Understood } from './inOurNames';
import { NOTHING_READ, readAnswer } from './readAnswer';
import type { Read, Suggestion } from './readAnswer';
import { PAGED } from './parts';
import { precalculationOf } from './precalculationOf';
import { CALLS, rowOf } from './rows';
import type { Row } from './rows';
import { redacted } from './shown';
import { withSuggestions } from './suggestions';

/** What ZEN was seen to do, call by call, in the order of its manual. It holds no value that ZEN told. */
export interface ComparisonReport {
	rows: Row[];
	/** What stands in Contract Corrections, together with all that is suggested. */
	contractCorrections: JsonObject;
}

interface Asked {
	id?: string;
	query?: QueryPairs;
	accept?: string;
}

const SAME_PAGE = 'The second page tells the same as the first: its cursor is not heeded';
const NO_PAGE = 'More are said to follow, and nothing stands behind the cursor';

type WithId = Parameters<typeof pathTo>[1];

const PAGE = 20;
const MOST_ACCOUNTS = 5;
// Of the list of accounts: that there is none at this path. All else would be true of every call.
const NO_SUCH_PATH = [404, 405, 410, 501];

/**
 * Compares what ZEN answers with our contract and its corrections. It makes nothing but reads, each at
 * the path and with the query that the other operations use.
 */
export class Comparison {
	constructor(
		private readonly caller: Caller,
		private readonly connection: Pick<Connection, 'corrections'>,
	) {}

	/** @throws ZenError for what stands in the way of every call */
	async run(): Promise<ComparisonReport> {
		const run = new ComparisonRun(this.caller, this.connection.corrections);
		try {
			await run.readAll();
		} catch (error) {
			const failure = only(ZenError, error);
			// What was seen before something stood in the way is told.
			if (!run.hasAnswer()) throw failure;
		}
		return run.report();
	}
}

class ComparisonRun {
	private readonly corrected: Corrected;
	private readonly rows = new Map<PathName, Row>();
	private readonly suggestions = new Map<PathName, Suggestion[]>();

	constructor(
		private readonly caller: Caller,
		private readonly corrections: string,
	) {
		this.corrected = correctedBy(corrections);
	}

	report(): ComparisonReport {
		const all = [...this.suggestions.values()].flat();
		const rows = CALLS.map(({ name }) => {
			const row = this.rows.get(name) ?? rowOf(name, this.corrected.contract);
			const mine = this.suggestions.get(name) ?? [];
			return { ...row, corrections: withSuggestions(this.corrections, mine, all).added };
		});
		return { rows, contractCorrections: withSuggestions(this.corrections, all).all };
	}

	hasAnswer(): boolean {
		return [...this.rows.values()].some(({ status }) => status !== undefined);
	}

	async readAll(): Promise<void> {
		const { contract } = this.corrected;
		const listed = (await this.read('accounts')).page?.items ?? [];
		const accounts = listed
			.map((raw) => readPayingAccount(raw, contract))
			.filter((one) => one !== undefined)
			.filter(({ accountId }) => readId(contract.ids.account, accountId) !== undefined);
		const [account] = accounts;
		if (account) {
			await this.read('account', { id: account.accountId });
			await this.read('precalculation', { query: precalculationOf(account, contract) });
		}
		await this.read('purposeCodes');
		let payments: Entry[] = [];
		for (const { accountId } of accounts.slice(0, MOST_ACCOUNTS)) {
			payments = await this.entries('payment', accountId);
			if (!this.rows.get('history')!.verdict.startsWith('not probed')) break;
		}
		// There is no confirmation before a payment is settled; another word may mean that.
		const isOver = ({ state }: Entry) => state === 'settled' || state === 'other';
		const payment = payments.find(isOver) ?? payments[0];
		if (payment) {
			await this.read('payment', { id: payment.id });
			const accept = 'application/pdf, application/json';
			if (isOver(payment)) await this.read('confirmation', { id: payment.id, accept });
		}
		const [draft] = await this.entries('draft', account?.accountId);
		if (draft) await this.read('draft', { id: draft.id });
	}

	/** Those that have an ID to ask by. */
	private async entries(kind: EntryKind, accountId?: string): Promise<Entry[]> {
		const { contract } = this.corrected;
		const call = kind === 'draft' ? 'drafts' : 'history';
		const names = contract.query[call];
		const query = pageQuery({ accountId }, { limit: PAGE }, names);
		const { page } = await this.read(call, { query });
		const read = (items: JsonObject[]) => items.map((raw) => readEntry(kind, raw, contract));
		const entries = read(page?.items ?? []).filter(
			({ id }) => readId(contract.ids[kind], id) !== undefined,
		);
		if (page?.next !== undefined && entries.length > 0) {
			const row = this.rows.get(call)!;
			const cursor = { limit: PAGE, cursor: page.next };
			const next = await this.read(call, { query: pageQuery({ accountId }, cursor, names) });
			const ids = read(next.page?.items ?? []).map(({ id }) => id);
			const isSame = entries.some(({ id }) => ids.includes(id));
			// What the first page showed stays; the second one is about the cursor only.
			if (!next.page) return entries;
			if (ids.length > 0 && !isSame) this.rows.set(call, row);
			else this.different(row, isSame ? SAME_PAGE : NO_PAGE);
		}
		return entries;
	}

	private notReachable(name: PathName, { status, message }: ZenError): void {
		const row = rowOf(name, this.corrected.contract);
		this.rows.set(name, { ...row, verdict: 'not reachable', status, others: [message] });
	}

	private different(row: Row, other: string): void {
		this.rows.set(row.name, { ...row, verdict: 'different', others: [...row.others, other] });
	}

	private async read(name: PathName, asked: Asked = {}): Promise<Understood> {
		const row = rowOf(name, this.corrected.contract);
		const sent = await this.ask(name, asked);
		if (sent instanceof ZenError) {
			this.notReachable(name, sent);
			return { isCorrected: false };
		}
		const how = understood(name, sent, asked.id ?? '', this.corrected);
		const json = tryParseJson(sent.body.toString('utf8')) ?? null;
		const { suggestions, ...found } =
			name === 'confirmation' ? NOTHING_READ : readAnswer(name, json, this.corrected);
		this.suggestions.set(name, [...(this.suggestions.get(name) ?? []), ...suggestions]);
		const seen = { ...row, ...found, status: sent.status };
		this.rows.set(name, { ...seen, ...this.verdictOn(seen, how) });
		return how;
	}

	private verdictOn(
		row: Row & Pick<Read, 'isEmpty'>,
		{ page, problem, isCorrected }: Understood,
	): Pick<Row, 'verdict' | 'others'> {
		const { name, told, missing, wrong } = row;
		const others = [...row.others];
		const hasDifferences = () => others.length + missing.length + wrong.length > 0;
		if (page && page.items.length > PAGE && PAGED.some((one) => one === name)) {
			others.push('More came than the limit allows: it is not heeded');
		}
		if (page?.more && page.items.length < PAGE) {
			others.push(`Only ${page.items.length} came where ${PAGE} were asked for and more follow`);
		}
		if (page?.more && page.next === undefined) {
			others.push('More are said to follow, and no cursor leads there');
		}
		const saysOrder =
			told.filter((one) => /^meta\.(sortedBy|direction)$/.test(one.name)).length === 2;
		if (saysOrder && page && !page.isNewestFirst) {
			others.push('The list is not said to be sorted by the time of creation, the newest first');
		}
		if (problem && !hasDifferences()) others.push(problem);
		if (hasDifferences()) return { verdict: 'different', others };
		if (row.isEmpty) return { verdict: row.verdict, others };
		const { paths, query } = this.corrected.contract;
		const key = name as keyof typeof query;
		const isOther =
			isCorrected ||
			paths[name] !== CONTRACT.paths[name] ||
			!isEqual(query[key], CONTRACT.query[key]);
		return { verdict: isOther ? 'confirmed with corrections' : 'confirmed', others };
	}

	/** @returns the answer as ZEN sent it, or why there was none for this call alone; @throws ZenError */
	private async ask(
		name: PathName,
		{ id, query, accept }: Asked,
	): Promise<HttpResponse | ZenError> {
		const { contract } = this.corrected;
		const subject = CALLS.find((call) => call.name === name)!.page;
		const call = {
			method: 'GET',
			name,
			path: id === undefined ? contract.paths[name] : pathTo(contract, name as WithId, id),
			query,
			accept,
			subject: `"${subject}"`,
			asSent: true,
			redact: redacted,
		} as const;
		try {
			return await this.caller.call(call, (response) => response);
		} catch (error) {
			const failure = only(ZenError, error);
			const { status } = failure;
			const isOfAll = name === 'accounts' && !NO_SUCH_PATH.includes(status ?? 0);
			if (isOfAll) throw failure;
			if (status !== undefined) return failure;
			// No answer at all: the next calls would wait for one as long.
			this.notReachable(name, failure);
			throw failure;
		}
	}
}
