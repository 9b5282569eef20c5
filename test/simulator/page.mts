import { COMPANIES, type Simulator } from './index.mts';
import type { PemFiles } from './pemFiles.mts';

// As n8n makes them: the ID is that of the node.
const TEST_URL = 'http://localhost:5678/webhook-test/<webhook ID>/zen';

/** What a person needs to know about a running simulator: what to paste where, and what to try. */
export function page(simulator: Simulator, files: PemFiles, contractName?: string): string {
	const { url, controlUrl, apiKey, accounts, settings, contract } = simulator;
	const seconds = settings.settleAfterMs / 1000;
	return `
ZEN transfers simulator. Everything in it is invented; no money moves.
${contractName ? `It speaks the contract "${contractName}", which is invented too: test/simulator/contracts/${contractName}.md\n` : ''}
  API          ${url}   (client certificate and API key required)
  Control API  ${controlUrl}    (this machine only)

Credential "ZEN API" in n8n
${rows([
	['Environment', 'Custom'],
	['Base URL', url],
	['API Key', apiKey],
	['Authorization Scheme', 'Bearer'],
	['Client Certificate', `the text of ${files.clientCertificate}`],
	['Private Key', `the text of ${files.privateKey}`],
	['CA Certificate', `the text of ${files.ca}`],
])}
  An RSA pair lies beside them: client-rsa-certificate.pem, client-rsa-key.pem.

Accounts
${rows(accounts.map((one) => [contract.id(one.accountId), `${one.availableBalance} ${one.currencyCode}  ${one.iban}  ${one.alias ?? ''}`]))}

Payees to pay
${rows(COMPANIES.slice(0, 3).map((one) => [one.name, one.accountNumber ?? '']))}

Payments ${seconds > 0 ? `are settled after ${seconds} s` : 'stay in progress until the control API settles them'}. One with "reject" in its title is rejected.
${settings.notifyUrl ? `Each change of status is sent to ${settings.notifyUrl}\n` : ''}
Try the API
  curl --cacert ${files.ca} \\
       --cert ${files.clientCertificate} --key ${files.privateKey} \\
       -H 'Authorization: Bearer ${apiKey}' ${url}${contract.path('listAccounts')}

Try the control API
${examples(simulator).join('\n')}

Press Ctrl-C to end.
`;
}

function rows(lines: Array<[string, string]>): string {
	const width = Math.max(...lines.map(([label]) => label.length));
	return lines.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`.trimEnd()).join('\n');
}

function examples({ controlUrl, contract, settings }: Simulator): string[] {
	const get = (path: string) => `curl ${controlUrl}${path}`;
	const post = (path: string, body?: object) =>
		`curl -X POST ${controlUrl}${path}` +
		(body ? ` -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'` : '');
	const lines: Array<[string, string]> = [
		['what was really paid', get('/ledger')],
		['what was asked', get('/requests')],
		['counters', get('/stats')],
		['settle everything', post('/payments/settle')],
		['reject one payment', post('/payments/<id>/reject')],
		['money arrives', post('/incoming', { accountId: '<id>', amount: '12.30', title: 'Order 7' })],
		['accept a draft', post('/drafts/<id>/accept')],
		[
			'lose the next answer',
			post('/faults', {
				kind: 'resetAfterCommit',
				method: 'POST',
				path: contract.path('createPayment'),
				times: 1,
			}),
		],
		['no faults any more', `curl -X DELETE ${controlUrl}/faults`],
		[
			settings.notifyUrl
				? 'notify twice'
				: 'notify twice, at the Test URL that the ZEN Trigger shows in n8n',
			post('/notify', { url: settings.notifyUrl ?? TEST_URL, paymentId: '<id>', times: 2 }),
		],
		['an hour later', post('/clock', { advanceMs: 3_600_000 })],
		['back to the start', post('/reset')],
	];
	return lines.map(([what, command]) => `  # ${what}\n  ${command}`);
}
