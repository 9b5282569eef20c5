import { Container } from '@n8n/di';
import { BinaryDataService, InstanceSettings } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';
import { home } from './environment.mts';

export interface BinaryFile {
	buffer: Buffer;
	fileName?: string;
	mimeType: string;
}

let ready: Promise<void> | undefined;

/** Binary data is kept in files, which is n8n's default; they go when the process ends. */
export async function prepareBinaryStorage(): Promise<void> {
	if (!Container.get(InstanceSettings).n8nFolder.startsWith(home)) {
		throw new Error('n8n-core was used before the engine harness, and took the n8n of this user');
	}
	await (ready ??= Container.get(BinaryDataService).init());
}

/** @throws when the item has no binary property of that name */
export async function readBinary(item: INodeExecutionData, property = 'data'): Promise<BinaryFile> {
	const binary = item.binary?.[property];
	if (!binary) {
		const there = Object.keys(item.binary ?? {}).join(', ') || 'none';
		throw new Error(`The item has no binary property "${property}"; there: ${there}`);
	}
	const buffer = await Container.get(BinaryDataService).getAsBuffer(binary);
	return { buffer, fileName: binary.fileName, mimeType: binary.mimeType };
}
