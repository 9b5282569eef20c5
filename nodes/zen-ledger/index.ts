// The front door: everything outside this folder imports from here.
export { MarkLedger } from './MarkLedger';
export { markStoreOf } from './markStore';
export { MovedLedger } from './MovedLedger';
export { broken, named, sayingWhich } from './named';
export { ledgerCredentialTest, openPostgresLedger, testPostgresLedger } from './postgres';
export type {
	LedgerCredential,
	LedgerFilter,
	LedgerRow,
	LedgerState,
	Origin,
	PostgresLedger,
} from './postgres';
