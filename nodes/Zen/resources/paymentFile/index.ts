import type { Resource } from '../../operation';
import { read } from './read.operation';

export const paymentFile: Resource = {
	name: 'Payment File',
	value: 'paymentFile',
	operations: [read],
};
