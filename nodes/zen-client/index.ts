// The front door: everything outside this folder imports from here.
export { bodyOf } from './body';
export type { Surroundings } from './caller';
export { Stopwatch, steadyTime } from './stopwatch';
export { isExpression, readFields } from './credentialFields';
export type { CredentialField, Stored } from './credentialFields';
export type { ComparisonReport } from './comparison';
export { isDoubtful } from './complaint';
export type { Connection } from './connection';
export { correctedBy } from './corrections';
export { decimalsOf, MoneyError } from './currencies';
export type { DraftQuery } from './drafts';
export { egressFor, requireReachable } from './egress';
export type { Egress } from './egress';
export { readEntry } from './entries';
export type { Entry, EntryKind, EntryPage, EntryState, Made, PayingAccount } from './entries';
export { Explained, InputError, ZenError } from './errors';
export type { Fault } from './errors';
export { ANY_IDS } from './ids';
export type { IdKind, Ids } from './ids';
export { isObject, tryParseJson } from './json';
export type { Json, JsonObject } from './json';
export { levelsIn, LONGEST, quoted, refusalOfLength, shortened, sizeOf } from './lengths';
export type { SameReference } from './made';
export {
	fromMinorUnits,
	isLess,
	minorUnits,
	numberText,
	parseAmount,
	sameDecimal,
	sumDecimals,
} from './money';
export type { Money } from './money';
export { closeConnections, openZen } from './open';
export { after, Kept } from './Kept';
export { only } from './only';
export type { PaymentOrder, Receiver } from './order';
export type { Outcome } from './outcome';
export { MOST_READS } from './Pace';
export { PageWatch } from './PageWatch';
export { collectWhole, isFullPage, takeWhole } from './pages';
export type { Openness } from './permissions';
export type { Offer } from './precalculation';
export { PROBE } from './probe';
export type { QueryPairs } from './query';
export { readCredential } from './readCredential';
export { asChoice, asFlag, isNothing } from './spellings';
export { readingRequest } from './readingRequest';
export type { ForeignRequest } from './readingRequest';
export { authorizationOf, baseUrlOf, ENVIRONMENTS } from './settings';
export type { ZenCredential } from './settings';
export { CredentialError, readIdentity } from './tls';
export { accountNumberOf, feesIn, moneyIn, numbersOf, sidesOf } from './shapes';
export type { PrecalculationQuery } from './terms';
export type { HttpHelper } from './transport';
export type { Zen } from './zen';
