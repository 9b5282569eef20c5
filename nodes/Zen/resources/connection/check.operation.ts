import omit from 'lodash/omit';
import type { JsonObject } from '../../../zen-client';
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
	fields: outputFields,
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
	return omit(row, 'certificateValidFrom', 'keyBits');
}
