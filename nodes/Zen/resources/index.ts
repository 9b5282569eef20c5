import type { Resource } from '../operation';
import { account } from './account';
import { connection } from './connection';
import { draft } from './draft';
import { ledger } from './ledger';
import { payment } from './payment';
import { paymentFile } from './paymentFile';
import { statement } from './statement';

export const resources: Resource[] = [
	account,
	connection,
	draft,
	ledger,
	payment,
	paymentFile,
	statement,
];
