import { randomUUID } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { openPostgresLedger } from '../../../nodes/zen-ledger';
import type { LedgerCredential, Origin, PostgresLedger } from '../../../nodes/zen-ledger';
import { toPayout } from '../../../nodes/zen-payout';
import type { KnownStanding, Payout, PayoutOptions } from '../../../nodes/zen-payout';
import type { Postgres } from '../scaleOut/Postgres.mts';

export const PASSWORD = 'correct horse battery';
export const IBAN = 'LT601010012345678901';
const NO_OPTIONS: PayoutOptions = {
	remember: true,
	sendRejectedAgain: false,
	checkBalance: false,
	limits: {},
};

/** A credential as n8n hands it over, with every field. */
export function credentialFor(
	{ port }: Pick<Postgres, 'port'>,
	changes: Partial<LedgerCredential> = {},
): LedgerCredential {
	return {
		host: '127.0.0.1',
		port,
		database: 'postgres',
		schema: 'public',
		user: 'n8n',
		password: PASSWORD,
		tls: 'off',
		ca: '',
		...changes,
	};
}

const ORIGIN = { workflowId: 'w1', workflowName: 'Payouts', executionId: '77', nodeName: 'Pay' };

/** A ledger of the database; one that nothing else uses unless it is named. */
export async function ledgerOn(
	credential: LedgerCredential,
	origin: Partial<Origin> = {},
): Promise<PostgresLedger> {
	return await openPostgresLedger(credential, { ...ORIGIN, ledger: randomUUID(), ...origin });
}

interface PaymentChanges extends Partial<PayoutOptions> {
	amount?: string;
	title?: string;
	kind?: 'payment' | 'draft';
	iban?: string;
}

/** A payment, unlike all others but for what is said. */
export function payment(
	externalId: string,
	{
		amount = '12.50',
		title = externalId,
		kind = 'payment',
		iban = IBAN,
		...options
	}: PaymentChanges = {},
): Payout {
	return toPayout(
		kind,
		{
			accountId: '0b1d2c3e-0000-4000-8000-000000000001',
			externalId,
			amount: { value: amount, currency: 'EUR' },
			title,
			receiver: { name: 'Example Supplier', accountNumber: iban },
		},
		{ ...NO_OPTIONS, ...options },
	);
}

export const now = () => Date.now();

export async function standing(ledger: PostgresLedger, one: Payout) {
	return (await ledger.lookUp([one]))[0]!;
}

export async function known(ledger: PostgresLedger, one: Payout): Promise<KnownStanding> {
	return (await standing(ledger, one)) as KnownStanding;
}

/** Resolves what is open under a key as it stands now. */
export async function resolveNow(ledger: PostgresLedger, key: string): Promise<boolean> {
	return await ledger.resolve(key, await ledger.under(key, now()));
}

/** Runs SQL as the owner of the database. */
export async function admin(
	{ port }: Pick<Postgres, 'port'>,
	text: string,
	values?: unknown[],
	{ database = 'postgres', user = 'n8n', password = PASSWORD } = {},
): Promise<pg.QueryResult['rows']> {
	const client = new pg.Client({ host: '127.0.0.1', port, user, password, database, ssl: false });
	await client.connect();
	try {
		const result = await client.query(text, values);
		return result.rows;
	} finally {
		await client.end();
	}
}

/** For `Proxy.holdFrom`: all of the next claim arrives but its end. */
export function holdingEndOfClaim(): (sent: string) => number | undefined {
	let isOver = false;
	return (sent) => {
		const end = sent.indexOf('COMMIT\0');
		if (isOver || end < 0 || !sent.includes('INSERT INTO')) return undefined;
		isOver = true;
		// Before it stand the kind of the message and its length.
		return end - 5;
	};
}

/** Stands between a ledger and its database, and cuts where it is told. */
export class Proxy {
	/** Called with what the client sends. True: it is passed on, and then nothing more. */
	cutAfter: (sent: string) => boolean = () => false;
	/** Called with what the client sends. True: the connection is cut, and it is not passed on. */
	cutBefore: (sent: string) => boolean = () => false;
	/** Called with what the client sends. From that place on nothing is passed on; the connection stays. */
	holdFrom: (sent: string) => number | undefined = () => undefined;
	/** Whether nobody gets in any more. */
	isClosed = false;
	cuts = 0;
	/** All that clients have sent. */
	sent = '';
	private readonly sockets = new Set<Socket>();
	private readonly server = createServer((client) => this.pass(client));

	private constructor(private readonly to: number) {}

	static async start(to: number): Promise<Proxy> {
		const proxy = new Proxy(to);
		await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
		return proxy;
	}

	get port(): number {
		return (this.server.address() as AddressInfo).port;
	}

	/** Cuts all connections. */
	cut(): void {
		for (const socket of this.sockets) socket.destroy();
	}

	stop(): void {
		this.cut();
		this.server.close();
	}

	private pass(client: Socket): void {
		this.sockets.add(client);
		if (this.isClosed) {
			client.destroy();
			return;
		}
		const server = connect(this.to, '127.0.0.1');
		this.sockets.add(server);
		let isMute = false;
		let isHeld = false;
		client.on('data', (data) => {
			const text = data.toString('latin1');
			this.sent += text;
			if (this.cutBefore(text)) {
				this.cuts += 1;
				client.destroy();
				server.destroy();
				return;
			}
			if (isHeld) return;
			const from = this.holdFrom(text);
			isHeld = from !== undefined;
			server.write(data.subarray(0, from));
			if (this.cutAfter(text)) {
				this.cuts += 1;
				isMute = true;
				// Long enough for the server to do what it was asked.
				setTimeout(() => {
					client.destroy();
					server.destroy();
				}, 300);
			}
		});
		server.on('data', (data) => {
			if (!isMute) client.write(data);
		});
		for (const [one, other] of [
			[client, server],
			[server, client],
		] as const) {
			one.on('error', () => {});
			one.on('close', () => other.destroy());
		}
	}
}
