import { Caller, DEADLINES } from './caller';
import type { Surroundings } from './caller';
import { correctedBy } from './corrections';
import { egressFor, guarded } from './egress';
import { identityOf } from './identities';
import { forgetPaces, MOST_READS, paceOf } from './Pace';
import {
	paymentsAllowed,
	permitted,
	requireDeletion,
	requireDrafts,
	requirePayments,
} from './permissions';
import type { Openness } from './permissions';
import { readCredential } from './readCredential';
import { authorizationOf, baseUrlOf } from './settings';
import type { ZenCredential } from './settings';
import { fingerprint } from './tls';
import { closeConnections as closeTransports, openTransport } from './transport';
import { Zen } from './zen';

/**
 * The client for a credential. Opens no connection by itself.
 *
 * @param given as n8n hands it over; its PEM fields are mended and checked here
 * @throws CredentialError or InputError, naming the field and the remedy
 */
export function openZen(
	given: ZenCredential,
	surroundings: Surroundings,
	openness: Openness = {},
): Zen {
	const credential = readCredential(given);
	const baseUrl = baseUrlOf(credential);
	const authorization = authorizationOf(credential);
	const { clientCertificate, privateKey, passphrase, ca } = credential;
	const tls = identityOf(
		{ clientCertificate, privateKey, passphrase, ca },
		new Date(surroundings.now()),
	);
	const egress = egressFor(credential, surroundings.egress);
	const { httpRequest, isMocked } = surroundings;
	const ways = { lookup: egress?.lookup, httpRequest, isMocked };
	const open = openTransport(tls, new URL(baseUrl).origin, ways);
	const { contractCorrections } = credential;
	const { contract, translate } = correctedBy(contractCorrections);
	const transport = permitted(guarded(open, egress), credential, openness, contract);
	const pace = surroundings.isPaced ? paceOf(`${baseUrl} ${fingerprint(tls)}`) : undefined;
	const caller = new Caller(transport, baseUrl, authorization, surroundings, translate, pace);
	const connection = {
		environment: credential.environment,
		baseUrl,
		corrections: contractCorrections ?? '',
		certificate: tls.info,
		paymentsAllowed: paymentsAllowed(credential, openness),
		longestWriteMs: surroundings.deadlines?.writeMs ?? DEADLINES.writeMs,
		readsAtOnce: () => pace?.atOnce ?? MOST_READS,
		requirePayments: () => requirePayments(credential, openness, contract),
		requireDeletion: () => requireDeletion(credential, openness, contract),
		requireDrafts: () => requireDrafts(credential, openness, contract),
	};
	return new Zen(caller, connection, contract);
}

/** Closes every kept connection once the requests under way on it are done, and forgets how fast each went. */
export async function closeConnections(): Promise<void> {
	forgetPaces();
	await closeTransports();
}
