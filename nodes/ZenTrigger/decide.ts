import type { IDataObject } from 'n8n-workflow';
import type { JsonObject } from '../zen-client';
import { eventOf, eventRow } from '../zen-events/event';
import { excludedBy } from '../zen-events/filter';
import type { Found } from './Lookups';
import type { Notification } from './notification';
import type { Settings } from './settings';

/** What to do about a notification. */
export type Decision =
	| { kind: 'emit'; event: IDataObject & { eventId: string } }
	| { kind: 'passOver'; why: string }
	/** The sender is to try again. */
	| { kind: 'refuseForNow'; why: string };

const KINDS = new Map([
	['SETTLED', 'settled'],
	['REJECTED', 'rejected'],
	['IN_PROGRESS', 'inProgress'],
]);

/**
 * Decides about a notification. Only what ZEN itself says of the payment counts, except where the
 * user chose to do without.
 *
 * @param ask asks ZEN about the payment; called at most once
 */
export async function decide(
	notification: Notification,
	settings: Settings,
	ask: (notification: Notification) => Promise<Found>,
): Promise<Decision> {
	if (!settings.confirm) return emitUnconfirmed(notification, settings);
	const found = await ask(notification);
	switch (found.kind) {
		case 'known':
			return emitConfirmed(found, settings);
		case 'unknown':
			return { kind: 'passOver', why: `ZEN knows no payment ${notification.paymentId}` };
		case 'busy':
			return { kind: 'refuseForNow', why: 'Too many notifications are waiting or led to nothing' };
		case 'failed':
			if (settings.emitWhenUnreachable && !found.refused) {
				return emitUnconfirmed(notification, settings);
			}
			return { kind: 'refuseForNow', why: found.reason };
	}
}

function emitConfirmed(
	{ payment, accountId }: Extract<Found, { kind: 'known' }>,
	{ kinds, filter, simplify, ignoreOlderMs }: Settings,
): Decision {
	const status = String(payment.status);
	const unwanted = unwantedBy({ kinds, filter }, status, accountId, payment);
	if (unwanted) return { kind: 'passOver', why: unwanted };
	if (isOlder(payment, ignoreOlderMs)) {
		return { kind: 'passOver', why: 'it changed last longer ago than Ignore Older Than says' };
	}
	return emit(eventOf(payment, accountId, simplify));
}

/** One that tells no time that can be read is not passed over for it. */
function isOlder({ lastModifiedAt }: JsonObject, mostMs: number): boolean {
	const at = typeof lastModifiedAt === 'string' ? Date.parse(lastModifiedAt) : NaN;
	return Date.now() - at > mostMs;
}

function emitUnconfirmed(notification: Notification, { kinds, filter }: Settings): Decision {
	const { paymentId, accountId, status, direction, externalId } = notification;
	const payment = { id: paymentId, status, direction, externalId };
	const unwanted = unwantedBy({ kinds, filter }, status, accountId, payment);
	if (unwanted) return { kind: 'passOver', why: unwanted };
	// An id of its own: what may be forged must not make the true event a duplicate.
	const eventId = `${paymentId}:${status}:unconfirmed`;
	return emit(eventRow(payment, { accountId, eventId, confirmed: false }));
}

function emit(event: IDataObject): Decision {
	return { kind: 'emit', event: { ...event, eventId: String(event.eventId) } };
}

/** Why the settings do not want a payment, by the label of the field. */
function unwantedBy(
	{ kinds, filter }: Pick<Settings, 'kinds' | 'filter'>,
	status: string,
	accountId: string | null,
	payment: JsonObject,
): string | undefined {
	if (!isWanted(kinds, status)) return `Trigger On leaves out its status, ${status}`;
	const field = excludedBy(filter, accountId, payment);
	return field && `the filter ${field} excludes it`;
}

function isWanted(kinds: string[], status: string): boolean {
	return kinds.includes(KINDS.get(status) ?? 'other');
}
