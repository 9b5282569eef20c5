import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { CredentialError, InputError, readIdentity, ZenError } from '../zen-client';
import type { ZenCredential } from '../zen-client';
import { endsSoon } from './certificateEnds';
import { surroundingsIn, zenFor } from './connect';

/** Reads the accounts with the credential, over the same transport as everything else. */
async function testZenApi(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const credential = data as unknown as ZenCredential;
		const accounts = await zenFor(credential, surroundingsIn(this)).accounts();
		const { info } = readIdentity(credential, new Date());
		const ends = info.notAfter.slice(0, 10);
		const soon = endsSoon(info);
		return {
			status: 'OK',
			message: `Connected. ${accounts.length} active accounts; the client certificate is valid until ${ends}.${soon ? ` It expires soon: ${soon}.` : ''}`,
		};
	} catch (error) {
		return { status: 'Error', message: explain(error) };
	}
}

function explain(error: unknown): string {
	if (error instanceof ZenError) return `${error.message}. ${error.remedy}`;
	if (error instanceof CredentialError || error instanceof InputError) return error.message;
	throw error;
}

export const credentialTest = { testZenApi };
