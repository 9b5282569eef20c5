import type { ICredentialDataDecryptedObject, IDataObject, INode } from 'n8n-workflow';

/** What a process is told to pay. */
export interface RunOrder {
	/** Where n8n's deduplication store is kept between processes. */
	deduplicationFile: string;
	credential: ICredentialDataDecryptedObject;
	parameters: IDataObject;
	items: IDataObject[];
	settings: Partial<INode>;
}
