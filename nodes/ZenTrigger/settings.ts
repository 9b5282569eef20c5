import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../zen-client';
import { readFilter } from '../zen-events/filter';
import type { EventFilter, FilterFields } from '../zen-events/filter';
import { readAllowList } from './addresses';
import type { Range } from './addresses';

/** The node's fields, read and checked. */
export interface Settings {
	/** Of `settled`, `rejected`, `inProgress`, `other`. */
	kinds: string[];
	confirm: boolean;
	/** Whether to emit what was notified when ZEN cannot be asked. */
	emitWhenUnreachable: boolean;
	simplify: boolean;
	filter: EventFilter;
	ranges: Range[];
	/** Where the secret may stand: a header, in lower case, and a parameter of the query. */
	headerName: string;
	queryName: string;
}

/** A token as HTTP has it for header names. */
const HEADER = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;

/**
 * @param field gives a field of the node by its name
 * @throws InputError that names the field by its label
 */
export function readSettings(field: (name: string, fallback: unknown) => unknown): Settings {
	const options = field('options', {}) as IDataObject;
	const text = (name: string, fallback: string) => String(options[name] ?? '').trim() || fallback;
	const kinds = [field('events', [])].flat().map(String);
	if (kinds.length === 0) {
		throw new InputError('Trigger On', 'is empty, so that nothing would ever trigger.');
	}
	const headerName = text('headerName', 'X-Notification-Secret').toLowerCase();
	if (!HEADER.test(headerName)) {
		throw new InputError('Secret Header', `holds "${headerName}", which is no name of a header.`);
	}
	return {
		kinds,
		confirm: field('confirm', true) !== false,
		emitWhenUnreachable: field('whenUnreachable', 'refuse') === 'emit',
		simplify: field('simplify', true) !== false,
		filter: readFilter(field('filters', {}) as FilterFields),
		ranges: readAllowList(text('allowedAddresses', '')),
		headerName,
		queryName: text('queryName', 'secret'),
	};
}
