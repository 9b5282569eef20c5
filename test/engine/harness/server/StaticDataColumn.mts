import { setImmediate } from 'node:timers/promises';
import type { IDataObject, Workflow } from 'n8n-workflow';

const LONGEST_ID = 21;

/**
 * Where n8n's server keeps a workflow's static data: one JSON text, read when a webhook is called or
 * the workflow activated, and written back as a whole. Who writes last has the say.
 */
export class StaticDataColumn {
	/** As the database holds it. */
	text = '{}';
	/** How often it was written. */
	writes = 0;
	/** Lets every write fail. n8n logs that and goes on. */
	broken = false;

	read(): IDataObject {
		return JSON.parse(this.text) as IDataObject;
	}

	/**
	 * As n8n does it: only when something was changed, never for an id that is longer than its own, and
	 * never with a failure.
	 */
	async save({ id, staticData }: Workflow): Promise<void> {
		if (staticData.__dataChanged !== true || id === '' || id.length > LONGEST_ID) return;
		const text = JSON.stringify(staticData);
		await setImmediate();
		if (this.broken) return;
		this.text = text;
		this.writes += 1;
		staticData.__dataChanged = false;
	}
}
