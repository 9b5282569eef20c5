import { expect, it } from 'vitest';
import type { Item, Run } from '../support/payoutCore/scenario.mts';
import { StoryRun } from '../support/payoutCore/StoryRun.mts';
import { PLAIN } from '../support/payoutCore/view.mts';

const ITEM: Omit<Item, 'order'> = {
	remember: true,
	looks: true,
	sendAgain: false,
	sendRejectedAgain: false,
	notSameAs: false,
};
const RUN: Omit<Run, 'items'> = {
	afterMs: 0,
	events: [],
	wipesMemory: false,
	clockMs: 0,
	tellsTime: true,
	view: PLAIN,
	fates: [],
	isLoop: false,
	hasRival: false,
};
const orderTo = (accountNumber: string, externalId: string) => ({
	accountId: 'a0000000-0000-4000-8000-000000000001',
	externalId,
	amount: { value: '10.50', currency: 'EUR' },
	title: 'Services of March',
	receiver: { name: 'Sample Supplier', accountNumber },
});

/** A reference is used for another receiver, in a run that dies while it claims it. */
async function endsOf(account: 'same' | 'missing') {
	const run = new StoryRun({
		orders: [
			{ kind: 'draft', order: orderTo('LT601010012345678901', 'INV-1') },
			{ kind: 'draft', order: orderTo('LT601010012345678902', 'inv–1 ') },
		],
		runs: [
			{ ...RUN, items: [{ ...ITEM, order: 0 }] },
			{
				...RUN,
				tellsTime: false,
				store: { kind: 'killed', after: 4, isDone: false, stays: false },
				items: [{ ...ITEM, order: 1, looks: false }],
			},
			{ ...RUN, view: { ...PLAIN, account }, items: [{ ...ITEM, order: 1 }] },
		],
	});
	await run.play(() => {});
	expect(run.bank.books).toHaveLength(1);
	return run.ends.map(({ outcome }) => outcome);
}

it('a memory that cannot tell what its reference was used for calls no payment sent whose receiver ZEN does not show', async () => {
	expect(await endsOf('missing')).toEqual(['accepted', 'unresolved']);
});

it('nor one of another receiver', async () => {
	const [first, second] = await endsOf('same');
	expect([first, second]).not.toContain('alreadySent');
});
