import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { correctedBy } from '../zen-client';
import { surroundingsIn, zenFor } from '../zen-n8n/connect';
import { zenCredentialOf } from '../zen-n8n/storedCredential';
import { confirm } from './confirm';
import { decide } from './decide';
import { readNotification } from './notification';
import { readSettings } from './settings';
import { stateOf } from './state';
import type { State } from './state';
import { tell } from './tell';
import { verify } from './verify';

const DONE = { status: 'ok' };
const TRY_AGAIN_AFTER_SECONDS = 60;

/**
 * Receives one notification. It never throws: n8n would start an execution to show the failure, and
 * then anybody who knows the address could start executions.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await received(context);
	} catch (error) {
		return later(context, 'error', `cannot work: ${(error as Error).message}`);
	}
}

async function received(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const credential = await zenCredentialOf(context);
	const contract = correctedBy(credential.contractCorrections);
	const settings = readSettings(context, contract.ids);
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
	if (!verdict.ok) return refuse(context, verdict.status, verdict.reason);
	const reading = readNotification(rawBody, contract);
	if (!reading.ok) return refuse(context, 400, reading.reason);

	const state = stateOf(context.getWorkflow().id ?? '', context.getNode().id);
	const open = (signal: AbortSignal) =>
		zenFor(credential, { ...surroundingsIn(context, signal), attempts: 1 });
	const decision = await decide(reading.notification, settings, async (notification) => {
		const book = state.bookOf(credential);
		const question = async () => await confirm(notification, open, book);
		return await state.lookups.ask(notification, question);
	});
	if (decision.kind === 'refuseForNow') {
		return later(context, 'warn', `answered "try again" to a notification: ${decision.why}`);
	}
	if (decision.kind === 'passOver') {
		// One that is repeated is told once.
		const { paymentId } = reading.notification;
		const isTest = context.getMode() === 'manual';
		const kind = isTest ? `${paymentId} ${decision.why}` : paymentId;
		tell(context, 'info', kind, `passed over a notification: ${decision.why}`);
		// Only while the editor listens: else whoever finds the address could ask about our payments.
		return { webhookResponse: isTest ? { ...DONE, passedOver: decision.why } : DONE };
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

function later(
	context: IWebhookFunctions,
	level: 'error' | 'warn',
	why: string,
): IWebhookResponseData {
	tell(context, level, 503, why);
	context.getResponseObject().setHeader('Retry-After', String(TRY_AGAIN_AFTER_SECONDS));
	return answer(context, 503, 'not now');
}

function refuse(context: IWebhookFunctions, status: number, reason: string): IWebhookResponseData {
	tell(context, 'warn', status, `refused a notification (${status}): ${reason}`);
	return answer(context, status, reason);
}

function answer(context: IWebhookFunctions, status: number, reason: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ status: 'refused', reason });
	return { noWebhookResponse: true };
}
