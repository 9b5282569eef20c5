import type { ICredentialDataDecryptedObject, IDataObject, INode } from 'n8n-workflow';

/** What a process is told to pay. */
export interface RunOrder {
	/** Where n8n's deduplication store is kept between processes. */
	deduplicationFile: string;
	credential: ICredentialDataDecryptedObject;
	/** Of the ledger in PostgreSQL, where that is the memory. */
	ledger?: ICredentialDataDecryptedObject;
	/** Whose payments they are; all the same workflow's unless told. */
	workflowId?: string;
	parameters: IDataObject;
	items: IDataObject[];
	settings: Partial<INode>;
}
