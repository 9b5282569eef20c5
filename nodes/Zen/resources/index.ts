import type { Resource } from '../operation';
import { account } from './account';
import { connection } from './connection';
import { draft } from './draft';
import { history } from './history';
import { payment } from './payment';

export const resources: Resource[] = [account, connection, draft, history, payment];
