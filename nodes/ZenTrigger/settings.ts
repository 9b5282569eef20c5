import { InputError, LONGEST } from '../zen-client';
import type { Ids } from '../zen-client';
import { readFilter } from '../zen-events/filter';
import type { EventFilter } from '../zen-events/filter';
import { triggerSource } from '../zen-n8n/fieldSource';
import type { TriggerSource } from '../zen-n8n/fieldSource';
import { ItemInput } from '../zen-n8n/ItemInput';
import { readAllowList } from './addresses';
import type { Range } from './addresses';
import { DEFAULT_IGNORE_DAYS, fields } from './fields';

const DAY_MS = 86_400_000;
const KINDS = ['settled', 'rejected', 'inProgress', 'other'] as const;

/** The node's fields, read and checked. */
export interface Settings {
	kinds: string[];
	confirm: boolean;
	/** Whether to emit what was notified when ZEN cannot be asked. */
	emitWhenUnreachable: boolean;
	simplify: boolean;
	/** Payments that changed last longer ago are passed over, in ms. */
	ignoreOlderMs: number;
	filter: EventFilter;
	ranges: Range[];
	/** Where the secret may stand: a header, in lower case, and a parameter of the query. */
	headerName: string;
	queryName: string;
}

/** A token as HTTP has it for header names. */
const HEADER = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;

/** @throws InputError that names the field by its label */
export function readSettings(context: TriggerSource, ids: Ids): Settings {
	const input = new ItemInput(triggerSource(context), 0, fields, { ids });
	const option = (name: string, longest?: number) =>
		input.ifAdded(`options.${name}`, (added) => input.requiredText(added, '', longest));
	const headerName = (option('headerName') ?? 'X-Notification-Secret').toLowerCase();
	if (!HEADER.test(headerName)) {
		// Not what it holds: it stands in the log, and may be the secret itself.
		throw new InputError(
			'Secret Header',
			'holds what is no name of a header. Write it as X-Notification-Secret.',
		);
	}
	return {
		kinds: input.choices('events', KINDS),
		confirm: input.flag('confirm', true),
		emitWhenUnreachable: input.choice('whenUnreachable', ['refuse', 'emit'], 'refuse') === 'emit',
		simplify: input.flag('simplify', true),
		ignoreOlderMs: DAY_MS * (daysIn(input) ?? DEFAULT_IGNORE_DAYS),
		filter: readFilter(input),
		ranges: readAllowList(option('allowedAddresses', LONGEST.list) ?? ''),
		headerName,
		queryName: option('queryName') ?? 'secret',
	};
}

function daysIn(input: ItemInput): number | undefined {
	return input.ifAdded('options.ignoreOlderDays', (name) => input.count(name, 1));
}
