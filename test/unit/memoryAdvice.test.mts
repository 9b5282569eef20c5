import { describe, expect, it, vi } from 'vitest';
import { memoryAdvice } from '../../nodes/zen-n8n/memoryAdvice';
import { runsAsTool } from '../../nodes/zen-n8n/runsAsTool';

const [NODE, TOOL] = ['n8n-nodes-zen.zen', 'n8n-nodes-zen.zenTool'];
const SAVE = /^Save the workflow first\. /;
const OFF = /set Memory to Off only if something else prevents that/;
const AGENT = /^An agent of n8n .* no memory .*\. .*Call n8n Workflow Tool/;

describe('the advice where n8n cannot remember', () => {
	it.each([undefined, ''])(
		'of an own tool of an agent (id %j): give it a workflow',
		(workflowId) => {
			const advice = memoryAdvice({ workflowId, nodeType: TOOL });
			expect(advice).toMatch(AGENT);
			expect(advice).not.toMatch(/save/i);
			expect(advice).not.toMatch(OFF);
		},
	);

	it('of a workflow that was never saved: save it', () => {
		const advice = memoryAdvice({ workflowId: '', nodeType: NODE });
		expect(advice).toMatch(SAVE);
		expect(advice).toMatch(OFF);
		expect(advice).not.toContain('agent');
	});

	it('where there is no id at all: both, and not to do without', () => {
		const advice = memoryAdvice({ workflowId: undefined, nodeType: NODE });
		expect(advice).toMatch(AGENT);
		expect(advice).toMatch(/In a workflow of your own, save it first\.$/);
		expect(advice).not.toMatch(OFF);
	});

	it.each([NODE, TOOL])('of a saved workflow: run it again later (%s)', (nodeType) => {
		const advice = memoryAdvice({ workflowId: 'saved', nodeType });
		expect(advice).toMatch(/^Run this again later\. /);
		expect(advice).not.toContain('agent');
	});
});

describe('a node runs as a tool', () => {
	it.each([
		[NODE, false],
		[TOOL, true],
		['CUSTOM.zen', false],
		['CUSTOM.zenTool', true],
	])('%s: %s', (nodeType, isTool) => {
		expect(runsAsTool(nodeType)).toBe(isTool);
	});

	it('also where n8n cannot tell', async () => {
		vi.resetModules();
		vi.doMock('n8n-workflow', () => ({ NodeHelpers: {} }));
		const older = await import('../../nodes/zen-n8n/runsAsTool');
		expect([NODE, TOOL].map((nodeType) => older.runsAsTool(nodeType))).toEqual([false, true]);
		vi.doUnmock('n8n-workflow');
	});
});
