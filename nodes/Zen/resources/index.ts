import type { Resource } from '../operation';
import { account } from './account';
import { history } from './history';
import { payment } from './payment';

export const resources: Resource[] = [account, history, payment];
