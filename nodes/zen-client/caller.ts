import { stringify } from 'lossless-json';
import type { PathName } from './contract';
import type { Translate } from './corrections/translate';
import type { Egress } from './egress';
import { answerError, noAnswerError } from './wording';
import { only } from './only';
import { outcomeOf, retryDelay } from './outcome';
import type { Ending, Method } from './outcome';
import type { Pace } from './Pace';
import type { QueryPairs } from './query';
import { retryAfterMs } from './retryAfter';
import { TransportError } from './transport';
import type { HttpHelper, HttpResponse, Transport } from './transport';
import type { JsonObject } from './json';
import { ZenError } from './errors';

/** One call of ZEN's API. */
export interface Call {
	method: Method;
	/** Path below the base URL, its variable parts already encoded. */
	path: string;
	query?: QueryPairs;
	body?: JsonObject;
	accept?: string;
	/** Names what the call is about, for messages: `account 1c7f…`, `payment "INV-7"`. */
	subject: string;
	/** For a write: how to find out what became of it. A payment's own words when absent. */
	lookFirst?: string;
	/** Which call it is, where ZEN's answer may be in other names than ours. */
	name?: PathName;
	/** Whether a good answer is wanted in ZEN's names, not in ours. */
	asSent?: boolean;
	/** Takes out of what ZEN says of an error what must not be repeated. */
	redact?(text: string): string;
	/** Whether method and path are only assumed; said when ZEN does not seem to know them. */
	assumed?: boolean;
	/** See `HttpRequest.freshConnection`; writes always ask for it. */
	freshConnection?: boolean;
}

/** What the client needs of the world, handed in so that tests can hold the clock. */
export interface Surroundings {
	/** Waits that many ms, or less when the execution is cancelled meanwhile. */
	sleep(ms: number): Promise<void>;
	/** ms since the epoch */
	now(): number;
	/** ms since some moment, by a clock that nobody sets; as `now` where there is none. */
	elapsed?(): number;
	/** a number from 0 to 1 */
	random(): number;
	/** n8n's cancel signal. It ends reads and waits; it never cuts off a write. */
	signal?: AbortSignal;
	/** Which addresses may be reached; absent where nobody says. */
	egress?: Egress;
	/** n8n's own way to send requests, for a build that sends its own that way. */
	httpRequest?: HttpHelper;
	/** See `Ways.isMocked`. */
	isMocked?: boolean;
	/** The most times that a call is tried, where fewer than usual are wanted. */
	attempts?: number;
	/** Whether reads share one pace with all others of the credential that do, see `Pace`. */
	isPaced?: boolean;
	/** Where others than the usual are wanted. */
	deadlines?: Partial<Deadlines>;
}

/** How long a whole exchange may take, in ms, however steadily bytes come in. */
export interface Deadlines {
	/** One attempt at a read. */
	readMs: number;
	/** A write with all its attempts. */
	writeMs: number;
}

/** The usual ones. An object, so that tests need not wait for as long. */
export const DEADLINES: Deadlines = { readMs: 60_000, writeMs: 120_000 };

/** Thrown by a reader of answers: a yes that cannot be read, or is about something else, is no yes. */
export class Unreadable extends Error {
	/** @param how continues "ZEN answered 201 …" */
	constructor(readonly how = 'in a form that cannot be read') {
		super(`Answered ${how}`);
	}
}

/** Makes calls: adds the key, retries where that is safe, and tells how each call ended. */
export class Caller {
	constructor(
		private readonly transport: Transport,
		private readonly baseUrl: string,
		private readonly authorization: string,
		private readonly surroundings: Surroundings,
		private readonly translate?: Translate,
		private readonly pace?: Pace,
	) {}

	/**
	 * Makes the call and reads its answer. It ends by a deadline: a write with all its attempts after
	 * two minutes, a read after one minute an attempt.
	 *
	 * @param read turns a 2xx answer into what the caller wants; throws {@link Unreadable} if it cannot
	 * @throws ZenError with the outcome `notSent`, `refused` or `unknown`
	 */
	async call<T>(call: Call, read: (response: HttpResponse) => T): Promise<T> {
		const { surroundings } = this;
		const isRead = call.method === 'GET';
		const { readMs, writeMs } = { ...DEADLINES, ...surroundings.deadlines };
		const started = surroundings.now();
		const ofAll = isRead ? undefined : AbortSignal.timeout(writeMs);
		for (let attempt = 1; ; attempt++) {
			const deadline = () => ofAll ?? AbortSignal.timeout(readMs);
			const tried = await this.attempt(call, read, deadline);
			if ('value' in tried) return tried.value;
			const delay =
				attempt < (surroundings.attempts ?? Infinity)
					? retryDelay(
							call.method,
							tried.ending,
							this.counted(attempt, tried),
							surroundings.random(),
						)
					: undefined;
			// A write that begins late would be cut off before its answer could be expected.
			const isLate = !isRead && surroundings.now() - started + (delay ?? 0) > writeMs / 2;
			if (delay === undefined || isLate) throw tried.error;
			await surroundings.sleep(delay);
			if (surroundings.signal?.aborted || ofAll?.aborted) throw tried.error;
		}
	}

	private async attempt<T>(
		call: Call,
		read: (response: HttpResponse) => T,
		deadline: () => AbortSignal,
	): Promise<{ value: T } | { ending: Ending; error: ZenError }> {
		let response: HttpResponse;
		try {
			response = await this.send(call, deadline);
		} catch (error) {
			const { code, written } = only(TransportError, error);
			const ending = { kind: 'noAnswer', code, written } as const;
			return { ending, error: noAnswerError(call, ending) };
		}
		const wait = retryAfterMs(response.headers['retry-after'], this.surroundings.now());
		const { status } = response;
		const answer = (readable: boolean): Extract<Ending, { kind: 'answer' }> => ({
			kind: 'answer',
			status,
			readable,
			retryAfterMs: wait,
		});
		const { redact = same } = call;
		const about = { ...call, hide: (text: string) => redact(this.hideKey(text)) };
		if (outcomeOf(call.method, answer(true)) === 'accepted') {
			try {
				return { value: read(call.asSent ? response : this.inOurNames(call, response)) };
			} catch (error) {
				const { how } = only(Unreadable, error);
				const ending = answer(false);
				return { ending, error: answerError(about, ending, response.body, how) };
			}
		}
		const ending = answer(true);
		const { body } = this.inOurNames(call, response);
		return { ending, error: answerError(about, ending, body) };
	}

	/** Reads that share a pace are refused together until it fits, each of them perhaps several times. */
	private counted(attempt: number, { error }: { error: ZenError }): number {
		return this.pace && error.status === 429 ? Math.ceil(attempt / 3) : attempt;
	}

	/** A read waits for its turn first, and what looks for a write does not. */
	private async send(call: Call, deadline: () => AbortSignal): Promise<HttpResponse> {
		const request = this.request(call);
		const exchange = async (onStart?: () => void) =>
			await this.transport({ ...request, deadline: deadline(), onStart });
		if (!this.pace || request.freshConnection) return await exchange();
		return await this.pace.run(exchange, this.surroundings);
	}

	private inOurNames({ name }: Call, response: HttpResponse): HttpResponse {
		return name && this.translate ? this.translate(name, response) : response;
	}

	private request(call: Call) {
		const url = new URL(this.baseUrl + call.path);
		for (const [name, value] of call.query ?? []) url.searchParams.append(name, value);
		const isRead = call.method === 'GET';
		return {
			method: call.method,
			url: url.href,
			headers: {
				authorization: this.authorization,
				accept: call.accept ?? 'application/json',
				...(call.body ? { 'content-type': 'application/json' } : {}),
			},
			body: call.body && stringify(call.body),
			freshConnection: call.freshConnection ?? !isRead,
			signal: isRead ? this.surroundings.signal : undefined,
		};
	}

	// A server that quotes the key back in its message must not bring it into an error.
	private readonly hideKey = (text: string) =>
		text.replaceAll(this.authorization.replace(/^Bearer /, ''), '[API key]');
}

function same(text: string): string {
	return text;
}
