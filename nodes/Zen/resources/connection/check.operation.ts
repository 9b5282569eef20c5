import type { JsonObject } from '../../../zen-client';
import { flat } from '../../../zen-n8n/simplify';
import { outputFields, readOutput } from '../../fields/output';
import { operation, toResults } from '../../operation';

export const check = operation({
	option: {
		name: 'Check',
		value: 'check',
		description:
			'Check that ZEN can be reached with the credential, and how long its client certificate is valid',
		action: 'Check connection',
	},
	fields: outputFields(simplify({})),
	prepare: (input) => readOutput(input, simplify),
	send: async ({ zen, surroundings }, shape) => {
		const started = surroundings.now();
		const { accounts, tlsVersion } = await zen.probe();
		const latencyMs = surroundings.now() - started;
		const { environment, baseUrl, paymentsAllowed, certificate } = zen.connection;
		return toResults([
			shape({
				environment,
				baseUrl,
				accountsSeen: accounts.length,
				latencyMs,
				tlsVersion: tlsVersion ?? null,
				paymentsAllowed,
				certificateSubject: certificate.subject,
				certificateIssuer: certificate.issuer,
				certificateSerial: certificate.serial,
				certificateValidFrom: certificate.notBefore,
				certificateValidUntil: certificate.notAfter,
				certificateDaysLeft: certificate.daysLeft,
				keyType: certificate.keyType,
				keyBits: certificate.keyBits ?? null,
			}),
		]);
	},
});

function simplify(row: JsonObject): JsonObject {
	return flat({
		environment: row.environment,
		baseUrl: row.baseUrl,
		accountsSeen: row.accountsSeen,
		latencyMs: row.latencyMs,
		tlsVersion: row.tlsVersion,
		paymentsAllowed: row.paymentsAllowed,
		certificateSubject: row.certificateSubject,
		certificateIssuer: row.certificateIssuer,
		certificateSerial: row.certificateSerial,
		certificateValidUntil: row.certificateValidUntil,
		certificateDaysLeft: row.certificateDaysLeft,
		keyType: row.keyType,
	});
}
