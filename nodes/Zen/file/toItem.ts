import get from 'lodash/get';
import type { IDataObject } from 'n8n-workflow';
import type { Json, JsonObject } from '../../zen-client';
import { flat } from '../../zen-n8n/simplify';
import { isDrawn, isMadeOf } from './externalId';
import type { PaymentFile } from './pain001';
import type { Transfer } from './transfer';

const MOST_NAMES = 10;

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

/**
 * A transfer as one flat row. The receiver's details stand in one cell as JSON, which _All Details_
 * takes.
 */
export function simplifyItem(item: JsonObject): JsonObject {
	const { receiverName, amount, currency, title, externalId, receiverAccountNumber } = item;
	return flat({
		receiverName,
		amount,
		currency,
		title,
		externalId,
		receiverAccountNumber,
		receiverDetails: item.receiverDetails,
		chargeType: item.chargeType,
		purposeCode: get(item, 'additionalFields.purposeCode') as Json | undefined,
		executionDate: get(item, 'paymentFile.executionDate') as Json | undefined,
		leftOut: (get(item, 'paymentFile.leftOut') as string[]).join(', '),
		accountId: item.accountId,
	});
}

/** What a person should know of the files that were read. */
export function noticesOf(items: IDataObject[]): string[] {
	const files = items.map(({ paymentFile }) => paymentFile as unknown as ReadFrom);
	const count = (is: (file: ReadFrom) => boolean) => files.filter(is).length;
	const hashed = count(({ externalIdFrom }) => externalIdFrom === 'hash');
	const instructed = count(({ externalIdFrom }) => externalIdFrom === 'InstrId');
	const ofMessage = ({ endToEndId, messageId }: ReadFrom) => isMadeOf([messageId], endToEndId);
	// Much software copies a stable EndToEndId into InstrId; another text that it holds is told.
	const ofGroup = ({ endToEndId, paymentInformationId, instructionId }: ReadFrom) =>
		isMadeOf([paymentInformationId], endToEndId) ||
		(endToEndId !== instructionId && isMadeOf([instructionId], endToEndId)) ||
		isDrawn(endToEndId);
	const ended = files.filter(({ externalIdFrom }) => externalIdFrom === 'EndToEndId');
	const changing = ended.filter(ofMessage).length;
	const perhaps = ended.filter((file) => !ofMessage(file) && ofGroup(file)).length;
	const purposes = items.flatMap(({ additionalFields }) =>
		Object.values(additionalFields as object),
	);
	const leftOut = namesWithCounts(files.flatMap((file) => file.leftOut));
	return [
		hashed > 0 &&
			`${transfers(hashed)} no reference of its own in the file. The External ID was worked out from accounts, amount, remittance and execution date, so that the same transfer is known again; with another date or remittance it counts as another payment. Have an EndToEndId exported.`,
		instructed > 0 &&
			`${transfers(instructed)} no EndToEndId, and InstrId is the External ID. If your software makes up a new InstrId with each export, the same transfer counts as another payment: have an EndToEndId exported.`,
		changing > 0 &&
			`${transfers(changing)} an EndToEndId that holds the message ID. With each export it is another one, and the same transfer counts as another payment: have supplier and invoice number exported as EndToEndId, and do not pay another export of this file.`,
		perhaps > 0 &&
			`${transfers(perhaps)} an EndToEndId that holds the ID of its group (PmtInfId) or its InstrId, or that looks as if a program had drawn it by lot. If your software makes it up anew with each export, the same transfer counts as another payment: have supplier and invoice number exported as EndToEndId, and do not pay another export of this file.`,
		purposes.length > 0 &&
			`${transfers(purposes.length)} a purpose code (${namesWithCounts(purposes)}). Fill Purpose Code, in Additional Fields of Create, from purposeCode for these transfers; otherwise they go out without it.`,
		leftOut !== '' &&
			`Left out, as ZEN is not known to take it, with the number of transfers: ${leftOut}. The payments go out without it; what is left out of each stands in its leftOut.`,
	].filter((notice) => notice !== false);
}

interface ReadFrom {
	externalIdFrom: string;
	endToEndId: string;
	messageId: string;
	paymentInformationId: string;
	instructionId: string;
	leftOut: string[];
}

function transfers(count: number): string {
	return count === 1 ? '1 transfer has' : `${count} transfers have`;
}

function namesWithCounts(names: string[]): string {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	const told = [...counts].map(([name, count]) => `${name} (${count})`);
	const shown = told.slice(0, MOST_NAMES);
	if (told.length > MOST_NAMES) shown.push(`and ${told.length - MOST_NAMES} more`);
	return shown.join(', ');
}
