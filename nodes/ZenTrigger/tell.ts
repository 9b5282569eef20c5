import type { IWebhookFunctions } from 'n8n-workflow';
import { shortened } from '../zen-client';

type Told = Pick<IWebhookFunctions, 'logger' | 'getWorkflow' | 'getNode'>;

// Or whoever finds the address could fill the log.
const EACH_MS = 60_000;

/** So many kinds of one trigger: whoever makes up payments makes up kinds. */
const MOST_KINDS = 30;

// By trigger and kind, the oldest first. Not part of what a trigger keeps: with many triggers that is let
// go, and then each of them would tell everything anew.
const told = new Map<string, number>();
const kindsOf = new Map<string, number>();

/**
 * Tells n8n's log what became of a notification, on one line, and of each kind once a minute.
 *
 * @param kind what counts as the same: the status of a refusal
 * @param text holds nothing that is secret
 */
export function tell(
	context: Told,
	level: 'error' | 'warn' | 'info',
	kind: number | string,
	text: string,
): void {
	const now = Date.now();
	for (const [key, at] of told) {
		// A clock that was set back must not keep everything quiet until it has caught up.
		if (now - at >= 0 && now - at < EACH_MS) break;
		told.delete(key);
		const one = key.slice(0, key.lastIndexOf('/'));
		const left = (kindsOf.get(one) ?? 1) - 1;
		if (left > 0) kindsOf.set(one, left);
		else kindsOf.delete(one);
	}
	const trigger = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	const kinds = kindsOf.get(trigger) ?? 0;
	const key = `${trigger}/${kind}`;
	if (told.has(key) || (typeof kind === 'string' && kinds >= MOST_KINDS)) return;
	told.set(key, now);
	kindsOf.set(trigger, kinds + 1);
	context.logger[level](`ZEN Trigger ${onOneLine(shortened(text))}`);
}

// What somebody else said may hold line breaks, and would pass for a line of n8n's own.
function onOneLine(text: string): string {
	return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}
