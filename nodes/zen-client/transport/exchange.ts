import type { Dispatcher } from 'undici';
import { DEADLINE } from '../outcome';
import { CANCELLED, RESPONSE_TOO_LARGE, TransportError } from './port';
import type { HttpRequest, HttpResponse, TransportLimits } from './port';

type ExchangeLimits = Omit<TransportLimits, 'connectTimeoutMs'>;

/** Sends one request over a dispatcher and collects its answer, noting whether anything was written. */
export async function exchange(
	dispatcher: Dispatcher,
	request: HttpRequest,
	limits: ExchangeLimits,
): Promise<HttpResponse> {
	const url = new URL(request.url);
	const options: Dispatcher.DispatchOptions = {
		origin: url.origin,
		path: url.pathname + url.search,
		method: request.method,
		headers: request.headers,
		body: request.body ?? null,
		headersTimeout: limits.headersTimeoutMs,
		bodyTimeout: limits.bodyTimeoutMs,
	};
	return await new Promise((resolve, reject) => {
		const collector = new AnswerCollector(request, limits, resolve, reject);
		// Or a connection would be opened for a request that is not wanted any more.
		if (!collector.endIfUnwanted()) dispatcher.dispatch(options, collector);
	});
}

class AnswerCollector implements Dispatcher.DispatchHandler {
	private written = false;
	private controller?: Dispatcher.DispatchController;
	private readonly response: HttpResponse = { status: 0, headers: {}, body: Buffer.alloc(0) };
	private readonly chunks: Buffer[] = [];
	private bytes = 0;

	constructor(
		private readonly ends: Pick<HttpRequest, 'signal' | 'deadline' | 'onStart'>,
		private readonly limits: ExchangeLimits,
		private readonly resolve: (response: HttpResponse) => void,
		private readonly reject: (error: TransportError) => void,
	) {
		ends.signal?.addEventListener('abort', this.cancel);
		ends.deadline?.addEventListener('abort', this.breakOff);
	}

	/** @returns whether it was cancelled or late before anything was done for it, and so has ended */
	endIfUnwanted(): boolean {
		if (this.ends.signal?.aborted) this.cancel();
		else if (this.ends.deadline?.aborted) this.breakOff();
		else return false;
		return true;
	}

	// undici calls this with the connection ready and the request about to be written, and not before.
	onRequestStart(controller: Dispatcher.DispatchController) {
		this.controller = controller;
		if (this.endIfUnwanted()) return;
		this.written = true;
		this.ends.onStart?.();
	}

	onResponseStart(
		controller: Dispatcher.DispatchController,
		status: number,
		headers: HttpResponse['headers'],
	) {
		this.response.status = status;
		this.response.headers = headers;
		if (Number(headers['content-length']) > this.limits.maxResponseBytes) this.tooLarge(controller);
	}

	onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer) {
		this.bytes += chunk.length;
		if (this.bytes > this.limits.maxResponseBytes) return this.tooLarge(controller);
		this.chunks.push(chunk);
	}

	onResponseEnd() {
		this.letGo();
		this.response.body = Buffer.concat(this.chunks);
		this.resolve(this.response);
	}

	onResponseError(_controller: Dispatcher.DispatchController | null, error: Error) {
		this.fail((error as NodeJS.ErrnoException).code ?? error.name);
	}

	private tooLarge(controller: Dispatcher.DispatchController) {
		this.fail(RESPONSE_TOO_LARGE);
		controller.abort(new Error(RESPONSE_TOO_LARGE));
	}

	private readonly cancel = () => this.end(CANCELLED);
	private readonly breakOff = () => this.end(DEADLINE);

	private end(code: string) {
		this.fail(code);
		this.controller?.abort(new Error(code));
	}

	private fail(code: string) {
		this.letGo();
		this.reject(new TransportError(code, this.written));
	}

	// What still listens to a time-out signal keeps its timer.
	private letGo() {
		this.ends.signal?.removeEventListener('abort', this.cancel);
		this.ends.deadline?.removeEventListener('abort', this.breakOff);
	}
}
