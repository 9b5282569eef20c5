import type { Resource } from '../../operation';
import { check } from './check.operation';
import { probe } from './probe.operation';

export const connection: Resource = {
	name: 'Connection',
	value: 'connection',
	operations: [check, probe],
};
