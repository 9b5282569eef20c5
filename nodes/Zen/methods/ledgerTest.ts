import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { testPostgresLedger } from '../../zen-ledger';

/** Looks whether payments can be remembered with the credential. */
async function testZenLedgerApi(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return await testPostgresLedger(data ?? {});
}

export const ledgerTest = { testZenLedgerApi };
