import type { Resource } from '../operation';
import { account } from './account';
import { connection } from './connection';
import { draft } from './draft';
import { history } from './history';
import { ledger } from './ledger';
import { payment } from './payment';
import { paymentFile } from './paymentFile';

export const resources: Resource[] = [
	account,
	connection,
	draft,
	history,
	ledger,
	payment,
	paymentFile,
];
