import type { Connection } from '../zen-client';

const SOON_DAYS = 30;

/** When a client certificate ends, where that is within a month: `on 2026-12-09, in 12 days`. */
export function endsSoon({
	notAfter,
	daysLeft,
}: Pick<Connection['certificate'], 'notAfter' | 'daysLeft'>): string | undefined {
	if (daysLeft >= SOON_DAYS) return undefined;
	return `on ${notAfter.slice(0, 10)}, in ${inWords(daysLeft)}`;
}

function inWords(days: number): string {
	if (days < 1) return 'less than a day';
	return days === 1 ? '1 day' : `${days} days`;
}
