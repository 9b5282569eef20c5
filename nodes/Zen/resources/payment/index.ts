import type { Resource } from '../../operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { getAllPurposeCodes } from './getAllPurposeCodes.operation';
import { getConfirmation } from './getConfirmation.operation';
import { precalculate } from './precalculate.operation';

export const payment: Resource = {
	name: 'Payment',
	value: 'payment',
	operations: [create, get, getAll, getConfirmation, getAllPurposeCodes, precalculate],
};
