import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { filtersField, simplifyField } from '../zen-events/fields';
import { notice } from './panel';

export const DEFAULT_IGNORE_DAYS = 3;

const whenConfirmed = { show: { confirm: [true] } };

const events: INodePropertyOptions[] = [
	{
		name: 'Payment in Progress',
		value: 'inProgress',
		description: 'The payment was created or changed and is not final yet',
	},
	{ name: 'Payment Rejected', value: 'rejected', description: 'The payment failed for good' },
	{
		name: 'Payment Settled',
		value: 'settled',
		description: 'The payment went through. The booking may follow a little later.',
	},
	{
		name: 'Payment With Unknown Status',
		value: 'other',
		description: 'A status that is none of these. The item holds its name.',
	},
];

const words = events.map(({ name, value }) => [value, name.replace('Payment ', '').toLowerCase()]);

/** What the canvas shows below the node's name, such as "Payment settled, rejected". */
export const subtitle = `={{ "Payment " + $parameter["events"].map((event) => (${JSON.stringify(Object.fromEntries(words))})[event]).join(", ") }}`;

/** The fields of the node. Read them with `readSettings`. */
export const fields: INodeProperties[] = [
	{ displayName: notice, name: 'notice', type: 'notice', default: '' },
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: events,
		default: ['settled', 'rejected'],
		description: 'Which states of a payment start the workflow',
	},
	{
		displayName: 'Confirm With ZEN',
		name: 'confirm',
		type: 'boolean',
		default: true,
		description:
			'Whether to read each notified payment from ZEN and to pass that on. Without it, whoever knows the URL can make this node say anything, and there are no amounts.',
	},
	{
		displayName: 'If ZEN Cannot Be Asked',
		name: 'whenUnreachable',
		type: 'options',
		options: [
			{
				name: 'Ask the Sender to Try Again',
				value: 'refuse',
				description: 'Answers 503. Whether ZEN then repeats a notification is not known.',
			},
			{
				name: 'Emit Unconfirmed',
				value: 'emit',
				description:
					'Passes on what was notified, with confirmed set to false. While ZEN is down, forged notifications get through as well.',
			},
		],
		default: 'refuse',
		displayOptions: whenConfirmed,
		description: 'What becomes of a notification while the payment cannot be read from ZEN',
	},
	{ ...simplifyField, displayOptions: whenConfirmed },
	filtersField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Allowed Addresses',
				name: 'allowedAddresses',
				type: 'string',
				default: '',
				placeholder: 'e.g. 192.0.2.10, 198.51.100.0/24, 2001:db8::/32',
				description:
					"IP addresses and CIDR ranges that may send notifications; empty for all. Behind a reverse proxy, n8n's N8N_PROXY_HOPS has to be right, or every sender has the proxy's address.",
			},
			{
				displayName: 'Ignore Older Than (Days)',
				name: 'ignoreOlderDays',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: DEFAULT_IGNORE_DAYS,
				description:
					'How many days ago a payment may have changed last. Whoever has an old notification cannot start the workflow with it again.',
			},
			{
				displayName: 'Secret Header',
				name: 'headerName',
				type: 'string',
				default: 'X-Notification-Secret',
				description:
					"Where the credential's Notification Secret may stand. It is asked for whenever the credential holds one.",
			},
			{
				displayName: 'Secret Query Parameter',
				name: 'queryName',
				type: 'string',
				default: 'secret',
				description:
					"Where else the credential's Notification Secret may stand: in the URL that is registered at ZEN",
			},
		],
	},
];
