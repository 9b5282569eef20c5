import type { Resource } from '../../operation';
import { exportStatement } from './exportStatement.operation';
import { getAll } from './getAll.operation';
import { getConfirmation } from './getConfirmation.operation';

export const history: Resource = {
	name: 'History',
	value: 'history',
	operations: [getAll, getConfirmation, exportStatement],
};
