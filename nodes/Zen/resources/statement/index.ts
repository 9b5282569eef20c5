import type { Resource } from '../../operation';
import { exportStatement } from './export.operation';

export const statement: Resource = {
	name: 'Statement',
	value: 'statement',
	operations: [exportStatement],
};
