import type { Resource } from '../../operation';
import { create } from './create.operation';
import { get } from './get.operation';

export const payment: Resource = {
	name: 'Payment',
	value: 'payment',
	operations: [create, get],
};
