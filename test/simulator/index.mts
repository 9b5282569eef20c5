export type { AccountSeed, AccountState } from './bank/Account.mts';
export type { Draft } from './bank/Drafts.mts';
export type { Money } from './bank/money.mts';
export type { IncomingPayment } from './bank/newPayment.mts';
export type { LedgerEntry, Party, Status } from './bank/payment.mts';
export { Refusal } from './bank/refusal.mts';
export { type ContractName, CONTRACTS } from './contracts/index.mts';
export type { Variant } from './contracts/variant.mts';
export { type CountedFault, type Fault, FAULT_KINDS, type FaultKind } from './faults/fault.mts';
export {
	moveOperation,
	overlays,
	type Overlay,
	refuseUnknownFields,
	renameField,
	renameQuery,
	requireField,
} from './http/overlays.mts';
export type { SeenRequest } from './http/RequestLog.mts';
export type { Delivery, Notification, NotifyOptions } from './notifications.mts';
export type { Settings, SimulatorOptions } from './options.mts';
export { COMPANIES, inventedBic, inventedIban } from './seed/companies.mts';
export { ACCOUNT, defaultSeed } from './seed/defaultSeed.mts';
export type { PaymentSeed, RejectRule, Seed } from './seed/seed.mts';
export { Simulator, type Stats } from './Simulator.mts';
