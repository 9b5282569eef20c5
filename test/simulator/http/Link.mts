import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Transform, type TransformCallback } from 'node:stream';

/** The most that is under way in one direction before the sender has to wait, bytes. */
const MOST_UNDER_WAY = 8 * 1024 * 1024;

/** A long line in front of a server on this machine: everything takes its time, handshakes too. */
export class Link {
	private readonly sockets = new Set<Socket>();

	private constructor(
		private readonly server: Server,
		private readonly oneWayMs: number,
		private readonly target: number,
	) {
		server.on('connection', (near: Socket) => this.carry(near));
	}

	/**
	 * @param port where clients connect; any free one for 0
	 * @param target the port of the server
	 * @param roundTripMs how long a byte and the answer to it are under way together
	 */
	static async listen(port: number, target: number, roundTripMs: number): Promise<Link> {
		const server = createServer({ allowHalfOpen: true, noDelay: true });
		const link = new Link(server, roundTripMs / 2, target);
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
		return link;
	}

	get port(): number {
		return (this.server.address() as AddressInfo).port;
	}

	/** Cuts off every connection. */
	async close(): Promise<void> {
		const closed = once(this.server, 'close');
		this.server.close();
		for (const socket of this.sockets) socket.destroy();
		await closed;
	}

	private carry(near: Socket): void {
		// The system answers a SYN at once. On a long line a client waits a round trip for that answer
		// before it sends anything, so what it sends sooner leaves only then.
		const connected = performance.now() + 2 * this.oneWayMs;
		const far = connect({ port: this.target, host: '127.0.0.1', allowHalfOpen: true });
		far.setNoDelay(true);
		for (const socket of [near, far]) {
			this.sockets.add(socket);
			socket.once('close', () => this.sockets.delete(socket));
		}
		this.oneWay(near, far, connected);
		this.oneWay(far, near, 0);
	}

	private oneWay(from: Socket, to: Socket, notBefore: number): void {
		const delay = new Delay(this.oneWayMs, notBefore);
		from.pipe(delay).pipe(to);
		// A reset travels as long as anything else, behind what was sent before, and arrives as a reset.
		from.on('error', () => delay.after(() => to.resetAndDestroy()));
	}
}

interface UnderWay {
	due: number;
	arrive: () => void;
}

/** Hands on what it gets as much later, in order, however much is under way at a time. */
class Delay extends Transform {
	private readonly queue: UnderWay[] = [];
	private bytes = 0;
	private waiting: TransformCallback | undefined;

	constructor(
		private readonly ms: number,
		private readonly notBefore: number,
	) {
		super();
	}

	override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
		this.bytes += chunk.length;
		this.after(() => {
			this.push(chunk);
			this.bytes -= chunk.length;
			this.waiting?.();
			this.waiting = undefined;
		});
		if (this.bytes < MOST_UNDER_WAY) done();
		else this.waiting = done;
	}

	override _flush(done: TransformCallback): void {
		this.after(() => done());
	}

	/** Lets something happen at the other end, behind all that is under way. */
	after(arrive: () => void): void {
		this.queue.push({ due: Math.max(performance.now(), this.notBefore) + this.ms, arrive });
		if (this.queue.length === 1) this.wait();
	}

	private wait(): void {
		const [first] = this.queue;
		if (!first) return;
		setTimeout(() => this.deliver(), Math.max(0, first.due - performance.now()));
	}

	private deliver(): void {
		// A timer may be a fraction of a millisecond early.
		for (
			let [first] = this.queue;
			first && first.due - performance.now() < 0.5;
			[first] = this.queue
		) {
			this.queue.shift();
			first.arrive();
		}
		this.wait();
	}
}
