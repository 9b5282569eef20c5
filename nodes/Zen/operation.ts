import type {
	IBinaryData,
	IDataObject,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { PayoutWorld } from '../zen-payout';
import type { ItemInput } from '../zen-n8n/ItemInput';
import type { Rehearsal } from '../zen-n8n/rehearsal';
import type { Memory } from './memory';

/** One of the things the node can do. It lives in one file and is listed in its resource's index. */
export interface Operation<Request = unknown> {
	/** How the editor offers it. */
	option: INodePropertyOptions & { action: string };
	/** Its fields. That they show only for this operation is added for all of them at once. */
	fields: INodeProperties[];
	/**
	 * Whether `send` changes anything at ZEN. Such items go out one after the other, and only once
	 * every item of the batch has been prepared and checked. In a rehearsal `send` and `followUp` are
	 * left out, and the item comes out as checked, under the names of `identifiedBy`.
	 */
	writes?: boolean;
	/** For what writes and yet sends no payment or draft: what is told of an item that was not done. */
	notDone?: string;
	/** How many writes may be under way at once; one when absent. */
	atOnce?(requests: Request[]): number;
	/** Names of fields that are repeated where ZEN's answer is missing, so that items can be told apart. */
	identifiedBy?: string[];
	/** Reads and checks the item's fields. Asks nobody; throws InputError. */
	prepare(input: ItemInput): Request;
	/**
	 * Looks at the whole batch before the first item is sent.
	 *
	 * @returns what is wrong with single items, by their place in `requests`
	 */
	checkBatch?(run: Run, requests: Request[]): Promise<Map<number, Error>>;
	/**
	 * Of an operation with the option *Check Only*: what is told of an item that passed the checks and is
	 * not sent.
	 */
	foresee?(run: Run, request: Request): Promise<IDataObject>;
	/** @param index of the item, for what is read from it only now */
	send(run: Run, request: Request, index: number): Promise<Result[]>;
	/**
	 * Follows up on an item that was sent, after the whole batch was. What it cannot find out it says
	 * in its result; it throws only what shows that the item came to nothing after all.
	 */
	followUp?(run: Run, request: Request, results: Result[]): Promise<Result[]>;
	/**
	 * What a person should know of all the items together, as a hint above the output.
	 *
	 * @param requests of the items that could be read
	 * @param results of those that were sent
	 */
	notices?(requests: Request[], results: Result[]): string[];
	/**
	 * What of a result is put out, in place of all of it, which is what the other functions are told.
	 *
	 * @param json of a result, also of one that was only checked
	 */
	shape?(request: Request, json: IDataObject): IDataObject;
	/** One line on what an item did, for the message when a run stops half-way. */
	summarize?(result: Result): string;
}

/** What an operation puts out for an item. The router adds the pairing. */
export type Result = Pick<INodeExecutionData, 'json' | 'binary'>;

/** What an operation may use while it runs. */
export interface Run extends PayoutWorld, Memory {
	/** Whether a language model has called the node as its tool. */
	isTool: boolean;
	/** Set when nothing is to be sent or noted: `zen` only reads then. */
	rehearsal?: Rehearsal;
	/** A file of an input item. @throws InputError when there is none, or it is larger than `most` */
	fromBinary(index: number, field: string, most: number): Promise<Buffer>;
	toBinary(bytes: Buffer, fileName: string, mimeType: string): Promise<IBinaryData>;
}

/** A group of operations, as the editor offers it. */
export interface Resource {
	name: string;
	value: string;
	operations: Operation[];
}

/** States an operation's types to itself and forgets them for the list it is kept in. */
export function operation<Request>(definition: Operation<Request>): Operation {
	return definition as Operation;
}

export function toResults(objects: unknown[]): Result[] {
	return objects.map((json) => ({ json: json as IDataObject }));
}
