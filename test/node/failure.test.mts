import { ACTIONABLE_CAUSES, NodeApiError, TIMED_CAUSES } from 'n8n-workflow';
import type { IDataObject, NodeError } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeConnections, ZenError } from '../../nodes/zen-client';
import { toNodeError } from '../../nodes/zen-n8n/nodeErrors';
import { Poller } from '../engine/harness/server/Poller.mts';
import { Simulator } from '../simulator/index.mts';
import type { Fault } from '../simulator/index.mts';
import { CertificateAuthority } from '../support/certificates.mts';
import { POLLER, pollWorkflow, TestN8n } from './support/triggers.mts';

let simulator: Simulator;
let n8n: TestN8n;
let stranger: CertificateAuthority;
beforeAll(async () => {
	simulator = await Simulator.start();
	n8n = await TestN8n.start(simulator);
	stranger = await CertificateAuthority.create('Somebody else');
});
beforeEach(async () => {
	await closeConnections();
	simulator.reset();
	vi.spyOn(Math, 'random').mockReturnValue(0);
	return () => vi.restoreAllMocks();
});
afterAll(async () => {
	await n8n.stop();
	await simulator.stop();
});

/** What n8n is told when a poll fails so. */
async function failureOfPoll(credential: IDataObject = {}, parameters: IDataObject = {}) {
	const published = await n8n.publish(pollWorkflow(parameters), credential);
	const error = await Poller.activate(published, POLLER).catch((thrown: NodeError) => thrown);
	expect(error).not.toBeInstanceOf(Poller);
	return (error as NodeError).failure;
}

const answers = (status: number, headers: Record<string, string> = {}): Fault => ({
	kind: 'status',
	status,
	headers,
	times: 20,
});

describe('a poll that failed for long', () => {
	it.each([
		[401, 'credential-invalid'],
		[403, 'credential-invalid'],
		[400, 'configuration-invalid'],
		[404, 'configuration-invalid'],
	])('%i: %s', async (status, cause) => {
		simulator.faults.add(answers(status));
		expect(await failureOfPoll()).toEqual({ cause });
		expect(ACTIONABLE_CAUSES).toContain(cause);
	});

	it('a client certificate that ZEN does not accept', async () => {
		const { certificate, privateKey } = await stranger.issue({ commonName: 'client' });
		const credential = { clientCertificate: certificate, privateKey };
		// Over TLS 1.3 the refusal may come as a connection that is closed, which could be anything.
		expect(['credential-invalid', 'temporarily-unavailable']).toContain(
			(await failureOfPoll(credential))?.cause,
		);
	});

	it('a client certificate that has ended', async () => {
		const notBefore = new Date(Date.now() - 3 * 86_400_000);
		const notAfter = new Date(Date.now() - 86_400_000);
		const ended = await simulator.authority.issue({ commonName: 'client', notBefore, notAfter });
		const credential = { clientCertificate: ended.certificate, privateKey: ended.privateKey };
		expect(await failureOfPoll(credential)).toEqual({ cause: 'credential-invalid' });
	});

	it('a server that nobody vouches for', async () => {
		expect(await failureOfPoll({ ca: stranger.certificate })).toEqual({
			cause: 'configuration-invalid',
		});
	});

	it('a field that is filled in wrongly', async () => {
		expect(await failureOfPoll({}, { filters: { minimumAmount: '1,50' } })).toEqual({
			cause: 'configuration-invalid',
		});
	});
});

describe('a poll that failed for now', () => {
	it.each([
		[answers(500), { cause: 'temporarily-unavailable' }],
		[answers(503), { cause: 'temporarily-unavailable' }],
		[
			answers(503, { 'retry-after': '120' }),
			{ cause: 'temporarily-unavailable', retryAfterMs: 120_000 },
		],
		[answers(429, { 'retry-after': '90' }), { cause: 'rate-limited', retryAfterMs: 90_000 }],
		[answers(429), { cause: 'rate-limited' }],
	])('%o: %o', async (fault, failure) => {
		simulator.faults.add(fault);
		expect(await failureOfPoll()).toEqual(failure);
		expect(TIMED_CAUSES).toContain(failure.cause);
	});

	it('a server that is not there', async () => {
		const failure = await failureOfPoll({ baseUrl: 'https://127.0.0.1:1' });
		expect(failure).toEqual({ cause: 'temporarily-unavailable' });
	});
});

it('of what is not known nothing is said, and n8n judges by itself', () => {
	const node = {
		id: '1',
		name: 'ZEN',
		type: 'zen',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const failure = (error: unknown) => toNodeError(node as never, error).failure;
	expect(failure(new Error('who knows'))).toBeUndefined();
	expect(failure(new ZenError('Stopped', { outcome: 'notSent', remedy: '' }))).toBeUndefined();
	const inner = new NodeApiError(node as never, { message: 'x' });
	expect(failure(inner)).toBeUndefined();
});
