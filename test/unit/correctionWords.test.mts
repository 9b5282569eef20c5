import { describe, expect, it } from 'vitest';
import { redacted } from '../../nodes/zen-client/comparison/shown';
import { correctedBy } from '../../nodes/zen-client/corrections';

const by = (corrections: object) => () => correctedBy(JSON.stringify(corrections));
const words = (text: string) => text.trim().split(/\s+/);

describe('a word that says no becomes neither settled nor inProgress', () => {
	it.each(
		words(`DELETED WITHDRAWN DISCARDED BLOCKED FROZEN TERMINATED KILLED DROPPED LAPSED ABANDONED CHARGED_BACK
			CLAWBACK SENT_BACK PAID_BACK CREDITED_BACK NACK NOK KO DECL BLCK DISALLOWED FORBIDDEN ANNULLED NULLIFIED
			DISHONOURED IMPOSSIBLE NSF MISSING PROBLEM DISPUTED LOST FRAUDULENT LIMIT_EXCEEDED SUSPENDED BAD_IBAN
			NON_EXISTENT REMOVED REVOKED GONE_BACK UNDONE`),
	)('%s', (word) => {
		expect(by({ statuses: { settled: [word] } })).toThrow('did not go well');
		expect(by({ statuses: { inProgress: [word] } })).toThrow('did not go well');
	});
});

describe('a word that says that it is still on its way does not become settled', () => {
	it.each(
		words(`PDNG ACTC ACCP ACSP ACWC RCVD INIT DEFERRED DELAYED PAUSED RESERVED PREPARED SAVED VALIDATING SCREENING
			CHECKING IN_TRANSIT EN_ROUTE APPROVED AUTHORISED PARTIALLY_SETTLED SETTLING SENDING BOOKING SENT DISPATCHED
			RELEASED REGISTERED READY EXPECTED PART_BOOKED`),
	)('%s', (word) => {
		expect(by({ statuses: { settled: [word] } })).toThrow('still on its way');
		expect(by({ statuses: { inProgress: [word] } })).not.toThrow();
	});

	it.each(
		words(
			'COMPLETED EXECUTED PROCESSED BOOKED DONE PAID SUCCESS FINISHED ACSC ACCC CREDITED UNDERWRITTEN',
		),
	)('but %s does, where the manual says so', (word) => {
		expect(by({ statuses: { settled: [word] } })).not.toThrow();
	});
});

describe('a name that says the opposite is refused, however it is written', () => {
	it.each(
		words(`debitaccount sourceaccount fromaccount ownaccount DEBITACCOUNT originatoriban orderingaccount IBANdebtor
			IBANfrom debitor.iban debited.iban accountfrom payeraccountnumber`),
	)("%s is the payer's", (name) => {
		expect(by({ createPayment: { body: { 'receiver.accountNumber': name } } })).toThrow(
			'the sender',
		);
	});

	it.each(
		words(`beneficiaryaccount creditoraccount payeeaccount receiverid recipientaccountid creditaccount IDto
			accountto`),
	)("%s is the receiver's", (name) => {
		expect(by({ createPayment: { body: { accountId: name } } })).toThrow('the receiver');
	});

	it.each(
		words(`previousStatus accountStatus complianceStatus riskStatus batchStatus parentStatus receiver.status
			accountstatus oldstatus`),
	)('%s is not how far a payment is', (name) => {
		expect(by({ payment: { fields: { status: name } } })).toThrow('something else');
	});

	it.each(words('exchangeRate creditLimit refundAmount minAmount maxamount refundedAmount'))(
		'%s is another amount',
		(name) => {
			expect(by({ payment: { fields: { 'amount.value': name } } })).toThrow('another amount');
		},
	);

	it.each([
		['receiver.accountNumber', 'creditoriban'],
		['receiver.accountNumber', 'beneficiary_account'],
		['accountId', 'walletid'],
		['accountId', 'fromaccount'],
	])('but %s may be %s', (own, name) => {
		expect(by({ createPayment: { body: { [own]: name } } })).not.toThrow();
	});
});

it.each(['id', 'account', 'ref', 'idto'])('%s without end is taken apart at once', (part) => {
	const name = part.repeat(100).slice(0, 100);
	// Each way to take it apart by itself would be one of 2 to the 50th.
	expect(by({ payment: { fields: { title: name } } })).not.toThrow();
});

describe('a path', () => {
	it.each(
		words(`executed processed processing in-progress queued on-hold waiting returned refunds expired errors unpaid
			overdue latest own international direct-debits Settled inProgress`),
	)('of %s is none of all payments', (word) => {
		expect(by({ history: { path: `/v2/payments/${word}` } })).toThrow('only some are listed');
	});

	it.each(
		words(
			'/v2/payments /banking/v3/orders /v2/bookings /v2/account-postings /v2/transfers/all /v2/listing',
		),
	)('%s may be that of all payments', (path) => {
		expect(by({ history: { path } })).not.toThrow();
	});

	it.each(
		words(`/overdraft/payments /overdraft /skip-draft/payments /payments-without-draft /drafts/payouts /drafts/remit
			/drafts/disburse /drafts/instant /payments/from-template /templates/use /drafts/payments /drafts-live
			/drafts/v2/go /no-draft/drafts`),
	)('%s does not say that a draft is saved there and nothing else', (path) => {
		expect(by({ createDraft: { path } })).toThrow('createDraft → path is');
	});

	it.each(
		words(`/v2/drafts /payment-drafts /v2/paymentDrafts /drafts/new /templates/create /v2/proposals
			/preparations/save /business/v1.0/transfers/drafts`),
	)('%s does', (path) => {
		expect(by({ createDraft: { path } })).not.toThrow();
	});
});

describe("what ZEN says of an error is told without a person's name", () => {
	it.each([
		'user jan_kowalski has no right',
		'janKowalski',
		'JAN_KOWALSKI',
		'KOWALSKILIMITED',
		'KOWALSKI',
		'Denied for annaNowak',
	])('%s', (text) => expect(redacted(text)).toMatch(/^\(a text of \d+ characters\)$/));

	it.each(['INSUFFICIENT_FUNDS', 'ACCOUNT_NOT_FOUND', 'FORBIDDEN', 'RATE_LIMIT_EXCEEDED'])(
		'%s is a code, and stays',
		(text) => expect(redacted(text)).toBe(text),
	);

	it('and the fields that it names stay', () => {
		expect(redacted('the query parameter wallet_id is missing')).toContain('names wallet_id');
	});
});
