import type { Json } from '../../zen-client';

/**
 * How a list names a payment or draft, such as `2026-10-03 12:10 · outgoing · 3f2a1b7c`. Neither amount
 * nor name: n8n keeps in the workflow what the list showed, and whoever gets the workflow reads it.
 */
export function labelOf(id: string, createdAt: Json | undefined, way?: string): string {
	const at = typeof createdAt === 'string' ? createdAt.slice(0, 16).replace('T', ' ') : undefined;
	return [at, way, id.slice(0, 8)].filter(Boolean).join(' · ');
}
