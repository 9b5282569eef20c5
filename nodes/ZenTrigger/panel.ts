import type { INodeTypeDescription } from 'n8n-workflow';

const REGISTER =
	'Register the Production URL of this node at ZEN by hand; ZEN offers no known way to do it from here. Often only <b>one</b> URL is allowed for all notifications: then let one workflow receive them and hand them on to others.';
const SECRET =
	'If the credential holds a Notification Secret, add it to the URL that you register: <code>?secret=…</code>. Write each <b>#</b> in it as <b>%23</b>, since a URL ends there; the rest may stay as it is. Or percent-encode all of it.';

/** As ZEN sends it (observed), on one line, as a shell takes it. Its IDs are nobody's. */
const SAMPLE =
	'{"paymentId":"123e4567-e89b-12d3-a456-426614174000","accountId":"123e4567-e89b-12d3-a456-426614174001","transactionStatus":"SETTLED","direction":"IN","externalId":null}';

const BUILD = `<b>While you build</b>, click the button above and send a notification to the Test URL, such as<br /><br /><code>curl -X POST -H 'Content-Type: application/json' -d '${SAMPLE}' 'TEST_URL'</code><br /><br />with the Test URL and the IDs of a payment and an account of yours. The answer says <i>passedOver</i>, and why, where nothing starts. Duplicates are not dropped then.`;

/** What the editor shows beside the node. */
export const triggerPanel: INodeTypeDescription['triggerPanel'] = {
	header: '',
	executionsHelp: {
		inactive: `${BUILD}<br /><br /><b>In production</b>, publish the workflow. ${REGISTER}<br /><br />${SECRET}`,
		active: `${BUILD}<br /><br /><b>In production</b>, notifications to the Production URL start executions that show in the <a data-key="executions">executions list</a>. ${REGISTER}<br /><br />${SECRET}`,
	},
	activationHint:
		'Once the workflow is published, notifications that ZEN sends to the Production URL start it.',
};

/** What the user has to know before anything else, at the top of the node. */
export const notice =
	'Register the Production URL, under Webhook URLs above, at ZEN by hand. Often only one URL is allowed. ZEN is not known to sign notifications, so each one is only a hint: leave Confirm With ZEN on, and the payment is read from ZEN itself before anything starts.';
