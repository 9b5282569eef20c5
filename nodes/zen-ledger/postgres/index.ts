// What the rest of this room, and through its front door everybody else, uses of PostgreSQL.
export type { LedgerCredential } from './credential';
export { ledgerCredentialTest } from './credentialTest';
export type { Origin } from './entry';
export type { LedgerFilter, LedgerRow, LedgerState } from './listing';
export { openPostgresLedger, testPostgresLedger } from './open';
export type { PostgresLedger } from './PostgresLedger';
