/** A request as the simulator saw it. */
export interface SeenRequest {
	/** Counts up from 1 since the last reset. */
	number: number;
	/** When its body had arrived, UTC ISO 8601 with milliseconds. */
	time: string;
	method: string;
	/** Without the query. */
	path: string;
	query: Record<string, string | string[]>;
	/** Without Authorization. */
	headers: Record<string, string | string[] | undefined>;
	/** As it came; cut after 64 KiB. */
	body: string;
	/** Requests over the same connection carry the same number. */
	connectionId: number;
	/** What was answered; null while nothing was, or when the connection was reset instead. */
	status: number | null;
	/** The fault that hit it. */
	fault: string | null;
}

const KEPT = 20_000;
const BODY_KEPT = 64 * 1024;

/** The last 20 000 requests. */
export class RequestLog {
	private requests: SeenRequest[] = [];
	private counted = 0;

	add(request: Omit<SeenRequest, 'number' | 'status' | 'fault' | 'body'> & { body: Buffer }) {
		this.counted += 1;
		const { authorization: _secret, ...headers } = request.headers;
		const seen: SeenRequest = {
			...request,
			headers,
			body: request.body.subarray(0, BODY_KEPT).toString(),
			number: this.counted,
			status: null,
			fault: null,
		};
		this.requests.push(seen);
		if (this.requests.length > 2 * KEPT) this.requests = this.requests.slice(-KEPT);
		return seen;
	}

	/** The oldest first. */
	list(): SeenRequest[] {
		return this.requests.slice(-KEPT);
	}

	/** How many there were, also those no longer kept. */
	get count(): number {
		return this.counted;
	}

	clear(): void {
		this.requests = [];
		this.counted = 0;
	}
}
