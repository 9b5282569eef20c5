// The front door: everything outside this folder imports from here.
export { keyOf } from './key';
export { LedgerError, noLedger } from './ledger';
export type {
	Attempts,
	KnownStanding,
	Ledger,
	Recognised,
	ListedPayment,
	Made,
	Remembered,
	Resolvable,
	Standing,
	Time,
	Tried,
	UnderKey,
} from './ledger';
export { outcomeAfter, PayoutError } from './outcomes';
export type { NotPaid, Outcome, Reason, Sent } from './outcomes';
export { toPayout } from './Payout';
export type { Payout, PayoutOptions } from './Payout';
export { PayoutSession } from './PayoutSession';
export type { Foreseen } from './PayoutSession';
export type { RunTotals } from './policy';
export { Resolution } from './Resolution';
export type { Resolved, ToResolve } from './Resolution';
export { NO_RULES, overDay } from './rules';
export type { AllowedReceiver, PaymentRules } from './rules';
export type { PayoutWorld } from './World';
