import { mkdir, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Simulator } from './index.mts';

/** Where the parts of the credential lie. */
export interface PemFiles {
	clientCertificate: string;
	privateKey: string;
	rsaClientCertificate: string;
	rsaPrivateKey: string;
	ca: string;
}

/** Writes the certificates and keys of a running simulator, readable by the owner only. */
export async function writePemFiles(simulator: Simulator, folder: string): Promise<PemFiles> {
	const { ca, client, rsaClient } = simulator;
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const write = async (name: string, pem: string) => {
		const path = resolve(folder, name);
		await rm(path, { force: true }); // writing over a file would keep its permissions
		await writeFile(path, pem, { mode: 0o600, flag: 'wx' });
		return path;
	};
	return {
		clientCertificate: await write('client-certificate.pem', client.certificate),
		privateKey: await write('client-key.pem', client.privateKey),
		rsaClientCertificate: await write('client-rsa-certificate.pem', rsaClient.certificate),
		rsaPrivateKey: await write('client-rsa-key.pem', rsaClient.privateKey),
		ca: await write('ca-certificate.pem', ca),
	};
}
