import { join, resolve } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { resources } from '../../nodes/Zen/resources';
import { ZenPollTrigger } from '../../nodes/ZenPollTrigger/ZenPollTrigger.node';
import { ZenTrigger } from '../../nodes/ZenTrigger/ZenTrigger.node';

/** Fields and what may be added to them, a line each. Notices say what the form shows, and are no fields. */
function linesOf(fields: INodeProperties[], within = ''): string[] {
	return fields
		.filter(({ type }) => type !== 'notice')
		.flatMap((field) => {
			const { displayName, required, type, options = [] } = field;
			const name = `${within}_${displayName}_`;
			const line = `| ${name}${required ? ', required' : ''} | ${whenOf(field, fields)}${said(field)} |`;
			if (type === 'collection') return [line, ...linesOf(options as INodeProperties[], '… ')];
			return [line];
		});
}

/** Beside which choice a field shows, if not always. */
function whenOf({ displayOptions }: INodeProperties, beside: INodeProperties[]): string {
	const [[name, values] = ['', []]] = Object.entries(displayOptions?.show ?? {});
	const other = beside.find((one) => one.name === name);
	if (!other) return '';
	const choices = (other.options ?? []) as INodePropertyOptions[];
	const words = [values].flat().map((value) => {
		const choice = choices.find((one) => one.value === value)?.name;
		if (typeof value === 'boolean') return value ? 'on' : 'off';
		return choice ?? String(value);
	});
	return `Where _${other.displayName}_ is ${words.join(' or ')}. `;
}

function said({ name, description = '', hint = '', type, options = [] }: INodeProperties): string {
	if (type === 'collection' && !description) return 'What may be added:';
	// The columns stand on a page of their own.
	const choices =
		['options', 'multiOptions'].includes(type) && name !== 'fields'
			? (options as INodePropertyOptions[]).map(({ name, description: what }) =>
					what ? `**${name}**: ${what}` : `**${name}**`,
				)
			: [];
	const texts = [description, hint === description ? '' : hint, choices.join('; ')];
	return texts.filter(Boolean).map(plain).join(' ');
}

/** As text for a cell: without the tags that n8n shows. */
function plain(text: string): string {
	const bare = text.replace(/<[^>]*>/g, '').replaceAll('|', '\\|');
	return /[.:;*]$/.test(bare) ? bare : `${bare}.`;
}

const table = (fields: INodeProperties[]) => {
	const lines = linesOf(fields);
	return lines.length === 0
		? ['It has no fields.']
		: ['| Field | What it is for |', '| --- | --- |', ...lines];
};

it('docs/operations.md tells of every operation and field; `vitest -u` writes it', async () => {
	const operations = [...resources]
		.sort((one, other) => one.name.localeCompare(other.name))
		.flatMap(({ name, operations: all }) =>
			[...all]
				.sort((one, other) => one.option.name.localeCompare(other.option.name))
				.flatMap(({ option, fields }) => [
					`## ${name} → ${option.name}`,
					'',
					plain(option.description!),
					'',
					...table(fields),
					'',
				]),
		);
	const triggers = [new ZenTrigger(), new ZenPollTrigger()].flatMap(({ description }) => [
		`## ${description.displayName}`,
		'',
		plain(description.description),
		'',
		...table(description.properties),
		'',
	]);
	const text = [
		'# Operations and their fields',
		'',
		'What each operation can be given, as the form says it. What comes out of each stands in [Outputs](outputs.md). All fields',
		'take expressions but for those that choose what the node does, and are read for each item.',
		'',
		...operations,
		...triggers,
	].join('\n');
	const path = 'docs/operations.md';
	const root = resolve(import.meta.dirname, '../..');
	const formatted = await format(text, { parser: 'markdown', useTabs: true, printWidth: 100 });
	await expect(formatted).toMatchFileSnapshot(join(root, path));
});
