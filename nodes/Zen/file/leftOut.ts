import type { InputError } from '../../zen-client';
import type { Part } from './Part';

const LONGEST_VALUE = 35;

/** What elements mean that change what is paid, to whom, by whom or when, and that ZEN is not known to take. */
const MEANINGS: Record<string, string> = {
	ChqInstr: 'how to write a cheque',
	ChrgsAcct: 'which other account bears the fees',
	ChrgsAcctAgt: 'which bank holds the account that bears the fees',
	ClrSysMmbId: "the receiver's bank by a number of its country",
	CdtrAgtAcct: "an account of the receiver's bank",
	DbtrAgtAcct: 'an account of the bank that pays',
	EqvtAmt: 'an amount that is to be worked out in another currency',
	InstrForCdtrAgt: "an instruction to the receiver's bank",
	InstrForDbtrAgt: 'an instruction to the bank that pays',
	IntrmyAgt1: 'by way of which bank to pay',
	IntrmyAgt2: 'by way of which bank to pay',
	IntrmyAgt3: 'by way of which bank to pay',
	MndtRltdInf: 'a mandate',
	PoolgAdjstmntDt: 'a date for pooling',
	Prxy: 'an alias in place of an account number',
	RgltryRptg: 'what to report to an authority',
	RltdRmtInf: 'where the remittance information is sent separately',
	Tax: 'details about tax',
	UltmtCdtr: 'for whom the receiver takes the money (ultimate creditor)',
	UltmtDbtr: 'for whom the payment is made (ultimate debtor)',
	XchgRateInf: 'an exchange rate',
};

/** Why a file is refused that holds something which a payment made here would lose. */
export function cannotCarry(part: Part): InputError {
	const meaning = MEANINGS[part.name] ?? 'something';
	return part.error(
		`tells ${meaning}, and a payment made here cannot carry that. Have the file exported without ${part.name}, or with that transfer left out and paid in the ZEN portal.`,
	);
}

/**
 * Takes notice of children that say how a payment is sorted or described, not what is paid to whom.
 * ZEN is not known to take them, so they are left out and named.
 *
 * @returns each that is there, with its value where it has just one: `CtgyPurp SALA`
 */
export function leaveOut(part: Part | undefined, ...names: string[]): string[] {
	return names.flatMap((name) =>
		(part?.all(name) ?? []).map((child) => {
			part!.skip(name);
			const value = child.singleValue();
			return value && value.length <= LONGEST_VALUE ? `${name} ${value}` : name;
		}),
	);
}
