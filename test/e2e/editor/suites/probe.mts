import { beforeAll, expect, it } from 'vitest';
import type { EditorStage } from '../EditorStage.mts';
import { picture } from '../Pictures.mts';

/** Connection → Probe, as somebody sees it who has just got a credential. */
export function probe(on: () => EditorStage): void {
	beforeAll(async () => {
		await on().editor.openWorkflow(on().desk);
	});

	it('shows a row for each call, what was seen of it first', async () => {
		const panel = await on().editor.openNode('Probe');
		await panel.execute();
		const [head, ...rows] = await panel.table();
		expect(head?.slice(0, 3)).toEqual(['verdict', 'page', 'call']);
		const verdicts = rows.map(([verdict]) => verdict);
		expect(verdicts.filter((verdict) => verdict === 'confirmed')).toHaveLength(9);
		expect(verdicts.filter((verdict) => verdict?.includes('it writes'))).toHaveLength(3);
		await picture('probe', panel.output);
	});
}
