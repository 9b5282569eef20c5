import { openZen } from '../../../nodes/zen-client';
import type { ZenCredential } from '../../../nodes/zen-client';
import { httpRequest } from '../../support/httpHelper.mts';

// A program of its own, because Node reads NODE_EXTRA_CA_CERTS only when it starts.
const credential = JSON.parse(process.env.CREDENTIAL ?? '') as ZenCredential;
const surroundings = { sleep: async () => {}, now: Date.now, random: Math.random, httpRequest };
void openZen(credential, surroundings)
	.accounts()
	.then((accounts) => console.log(accounts.length));
