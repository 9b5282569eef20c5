export { CredentialError } from './CredentialError';
export type { CredentialField, CredentialReason } from './CredentialError';
export type { CertificateInfo } from './certificate';
export type { CredentialFields } from './fields';
export { fingerprint, readIdentity } from './identity';
export type { TlsIdentity, TlsMaterial } from './identity';
export { blocksIn } from './forms';
export { mendPem } from './pem';
export type { PemBlock } from './pem';
