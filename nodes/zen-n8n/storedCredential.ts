import get from 'lodash/get';
import type {
	FunctionsBase,
	ICredentialDataDecryptedObject,
	INode,
	IWorkflowExecuteAdditionalData as Held,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { readCredential } from '../zen-client';
import type { Stored, ZenCredential } from '../zen-client';

/** Any of n8n's contexts that hands out credentials. */
export interface CredentialSource {
	getCredentials<T extends object = ICredentialDataDecryptedObject>(type: string): Promise<T>;
	getNode: FunctionsBase['getNode'];
	/** Absent where the editor asks for the options of a field. */
	getMode?(): WorkflowExecuteMode;
}

/**
 * A credential of the node as n8n stores it, with its expressions unresolved: of what
 * `getCredentials` gives nothing tells a field that was left empty from one whose expression came to
 * nothing.
 *
 * What reads that is private to n8n's contexts. Where it is not as in 2.8.4 and 2.41.1, and where n8n
 * has no context, as in the test of a credential and in `authenticate`, it cannot be had.
 *
 * @returns `undefined` where it cannot be had
 */
export async function storedCredential(
	context: CredentialSource,
	type: string,
): Promise<Stored | undefined> {
	const held = get(context as object, 'additionalData') as Held | undefined;
	const helper = held?.credentialsHelper;
	const node: INode = context.getNode();
	const reference = node.credentials?.[type];
	if (!held || !helper || !reference) return undefined;
	try {
		const mode = context.getMode?.() ?? 'internal';
		return await helper.getDecrypted(held, reference, type, mode, undefined, true);
	} catch {
		return undefined;
	}
}

/**
 * The ZEN API credential of the node, read and checked.
 *
 * @throws InputError for a field that resolves to nothing; what n8n throws
 */
export async function zenCredentialOf(context: CredentialSource): Promise<ZenCredential> {
	const given = await context.getCredentials('zenApi');
	return readCredential(given, await storedCredential(context, 'zenApi'));
}
