import { DateTime } from 'luxon';
import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { surroundingsIn, zenFor } from '../zen-n8n/connect';
import { triggerSource } from '../zen-n8n/fieldSource';
import { ItemInput } from '../zen-n8n/ItemInput';
import { zenCredentialOf } from '../zen-n8n/storedCredential';
import { InputError, isObject } from '../zen-client';
import { eventOf } from '../zen-events/event';
import { readFilter, wantsPayment } from '../zen-events/filter';
import type { EventFilter } from '../zen-events/filter';
import { publishedBefore } from '../zen-events/publication';
import { requireMemory } from '../zen-events/requireMemory';
import { triggerError } from '../zen-events/triggerError';
import { fields, MOST_OVERLAP_DAYS } from './fields';
import { findLatest } from './findLatest';
import { findNew } from './findNew';
import type { Booked, Kept, Search } from './findNew';

type Items = INodeExecutionData[][] | null;

// n8n starts a poll even while the one before is still under way; both would find the same payments.
const underWay = new Set<string>();

/** One poll, or a trial run from the editor. @throws NodeApiError or NodeOperationError */
export async function poll(context: IPollFunctions): Promise<Items> {
	try {
		if (context.getMode() === 'manual') return await tryOut(context);
		requireMemory(context);
		const key = `${context.getWorkflow().id}/${context.getNode().id}`;
		if (underWay.has(key)) return null;
		underWay.add(key);
		return await pollNow(context).finally(() => underWay.delete(key));
	} catch (error) {
		throw triggerError(context.getNode(), error);
	}
}

async function pollNow(context: IPollFunctions): Promise<Items> {
	const { search, filter, toItem } = await prepare(context);
	const data = context.getWorkflowStaticData('node');
	const lostSince = publishedBefore(context);
	const { found, keep } = await findNew({ ...search, lostSince }, readKept(data.kept));
	const items = found.filter(({ payment }) => wantsPayment(filter, payment)).map(toItem);
	// The last thing to happen, and in one go: whatever failed before leaves all of it to the next poll.
	data.kept = keep as unknown as IDataObject;
	return items.length > 0 ? [items] : null;
}

async function tryOut(context: IPollFunctions): Promise<Items> {
	const { search, filter, toItem } = await prepare(context);
	const latest = await findLatest(search, (payment) => wantsPayment(filter, payment));
	if (latest) return [[toItem(latest)]];
	throw new NodeOperationError(context.getNode(), 'No payment was booked lately', {
		description: 'Nothing of the last 90 days fits the filters, so there is nothing to try with.',
	});
}

async function prepare(context: IPollFunctions): Promise<{
	search: Search;
	filter: EventFilter;
	toItem(booked: Booked): INodeExecutionData;
}> {
	const zen = zenFor(await zenCredentialOf(context), surroundingsIn(context));
	const input = new ItemInput(triggerSource(context), 0, fields, { ids: zen.ids });
	const filter = readFilter(input);
	const simplify = input.flag('simplify', true);
	const overlapDays = input.ifAdded('options.overlapDays', (name) => input.count(name, 1)) ?? 3;
	if (overlapDays > MOST_OVERLAP_DAYS) {
		throw new InputError(
			'Overlap Days',
			`is ${overlapDays}. Use a whole number, 1 to ${MOST_OVERLAP_DAYS}.`,
		);
	}
	const today = DateTime.utc().toISODate();
	return {
		search: { zen, accountIds: filter.accountIds, overlapDays, today },
		filter,
		toItem: ({ accountId, payment }) => ({ json: eventOf(payment, accountId, simplify) }),
	};
}

function readKept(kept: unknown): Kept | undefined {
	const isReadable =
		isObject(kept) && typeof kept.checkedOn === 'string' && isObject(kept.accounts);
	return isReadable ? (kept as unknown as Kept) : undefined;
}
