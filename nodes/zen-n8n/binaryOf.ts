import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../zen-client';

const LABEL = 'Input Binary Field';
const MEGABYTE = 1024 * 1024;

/**
 * A file of an input item.
 *
 * @param most how many bytes it may have; a larger one is refused before it is read, where n8n tells its size
 * @throws InputError when the item has no such file, or it is too large
 */
export async function readBinaryOf(
	context: IExecuteFunctions,
	index: number,
	field: string,
	most: number,
): Promise<Buffer> {
	const files = context.getInputData()[index]?.binary ?? {};
	const file = Object.hasOwn(files, field) ? files[field] : undefined;
	if (!file) {
		const there = Object.keys(files);
		const choice =
			there.length > 0
				? `It has: ${there.join(', ')}.`
				: 'It has none at all: put a node before this one that reads the file.';
		throw new InputError(
			LABEL,
			`is "${field}", and the item has no file under that name. ${choice}`,
		);
	}
	// Kept within the item it is base64, else n8n knows how large it is.
	const told = file.id
		? (await context.helpers.getBinaryMetadata(file.id)).fileSize
		: Math.floor((file.data.length * 3) / 4) - 2;
	refuseAbove(most, told);
	const bytes = await context.helpers.getBinaryDataBuffer(index, field);
	refuseAbove(most, bytes.length);
	return bytes;
}

function refuseAbove(most: number, size: number): void {
	if (size <= most) return;
	throw new InputError(
		LABEL,
		`holds a file of ${(size / MEGABYTE).toFixed(1)} MB, and at most ${most / MEGABYTE} MB are read. Have it exported in parts.`,
	);
}
