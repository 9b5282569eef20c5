/** What a suite finds over n8n's helper that it does not find over undici, and is meant to be so. */
interface Difference {
	/** In test/node or test/attack, without its ending. */
	file: string;
	/** How the names of the tests begin, with what they stand in. */
	tests: string[];
	reason: string;
}

/** All of them. Tests that are not listed hold over both transports, and those that are listed over one. */
export const DIFFERENCES: Difference[] = [
	{
		file: 'deadlines',
		tests: ['a write > that gets no connection in its time was not sent, and never is'],
		reason:
			"That no connection came about is no proof here: n8n's helper does not tell what it did. So a payment ends as unknown, and is looked for at ZEN before it is sent again.",
	},
	{
		file: 'deadlines',
		tests: ['a write > that waited for a connection in vain is not written once there is one'],
		reason: 'There is no pool to wait for: each request has a connection of its own.',
	},
	{
		file: 'proxy',
		tests: ['a proxy that says nothing'],
		reason:
			'That no tunnel came about is no proof here, see above. A read is ended and tried again in the same time.',
	},
	{
		file: 'proxy',
		tests: ['behind a proxy > connections are kept, through the proxy too'],
		reason: "n8n's helper opens a connection for each request.",
	},
	{
		file: 'proxy',
		tests: [
			'a proxy that does not let a call through > is not there at all',
			'a proxy that does not let a call through > has an address that cannot be read',
		],
		reason:
			"The proxy is n8n's business, which does not say that it was the proxy. Nothing was sent, as with the other.",
	},
	{
		file: 'pace',
		tests: ['reads > with Reads at Once at 1 go over', 'reads > with Reads at Once at 5 go over'],
		reason:
			"n8n's helper opens a connection for each request. How many are under way at once is the same.",
	},
	{
		file: 'egress',
		tests: [
			'a guard of another kind > holds when a connection is made, though the name led elsewhere before',
			'a guard of another kind > does not use connections that were made without it',
		],
		reason:
			"n8n's helper looks host names up with n8n's own guard, and takes no other. Before each request the guard is asked all the same.",
	},
	{
		file: 'egress',
		tests: ['what a context of n8n offers > holds in the credential’s test where that is offered'],
		reason: "The credential is tested by n8n's own request, with n8n's own guard.",
	},
	{
		file: 'connection',
		tests: [
			'Connection → Check > tells what a workflow needs to warn before the certificate runs out',
		],
		reason: "n8n's helper does not tell the version of TLS, so it is left out.",
	},
	{
		file: 'credentialTest',
		tests: [
			'saving a credential that works > tells how many accounts there are',
			'saving a credential that works > warns when the certificate ends soon',
			'saving a credential that does not work says why > an answer that is no list of accounts',
		],
		reason:
			'n8n sends the request of a credential and shows no more of an answer than whether it came.',
	},
	{
		file: 'credentialTest',
		tests: [
			'saving a credential that does not work says why > a client certificate of another authority',
			'saving a credential that does not work says why > an RSA client certificate of another',
			'saving a credential that does not work says why > a certificate for servers',
			'saving a credential that does not work says why > the wrong CA for the server',
			'saving a credential that does not work says why > no CA for a server of our own',
			'saving a credential that does not work says why > a host name that nobody knows',
			'saving a credential that does not work says why > a port where nobody listens',
			'saving a credential that does not work says why > a server whose certificate',
			'saving a credential that does not work says why > a server that speaks no TLS',
		],
		reason: 'Where no answer comes, n8n shows the code of Node, and lets no package say it better.',
	},
	{
		file: 'credentialTest',
		tests: ['saving a credential that does not work says why > a wrong API key'],
		reason:
			"It is said what the status means, and not what ZEN said: n8n's rules know the status only.",
	},
];

/** Where a payment on its own ends in another way, see paymentFaults.test.mts. */
interface PaymentDifference {
	/** As they are named in paymentFaults.mts. */
	faults: string[];
	full: string;
	verified: string;
	reason: string;
}

/** All of them. What is not listed ends in the same way over both transports, and what is listed does not. */
export const PAYMENT_DIFFERENCES: PaymentDifference[] = [
	{
		faults: ['a server that speaks only TLS 1.1'],
		full: 'notSent',
		verified: 'unknown',
		reason:
			'An alert in the handshake reads the same as one that comes after it, when the request may have left.',
	},
	{
		faults: [
			'a handshake in which the server says nothing',
			'a proxy that says nothing',
			'a tunnel in which nothing is said',
		],
		full: 'notSent',
		verified: 'unknown',
		reason:
			"That no connection came about is no proof here: n8n's helper does not tell what it did.",
	},
	{
		faults: [
			'a proxy that refuses (403)',
			'a proxy that wants a password (407)',
			'a proxy that cannot reach ZEN (502)',
		],
		full: 'notSent',
		verified: 'unknown',
		reason:
			"n8n's helper hands a proxy's no over like an answer of ZEN. That nothing was sent then is how it works today, and no proof.",
	},
	{
		faults: ['a yes that is packed, though none was asked for'],
		full: 'unknown',
		verified: 'accepted',
		reason: "n8n's helper unpacks whatever comes, and undici nothing. It is a yes all the same.",
	},
];
