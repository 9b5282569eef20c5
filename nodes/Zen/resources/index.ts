import type { Resource } from '../operation';
import { account } from './account';
import { connection } from './connection';
import { history } from './history';
import { payment } from './payment';

export const resources: Resource[] = [account, connection, history, payment];
