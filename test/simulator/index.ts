export type { AccountSeed, AccountState } from './bank/Account';
export type { Draft } from './bank/Drafts';
export type { Money } from './bank/money';
export type { IncomingPayment } from './bank/newPayment';
export type { LedgerEntry, Party, Status } from './bank/payment';
export { Refusal } from './bank/refusal';
export { type CountedFault, type Fault, FAULT_KINDS, type FaultKind } from './faults/fault';
export {
	moveOperation,
	overlays,
	type Overlay,
	refuseUnknownFields,
	renameField,
	renameQuery,
	requireField,
} from './http/overlays';
export type { SeenRequest } from './http/RequestLog';
export type { Delivery, Notification, NotifyOptions } from './notifications';
export type { Settings, SimulatorOptions } from './options';
export { COMPANIES, inventedBic, inventedIban } from './seed/companies';
export { ACCOUNT, defaultSeed } from './seed/defaultSeed';
export type { PaymentSeed, RejectRule, Seed } from './seed/seed';
export { Simulator, type Stats } from './Simulator';
