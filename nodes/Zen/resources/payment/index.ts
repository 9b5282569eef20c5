import type { Resource } from '../../operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { getAllPurposeCodes } from './getAllPurposeCodes.operation';
import { precalculate } from './precalculate.operation';

export const payment: Resource = {
	name: 'Payment',
	value: 'payment',
	operations: [create, get, getAllPurposeCodes, precalculate],
};
