import type { IDataObject } from 'n8n-workflow';
import type { PaymentFile } from './pain001';
import type { Transfer } from './transfer';

/**
 * One transfer in the names of Payment → Create and Draft → Create; what they have no name for, and
 * where it came from, is under `paymentFile`.
 */
export function toItem(transfer: Transfer, accountId: string, file: PaymentFile): IDataObject {
	const { externalId, amount, title, chargeType, purposeCode, group, ids, part } = transfer;
	const { receiverName, receiverAccountNumber, receiverDetails, leftOut, from } = transfer;
	return {
		accountId,
		externalId,
		amount: amount.value,
		currency: amount.currency,
		title,
		receiverName,
		receiverAccountNumber,
		receiverDetails,
		chargeType,
		additionalFields: { ...(purposeCode && { purposeCode }) },
		paymentFile: {
			version: file.version,
			messageId: file.messageId,
			paymentInformationId: group.id,
			...ids,
			externalIdFrom: from,
			executionDate: group.executionDate,
			debtorAccountNumber: group.debtor.iban,
			line: part.line,
			leftOut: [...new Set(leftOut)],
		},
	};
}

/** What a person should know of a file that was read. */
export function noticesOf(items: IDataObject[]): string[] {
	const files = items.map(({ paymentFile }) => paymentFile as IDataObject);
	const hashed = files.filter(({ externalIdFrom }) => externalIdFrom === 'hash').length;
	const counts = new Map<string, number>();
	for (const name of files.flatMap(({ leftOut }) => leftOut as string[])) {
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	const names = [...counts].map(([name, count]) => `${name} (${count})`);
	const shown = names.slice(0, MOST_NAMES);
	if (names.length > MOST_NAMES) shown.push(`and ${names.length - MOST_NAMES} more`);
	return [
		hashed > 0 &&
			`${hashed === 1 ? '1 transfer has' : `${hashed} transfers have`} no reference in the file. The External ID was worked out from accounts, amount, remittance and execution date, so that the same transfer is known again; with another date or remittance it counts as another payment. Have an EndToEndId exported.`,
		names.length > 0 &&
			`Left out, as ZEN is not known to take it, with the number of transfers: ${shown.join(', ')}. The payments go out without it; what is left out of each stands in its paymentFile.leftOut.`,
	].filter((notice) => notice !== false);
}

const MOST_NAMES = 10;
