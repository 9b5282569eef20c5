import type { Resource } from '../../operation';
import { create } from './create.operation';
import { deleteDraft } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';

export const draft: Resource = {
	name: 'Draft',
	value: 'draft',
	operations: [create, deleteDraft, get, getAll],
};
