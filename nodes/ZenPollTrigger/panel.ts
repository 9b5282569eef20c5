import type { INodeTypeDescription } from 'n8n-workflow';

const BUILD =
	'<b>While you build</b>, click the button above to fetch the payment that was booked last.';
const POLL = 'n8n asks ZEN at the poll times and starts the workflow with what was booked since.';

/** What the editor shows beside the node. */
export const triggerPanel: INodeTypeDescription['triggerPanel'] = {
	header: '',
	executionsHelp: {
		inactive: `${BUILD}<br /><br /><b>In production</b>, publish the workflow. ${POLL}`,
		active: `${BUILD}<br /><br /><b>In production</b>, ${POLL} These executions show in the <a data-key="executions">executions list</a>.`,
	},
	activationHint: 'Once the workflow is published, newly booked payments start it.',
};

/** What the user has to know before anything else, at the top of the node. */
export const notice =
	'The first poll after publishing only notes which payments there are. Those that are booked later start the workflow. No public URL is needed.';
