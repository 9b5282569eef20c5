// The front door: everything outside this folder imports from here.
export type { Surroundings } from './caller';
export { closeConnections } from './dispatchers';
export { InputError, ZenError } from './errors';
export { isObject } from './json';
export type { Json, JsonObject } from './json';
export { mergePatch } from './mergePatch';
export { decimalsOf, fromMinorUnits, minorUnits, MoneyError, parseAmount } from './money';
export type { Money } from './money';
export { openZen } from './open';
export { only } from './only';
export type { Outcome } from './outcome';
export { collect } from './pages';
export { authorizationOf, baseUrlOf, ENVIRONMENTS } from './settings';
export type { ZenCredential } from './settings';
export { CredentialError, readIdentity } from './tls';
export type { Zen } from './zen';
