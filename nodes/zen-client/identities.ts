import { createHash } from 'node:crypto';
import { Kept } from './Kept';
import { readIdentity } from './tls';
import type { CredentialFields, TlsIdentity } from './tls';

const MOST = 32;
const MINUTE_MS = 60_000;

const kept = new Kept<{ minute: number; identity: TlsIdentity }>(MOST);

/**
 * As `readIdentity`, but at most once a minute for the same fields: reading and checking keys takes
 * milliseconds, and a trigger opens the client for every notification.
 *
 * @throws CredentialError
 */
export function identityOf(fields: CredentialFields, now: Date): TlsIdentity {
	const { clientCertificate, privateKey, passphrase, ca } = fields;
	const parts = JSON.stringify([clientCertificate, privateKey, passphrase, ca]);
	const key = createHash('sha256').update(parts).digest('hex');
	// Certificates end, so what was found out does not hold for ever.
	const minute = Math.floor(now.getTime() / MINUTE_MS);
	const known = kept.get(key);
	if (known?.minute === minute) return known.identity;
	return kept.set(key, { minute, identity: readIdentity(fields, now) }).identity;
}
