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
