import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { testPostgresLedger } from './open';

/** Tries the credential over the same way as everything else. */
async function testZenLedgerApi(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return await testPostgresLedger(data ?? {});
}

/** The tests of the credentials that this room knows, for a node's `methods`. */
export const ledgerCredentialTest = { testZenLedgerApi };
