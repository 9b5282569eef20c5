import type { INode } from 'n8n-workflow';

/** A rectangle on n8n's canvas, in its pixels. */
export interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

const NODE = 96;
/** An agent holds its name inside, so that it is wider. */
const AGENT_WIDTH = 256;
/** Each output after the second one makes a node higher. */
const OUTPUT = 32;
/** Name and subtitle below a node. */
const LABEL = 48;
/** What n8n leaves around what it shows when it opens a workflow: a tenth on each side. */
const SHARE_SHOWN = 1 / 1.2;
/** What is left for the canvas of a window of 1280 × 800 in n8n 2.41. */
const CANVAS = { width: 1238, height: 698 };

const isNote = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';

/** @param outputs how many a node has; 1 where that is not told */
export function boxOf(node: INode, outputs = 1): Box {
	const [left, top] = node.position;
	const { width, height } = isNote(node)
		? (node.parameters as { width: number; height: number })
		: {
				width: node.type.endsWith('.agent') ? AGENT_WIDTH : NODE,
				height: NODE + Math.max(0, outputs - 2) * OUTPUT,
			};
	return { name: node.name, left, top, right: left + width, bottom: top + height };
}

/** With the name below it. */
export const labelled = (box: Box): Box => ({ ...box, bottom: box.bottom + LABEL });

export const meet = (one: Box, other: Box): boolean =>
	one.left < other.right &&
	other.left < one.right &&
	one.top < other.bottom &&
	other.top < one.bottom;

export const isWithin = (inner: Box, outer: Box): boolean =>
	inner.left >= outer.left &&
	inner.right <= outer.right &&
	inner.top >= outer.top &&
	inner.bottom <= outer.bottom;

/** How large n8n shows all of it at once; 1 is its full size, beyond which it does not go. */
export function zoomOf(boxes: Box[]): number {
	const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((b) => b.left));
	const height = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((b) => b.top));
	const fits = Math.min(CANVAS.width / width, CANVAS.height / height);
	return Math.min(1, fits * SHARE_SHOWN);
}

/** The part of a note that its text takes, rather too high than too low: n8n's font was measured. */
export function textOf(note: INode): Box {
	const box = boxOf(note);
	const width = box.right - box.left;
	const heights = String(note.parameters.content)
		.split('\n')
		.filter(Boolean)
		.map((line) => lineHeight(line, width));
	const height = heights.reduce((sum, one) => sum + one, PADDING * 2);
	return { ...box, bottom: box.top + height };
}

const PADDING = 12;

function lineHeight(line: string, width: number): number {
	const plain = line.replace(/^#+ |\*+/g, '');
	const lines = (characterWidth: number, indent = 0) =>
		Math.ceil((plain.length * characterWidth) / (width - 2 * PADDING - indent));
	if (line.startsWith('## ')) return lines(13) * 32 + 8;
	if (line.startsWith('### ')) return lines(8) * 24;
	if (/^(\d+\.|-) /.test(line)) return lines(6.9, 24) * 19 + 5;
	return lines(6.9) * 19 + 8;
}
