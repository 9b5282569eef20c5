import type { IDataObject } from 'n8n-workflow';
import { only, ZenError } from '../zen-client';
import type { Offer, PaymentOrder } from '../zen-client';
import type { Foreseen, Payout } from '../zen-payout';
import type { Run } from './operation';
import { sessionOf } from './payoutSessions';

const MOST_TOLD = 6;

/** What is told of a payment or draft that was checked and not sent, fee and balance afterwards included. */
export async function foreseenOf(run: Run, payout: Payout): Promise<IDataObject> {
	const foreseen = sessionOf(run).foresee(payout);
	const { how, left = null } = foreseen;
	const { words, ...fee } = how === 'toSend' ? await feeOf(run, payout.order) : NO_FEE;
	const message = ['Checked, and nothing was sent.', whatWouldBe(payout, foreseen), words];
	return {
		reason: how,
		...fee,
		balanceAfter: left,
		message: message.filter(Boolean).join(' '),
	};
}

function whatWouldBe(payout: Payout, { how, entry }: Foreseen): string {
	if (entry) {
		const { kind, id = 'without an ID', status = 'status not told' } = entry;
		return `ZEN has it as ${kind} ${id} (${status}), so it would not be sent again.`;
	}
	if (how === 'toSend') return `It would be ${payout.kind === 'draft' ? 'saved' : 'sent'}.`;
	if (how === 'sentBefore') {
		const unless = payout.sendRejectedAgain ? ', unless ZEN shows it as rejected' : '';
		return `The memory has it as sent before, so it would not be sent again${unless}.`;
	}
	const then =
		payout.sendAgainAfterMs === undefined
			? 'and not sent again'
			: 'and sent again if it is not there';
	return `It was tried before, and what became of it is not known: it would be looked for at ZEN, ${then}.`;
}

interface Fee {
	/** Decimal string. */
	fee: string | null;
	feeCurrency: string | null;
	words: string;
}

const NO_FEE: Fee = { fee: null, feeCurrency: null, words: '' };

/** What ZEN takes for a payment, where that is one sum: of what it offers for it, and what was chosen of that. */
async function feeOf({ zen }: Run, order: PaymentOrder): Promise<Fee> {
	const { accountId, amount, receiver } = order;
	const asked = zen.terms.precalculation({
		accountId,
		amount: amount.value,
		currency: amount.currency,
		receiverAccountNumber: receiver.accountNumber,
		receiverBic: receiver.bic ?? '',
		receiverCountry: receiver.country ?? '',
	});
	const answer = await asked.catch((error) => only(ZenError, error));
	if (answer instanceof ZenError) {
		return { ...NO_FEE, words: `What ZEN takes for it could not be read: ${answer.message}` };
	}
	const { offers } = answer;
	if (!offers) return { ...NO_FEE, words: 'What ZEN takes for it cannot be read from its answer.' };
	const fitting = offers.filter(
		({ channel, chargeType }) =>
			isChosen(order.channel, channel) && isChosen(order.chargeType, chargeType),
	);
	const [first, ...others] = fitting;
	if (!first) {
		return { ...NO_FEE, words: `ZEN does not offer to send it in this way. ${listed(offers)}` };
	}
	const { fee, feeCurrency } = first;
	const isOne = others.every((other) => other.fee === fee && other.feeCurrency === feeCurrency);
	if (!isOne) {
		return { ...NO_FEE, words: `What ZEN takes depends on how it is sent. ${listed(fitting)}` };
	}
	if (fee === null) return { ...NO_FEE, words: 'ZEN tells no fee for it that is one sum.' };
	const isOther = feeCurrency !== amount.currency;
	return { fee, feeCurrency, words: isOther ? `ZEN takes ${sumOf(first)} for it.` : '' };
}

function isChosen(wanted: string | undefined, offered: string | null): boolean {
	return wanted === undefined || wanted.toLowerCase() === offered?.toLowerCase();
}

function listed(offers: Offer[]): string {
	if (offers.length === 0) return 'It offers nothing for this payment.';
	const ways = offers.slice(0, MOST_TOLD).map((offer) => {
		const way = [offer.channel, offer.chargeType].filter(Boolean).join(' ') || 'unnamed';
		return `${way} ${sumOf(offer)}`;
	});
	const more = offers.length - ways.length;
	return `It offers: ${[...ways, ...(more > 0 ? [`and ${more} more`] : [])].join(', ')}.`;
}

function sumOf({ fee, feeCurrency }: Offer): string {
	return fee === null ? '(fee not told)' : [fee, feeCurrency].filter(Boolean).join(' ');
}
