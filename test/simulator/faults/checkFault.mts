import { invalid } from '../bank/refusal.mts';
import { type Fault, FAULT_KINDS } from './fault.mts';

const FIELDS: Record<keyof Fault, 'string' | 'number' | 'boolean' | 'object' | 'path' | 'any'> = {
	kind: 'string',
	method: 'string',
	path: 'path',
	times: 'number',
	skip: 'number',
	perSecond: 'number',
	rate: 'number',
	seed: 'number',
	ms: 'number',
	status: 'number',
	body: 'any',
	headers: 'object',
	retryAfter: 'any',
	location: 'string',
	bytes: 'number',
	afterCommit: 'boolean',
};

/** Checks a fault, which may come as JSON. @throws Refusal for one that would not do what it says */
export function checkFault(fault: Fault): void {
	const { kind, method, path, perSecond, rate } = fault;
	if (!FAULT_KINDS.includes(kind)) {
		throw invalid(`kind must be one of ${FAULT_KINDS.join(', ')}, not ${String(kind)}`);
	}
	for (const [name, value] of Object.entries(fault)) checkField(name, value);
	if (kind === 'refuse' && (method !== undefined || path !== undefined)) {
		throw invalid('refuse acts before a request is there: it takes neither method nor path');
	}
	if (perSecond !== undefined && !(Number.isInteger(perSecond) && perSecond >= 1)) {
		throw invalid('perSecond must be a whole number from 1');
	}
	if (rate !== undefined && !(rate >= 0 && rate <= 1)) {
		throw invalid('rate must lie between 0 and 1');
	}
}

function checkField(name: string, value: unknown): void {
	if (!Object.hasOwn(FIELDS, name)) {
		throw invalid(`${name} is no field of a fault; there are ${Object.keys(FIELDS).join(', ')}`);
	}
	const type = FIELDS[name as keyof Fault];
	if (value === undefined || type === 'any') return;
	if (type === 'path' ? !isPath(value) : typeof value !== type) {
		throw invalid(`${name} must be ${type === 'path' ? 'a string' : `a ${type}`}`);
	}
}

function isPath(value: unknown): boolean {
	return typeof value === 'string' || value instanceof RegExp;
}
