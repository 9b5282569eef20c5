import { flat } from './flat.mts';
import { nested } from './nested.mts';
import type { Variant } from './variant.mts';

/** Contracts that ZEN might have instead of the one in `contract/`. All of them are invented. */
export const CONTRACTS = { flat, nested } as const satisfies Record<string, Variant>;

export type ContractName = keyof typeof CONTRACTS;
