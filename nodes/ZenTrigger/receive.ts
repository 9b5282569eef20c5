import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { correctedBy, readCredential } from '../zen-client';
import type { ZenCredential } from '../zen-client';
import { surroundingsIn, zenFor } from '../zen-n8n/connect';
import { confirm } from './confirm';
import { decide } from './decide';
import { readNotification } from './notification';
import { readSettings } from './settings';
import type { Settings } from './settings';
import { stateOf } from './state';
import type { State } from './state';
import { verify } from './verify';

const DONE = { status: 'ok' };
const TRY_AGAIN_AFTER_SECONDS = 60;

/**
 * Receives one notification. It never throws: n8n would start an execution to show the failure, and
 * then anybody who knows the address could start executions.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	let settings: Settings;
	let credential: ZenCredential;
	try {
		settings = readSettings(context);
		credential = readCredential(await context.getCredentials('zenApi'));
	} catch (error) {
		context.logger.error(`ZEN Trigger cannot work: ${(error as Error).message}`);
		return later(context);
	}
	const request = context.getRequestObject() as RawRequest;
	const { rawBody = Buffer.alloc(0), headers, originalUrl, ip } = request;
	const verdict = verify(
		{
			address: ip,
			contentType: headers['content-type'],
			size: rawBody.length,
			header: headers[settings.headerName],
			url: originalUrl,
		},
		{
			ranges: settings.ranges,
			secret: credential.notificationSecret?.trim() ?? '',
			queryName: settings.queryName,
		},
	);
	const state = stateOf(context.getWorkflow().id ?? '', context.getNode().id);
	const refused = (status: number, reason: string) => {
		if (!state.hasTold(status)) {
			context.logger.warn(`ZEN Trigger refused a notification (${status}): ${reason}`);
		}
		return refuse(context, status, reason);
	};
	if (!verdict.ok) return refused(verdict.status, verdict.reason);
	const { notification: inOurNames } = correctedBy(credential.contractCorrections);
	const reading = readNotification(rawBody, inOurNames);
	if (!reading.ok) return refused(400, reading.reason);

	const open = (signal: AbortSignal) =>
		zenFor(credential, { ...surroundingsIn(context, signal), attempts: 1 });
	const decision = await decide(reading.notification, settings, async (notification) => {
		const { lookups } = state;
		const book = state.bookOf(credential);
		return await lookups.ask(
			notification.paymentId,
			async () => await confirm(notification, open, book),
		);
	});
	if (decision.kind === 'refuseForNow') {
		context.logger.warn(
			`ZEN Trigger answered "try again" to a notification: ${onOneLine(decision.why)}`,
		);
		return later(context);
	}
	if (decision.kind === 'passOver') {
		context.logger.info(`ZEN Trigger passed over a notification: ${onOneLine(decision.why)}`);
		return { webhookResponse: DONE };
	}
	const { event } = decision;
	if (!isFirst(context, state, event.eventId)) return { webhookResponse: DONE };
	return { webhookResponse: DONE, workflowData: [[{ json: event }]] };
}

type RawRequest = ReturnType<IWebhookFunctions['getRequestObject']> & { rawBody?: Buffer };

// While the editor listens, the same notification may be sent again and again to try things out, and
// n8n keeps no static data.
function isFirst(context: IWebhookFunctions, { seen }: State, eventId: string): boolean {
	if (context.getMode() === 'manual') return true;
	const kept = context.getWorkflowStaticData('node');
	seen.learn(kept.seen);
	const first = seen.claim(eventId);
	const text = seen.text(first ? eventId : undefined);
	// Not for want of a note alone: n8n would save that over the note of the one that came first.
	if (text !== (kept.seen ?? '')) kept.seen = text;
	if (!first) return false;
	const response = context.getResponseObject();
	// n8n answers once the execution is there to be run, or with a status that says it is not.
	response.once('close', () => {
		if (response.writableEnded && response.statusCode >= 400) seen.giveUp(eventId);
		else seen.settle(eventId);
	});
	return true;
}

// What ZEN said may hold line breaks, and would pass for a line of n8n's own.
function onOneLine(text: string): string {
	return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

function later(context: IWebhookFunctions): IWebhookResponseData {
	context.getResponseObject().setHeader('Retry-After', String(TRY_AGAIN_AFTER_SECONDS));
	return refuse(context, 503, 'not now');
}

function refuse(context: IWebhookFunctions, status: number, reason: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ status: 'refused', reason });
	return { noWebhookResponse: true };
}
