import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { CredentialError, InputError } from '../../zen-client';
import type { ZenCredential } from '../../zen-client';
import { zenCredentialOf } from '../../zen-n8n/storedCredential';
import { AS_CREDENTIAL } from '../fields/environment';

/** What fills the lists that are no resource locators. */
export const loadOptions = { getEnvironment };

/** In which environment the chosen credential pays. Nobody is asked but n8n. */
async function getEnvironment(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return [{ name: await environmentOf(this), value: AS_CREDENTIAL }];
}

async function environmentOf(context: ILoadOptionsFunctions): Promise<string> {
	if (!context.getNode().credentials?.zenApi) return 'No credential is chosen yet';
	try {
		return wordsFor(await zenCredentialOf(context));
	} catch (error) {
		if (error instanceof CredentialError || error instanceof InputError) return error.message;
		return 'The credential could not be read';
	}
}

function wordsFor({ environment, baseUrl }: ZenCredential): string {
	if (environment === 'production') return 'Production: real money leaves';
	if (environment === 'test') return "ZEN's test environment: no real money";
	return `Custom: ${baseUrl}`;
}
