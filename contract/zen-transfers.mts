// Made from zen-transfers.openapi.yaml by "npm run contract". Changes made here are lost.

export interface paths {
	'/accounts/v1.0': {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		/**
		 * List the active accounts
		 * @description Answers every active account that the client can pay from.
		 *
		 *     Evidence: documented.
		 */
		get: operations['listAccounts'];
		put?: never;
		post?: never;
		delete?: never;
		options?: never;
		head?: never;
		patch?: never;
		trace?: never;
	};
	'/accounts/v1.0/{accountId}': {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		/**
		 * Get one account
		 * @description Answers one account.
		 *
		 *     Evidence: assumed.
		 *
		 *     The manual has such a page; its path is inferred. Picking the account out of the documented list is the way round it.
		 */
		get: operations['getAccount'];
		put?: never;
		post?: never;
		delete?: never;
		options?: never;
		head?: never;
		patch?: never;
		trace?: never;
	};
	'/payments/v1.0/precalculation': {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		/**
		 * Work out channels, fees and limits
		 * @description Answers which channels can carry a payment, what each charge type costs and how much may be sent.
		 *
		 *     Evidence: documented.
		 *
		 *     Documented are the method, the path and that fees and charge types come back. The query and the shape of the answer are assumed.
		 */
		get: operations['precalculatePayment'];
		put?: never;
		post?: never;
		delete?: never;
		options?: never;
		head?: never;
		patch?: never;
		trace?: never;
	};
	'/payments/v1.0/purpose-codes': {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		/**
		 * List the purpose codes
		 * @description Answers the codes that say what a payment is for.
		 *
		 *     Evidence: assumed.
		 *
		 *     The manual has such a page; its path is inferred.
		 */
		get: operations['listPurposeCodes'];
		put?: never;
		post?: never;
		delete?: never;
		options?: never;
		head?: never;
		patch?: never;
		trace?: never;
	};
	'/payments/v1.0': {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		/**
		 * List an account's payments
		 * @description Answers one page of an account's payments. The next page is asked for with `lastEntryId` taken from `meta.lastEntryId`, as long as `meta.hasNext` is true. Payments that are not yet booked cannot match a booking date.
		 *
		 *     Evidence: observed.
		 *
		 *     That the path `/payments/v1.0/history` was tried and answered 500 was claimed.
		 */
		get: operations['listPayments'];
		put?: never;
		/**
		 * Create a payment
		 * @description Sends money. No idempotency mechanism is known, so a request whose outcome is unknown must not be repeated before someone has looked whether it went through.
		 *
		 *     Evidence: assumed.
		 *
		 *     The manual has such a page; method and path are inferred.
		 */
		post: operations['createPayment'];
		delete?: never;
		options?: never;
		head?: never;
		patch?: never;
		trace?: never;
	};
	'/payments/v1.0/{paymentId}': {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		/**
		 * Get one payment
		 * @description Answers a payment's details and present status.
		 *
		 *     Evidence: observed.
		 */
		get: operations['getPayment'];
		put?: never;
		post?: never;
		delete?: never;
		options?: never;
		head?: never;
		patch?: never;
		trace?: never;
	};
	'/payments/v1.0/{paymentId}/confirmation': {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		/**
		 * Get a payment's confirmation
		 * @description Answers a document that confirms the payment.
		 *
		 *     Evidence: assumed.
		 *
		 *     The manual has such a page; its path and the answer's form are inferred.
		 */
		get: operations['getPaymentConfirmation'];
		put?: never;
		post?: never;
		delete?: never;
		options?: never;
		head?: never;
		patch?: never;
		trace?: never;
	};
	'/payments/v1.0/drafts': {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		/**
		 * List the drafts
		 * @description Answers the saved drafts.
		 *
		 *     Evidence: assumed.
		 *
		 *     The manual has such a page; method and path are inferred.
		 */
		get: operations['listDrafts'];
		put?: never;
		/**
		 * Create a draft payment
		 * @description Saves a payment's data, so that a person can accept it later in the customer portal. The precalculation is called first, and the charge type chosen from it goes along.
		 *
		 *     Evidence: documented.
		 */
		post: operations['createDraft'];
		delete?: never;
		options?: never;
		head?: never;
		patch?: never;
		trace?: never;
	};
	'/payments/v1.0/drafts/{draftId}': {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		/**
		 * Get one draft
		 * @description Answers a draft's details.
		 *
		 *     Evidence: assumed.
		 *
		 *     The manual has such a page; its path is inferred.
		 */
		get: operations['getDraft'];
		put?: never;
		post?: never;
		/**
		 * Delete a draft
		 * @description Deletes a saved draft.
		 *
		 *     Evidence: assumed.
		 *
		 *     The manual has such a page; method and path are inferred. What becomes of a draft that a person has already accepted is not known.
		 */
		delete: operations['deleteDraft'];
		options?: never;
		head?: never;
		patch?: never;
		trace?: never;
	};
}
export interface webhooks {
	notification: {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		get?: never;
		put?: never;
		/**
		 * A payment changed
		 * @description Sent to a URL that is registered at ZEN by hand; often a client may have only one. The body is a hint without amount, time or event id. Whether it is signed, from where it comes, whether it is repeated and in what order is unknown, so the payment itself is read over mutual TLS before anything relies on it.
		 *
		 *     Evidence: observed.
		 */
		post: operations['receiveNotification'];
		delete?: never;
		options?: never;
		head?: never;
		patch?: never;
		trace?: never;
	};
}
export interface components {
	schemas: {
		/** @description An account that the client can pay from */
		Account: {
			/**
			 * Format: uuid
			 * @description The account's id
			 *
			 *     Evidence: documented.
			 */
			accountId: string;
			/**
			 * @description The kind of account
			 *
			 *     Evidence: documented.
			 */
			productName: string;
			/**
			 * @description The account's currency, ISO 4217
			 *
			 *     Evidence: documented.
			 */
			currencyCode: string;
			/**
			 * @description Booked balance; blocked funds are still in it
			 *
			 *     Evidence: documented.
			 *
			 *     The manual calls it a number and shows it as a number and as a decimal string.
			 */
			balance: string | number;
			/**
			 * @description Balance with blocked funds taken off
			 *
			 *     Evidence: documented.
			 *
			 *     The manual's table spells it `avaliableBalance`; one of the two spellings is there.
			 */
			availableBalance?: string | number;
			/**
			 * @description The same as `availableBalance`, spelt as in the manual's table
			 *
			 *     Evidence: documented.
			 */
			avaliableBalance?: string | number;
			/**
			 * @description The client's own name for the account
			 *
			 *     Evidence: documented.
			 */
			alias?: string | null;
			/**
			 * @description The numbers under which the account can be reached; may be missing
			 *
			 *     Evidence: documented.
			 */
			accountNumbers?: components['schemas']['AccountNumber'][] | null;
		};
		/** @description One number of an account */
		AccountNumber: {
			/**
			 * @description IBAN or local account number
			 *
			 *     Evidence: documented.
			 */
			accountNumber?: string | null;
			/**
			 * @description The kind of number
			 *
			 *     Evidence: documented.
			 */
			accountType?: string | null;
			/**
			 * @description BIC of the bank that keeps the account
			 *
			 *     Evidence: documented.
			 */
			bic?: string | null;
			/**
			 * @description National routing code
			 *
			 *     Evidence: documented.
			 */
			routingCode?: string | null;
			/**
			 * @description The kind of routing code
			 *
			 *     Evidence: documented.
			 */
			routingCodeType?: string | null;
		};
		/** @description An amount in an answer */
		Money: {
			/**
			 * @description Decimal string, such as `246.20`
			 *
			 *     Evidence: observed.
			 */
			value: string;
			/**
			 * @description ISO 4217
			 *
			 *     Evidence: observed.
			 */
			currency: string;
		};
		/** @description An amount to be paid */
		PaymentAmount: {
			/**
			 * @description Decimal string without sign, such as `10.00`
			 *
			 *     Evidence: assumed.
			 */
			value: string;
			/**
			 * @description ISO 4217
			 *
			 *     Evidence: assumed.
			 */
			currency: string;
		};
		/** @description A fee; fees of zero are listed too. That one above zero is listed so was claimed only. */
		Fee: {
			/**
			 * @description What the fee costs
			 *
			 *     Evidence: observed.
			 */
			amount?: components['schemas']['Money'];
			/**
			 * @description The fee's name
			 *
			 *     Evidence: observed.
			 */
			name?: string | null;
			/**
			 * @description The kind of fee
			 *
			 *     Evidence: observed.
			 */
			type?: string | null;
		};
		/** @description Payer or payee of a payment */
		Party: {
			/**
			 * @description Name
			 *
			 *     Evidence: observed.
			 */
			name?: string | null;
			/**
			 * @description Country, ISO 3166-1 alpha-2
			 *
			 *     Evidence: observed.
			 */
			country?: string | null;
			/**
			 * @description IBAN or account number
			 *
			 *     Evidence: observed.
			 */
			accountNumber?: string | null;
			/**
			 * @description Stands in for `accountNumber` at times
			 *
			 *     Evidence: claimed.
			 *
			 *     The one payload that was published has `accountNumber`.
			 */
			iban?: string | null;
			/**
			 * @description BIC of the party's bank
			 *
			 *     Evidence: observed.
			 */
			bic?: string | null;
		};
		/** @description A payment. It does not say to which of the client's accounts it belongs. */
		Payment: {
			/**
			 * Format: uuid
			 * @description The payment's id
			 *
			 *     Evidence: observed.
			 */
			id: string;
			/**
			 * @description Remittance title
			 *
			 *     Evidence: observed.
			 */
			title?: string | null;
			/**
			 * @description Unknown; only `null` has been seen
			 *
			 *     Evidence: observed.
			 */
			relatedTransaction?: unknown;
			/**
			 * Format: date-time
			 * @description When it was created, UTC with whole seconds
			 *
			 *     Evidence: observed.
			 */
			createdAt?: string | null;
			/**
			 * Format: date-time
			 * @description When it last changed, UTC with whole seconds
			 *
			 *     Evidence: observed.
			 */
			lastModifiedAt?: string | null;
			/**
			 * Format: date-time
			 * @description When it was booked; `null` while in progress, and may lag behind `status`
			 *
			 *     Evidence: observed.
			 */
			bookedAt?: string | null;
			/**
			 * @description Where the payment stands
			 *
			 *     Evidence: observed.
			 */
			status: string;
			/**
			 * @description Seen from the account
			 *
			 *     Evidence: observed.
			 */
			direction?: string | null;
			/**
			 * @description The kind of transaction
			 *
			 *     Evidence: observed.
			 */
			transactionType?: string | null;
			/**
			 * @description The amount without sign
			 *
			 *     Evidence: observed.
			 */
			amount?: components['schemas']['Money'];
			/**
			 * @description Fees that the payer bears
			 *
			 *     Evidence: observed.
			 */
			senderFees?: components['schemas']['Fee'][] | null;
			/**
			 * @description Fees that the payee bears
			 *
			 *     Evidence: observed.
			 */
			receiverFees?: components['schemas']['Fee'][] | null;
			/**
			 * @description The way the money travels
			 *
			 *     Evidence: observed.
			 */
			channel?: string | null;
			/**
			 * @description The payer
			 *
			 *     Evidence: observed.
			 */
			sender?: components['schemas']['Party'] | null;
			/**
			 * @description The payee
			 *
			 *     Evidence: observed.
			 */
			receiver?: components['schemas']['Party'] | null;
			/**
			 * @description The client's own reference
			 *
			 *     Evidence: assumed.
			 *
			 *     Observed in notifications only; a payment may well come without it.
			 */
			externalId?: string | null;
		};
		/** @description Where a page stands in the list */
		PageMeta: {
			/**
			 * @description The cursor for the next page
			 *
			 *     Evidence: observed.
			 */
			lastEntryId?: string | null;
			/**
			 * @description Whether another page follows
			 *
			 *     Evidence: observed.
			 */
			hasNext?: boolean;
			/**
			 * @description Sort direction
			 *
			 *     Evidence: observed.
			 */
			direction?: string | null;
			/**
			 * @description The field that the list is sorted by
			 *
			 *     Evidence: observed.
			 */
			sortedBy?: string | null;
		};
		/** @description One page of payments */
		PaymentPage: {
			/**
			 * @description The page's payments
			 *
			 *     Evidence: observed.
			 */
			data: components['schemas']['Payment'][];
			/**
			 * @description Where the page stands
			 *
			 *     Evidence: observed.
			 */
			meta?: components['schemas']['PageMeta'];
		};
		/** @description What a payment needs. Which fields ZEN requires is not known; those required here are the ones without which a payment makes no sense. */
		CreatePayment: {
			/**
			 * Format: uuid
			 * @description The account to pay from
			 *
			 *     Evidence: assumed.
			 */
			accountId: string;
			/**
			 * @description The client's own reference, the same for the same payment
			 *
			 *     Evidence: assumed.
			 *
			 *     Observed coming back in notifications. That ZEN refuses a reference used before is not known. Required by this package, so that a payment can be found again.
			 */
			externalId: string;
			/**
			 * @description Remittance title
			 *
			 *     Evidence: assumed.
			 */
			title?: string;
			/**
			 * @description What to pay
			 *
			 *     Evidence: assumed.
			 */
			amount: components['schemas']['PaymentAmount'];
			/**
			 * @description The way the money is to travel
			 *
			 *     Evidence: assumed.
			 */
			channel?: string;
			/**
			 * @description Who bears the fees
			 *
			 *     Evidence: assumed.
			 *
			 *     The values are named by ZEN's help centre for SWIFT, not for this API.
			 */
			chargeType?: string;
			/**
			 * @description What the payment is for, one of the purpose codes
			 *
			 *     Evidence: assumed.
			 */
			purposeCode?: string;
			/**
			 * @description The payee
			 *
			 *     Evidence: assumed.
			 */
			receiver: components['schemas']['Receiver'];
		};
		/** @description A payment's data to be saved as a draft */
		CreateDraft: components['schemas']['CreatePayment'] & {
			/**
			 * @description The charge type chosen from the precalculation
			 *
			 *     Evidence: documented.
			 *
			 *     Not required here, because nobody has seen what happens without it.
			 */
			chargeType?: string;
		};
		/** @description The payee of a payment to be made */
		Receiver: {
			/**
			 * @description The payee's name
			 *
			 *     Evidence: assumed.
			 */
			name: string;
			/**
			 * @description The kind of payee
			 *
			 *     Evidence: assumed.
			 */
			type?: string;
			/**
			 * @description The payee's country, ISO 3166-1 alpha-2
			 *
			 *     Evidence: assumed.
			 */
			country?: string;
			/**
			 * @description The payee's IBAN or account number
			 *
			 *     Evidence: assumed.
			 */
			accountNumber: string;
			/**
			 * @description BIC of the payee's bank
			 *
			 *     Evidence: assumed.
			 */
			bic?: string;
			/**
			 * @description The payee's address
			 *
			 *     Evidence: assumed.
			 */
			address?: components['schemas']['Address'];
		};
		/** @description A payee's address */
		Address: {
			/**
			 * @description Street and number
			 *
			 *     Evidence: assumed.
			 */
			line1?: string;
			/**
			 * @description City
			 *
			 *     Evidence: assumed.
			 */
			city?: string;
			/**
			 * @description Postcode
			 *
			 *     Evidence: assumed.
			 */
			postcode?: string;
		};
		/** @description The ways in which a payment can be made */
		Precalculation: {
			/**
			 * @description The channels that can carry the payment
			 *
			 *     Evidence: assumed.
			 */
			channels?: components['schemas']['Channel'][];
		};
		/** @description One way to make a payment */
		Channel: {
			/**
			 * @description The channel's name
			 *
			 *     Evidence: assumed.
			 */
			channel?: string;
			/**
			 * @description The charge types that can be chosen
			 *
			 *     Evidence: assumed.
			 *
			 *     Documented is only that charge types come back, not where and how.
			 */
			chargeTypes?: components['schemas']['ChargeTypeOption'][];
			/**
			 * @description How much may be sent
			 *
			 *     Evidence: assumed.
			 */
			limits?: components['schemas']['Limits'];
		};
		/** @description A charge type and what it costs */
		ChargeTypeOption: {
			/**
			 * @description Who bears the fees
			 *
			 *     Evidence: assumed.
			 */
			chargeType?: string;
			/**
			 * @description The fees
			 *
			 *     Evidence: assumed.
			 *
			 *     Documented is only that fees come back, not where and how.
			 */
			fees?: components['schemas']['Fee'][];
		};
		/** @description The least and the most that may be sent */
		Limits: {
			/**
			 * @description The least
			 *
			 *     Evidence: assumed.
			 */
			min?: components['schemas']['Money'];
			/**
			 * @description The most
			 *
			 *     Evidence: assumed.
			 */
			max?: components['schemas']['Money'];
		};
		/** @description A code that says what a payment is for */
		PurposeCode: {
			/**
			 * @description The code
			 *
			 *     Evidence: assumed.
			 */
			code: string;
			/**
			 * @description Its meaning
			 *
			 *     Evidence: assumed.
			 */
			description?: string | null;
		};
		/** @description A saved draft. It has an id under one of two names; everything else is modelled on payments. */
		Draft: {
			/**
			 * Format: uuid
			 * @description The draft's id; may be called `id`
			 *
			 *     Evidence: assumed.
			 */
			draftId?: string;
			/**
			 * Format: uuid
			 * @description The draft's id; may be called `draftId`
			 *
			 *     Evidence: assumed.
			 */
			id?: string;
			/**
			 * @description Where the draft stands; no value is known
			 *
			 *     Evidence: assumed.
			 */
			status?: string | null;
			/**
			 * Format: uuid
			 * @description The account to pay from
			 *
			 *     Evidence: assumed.
			 */
			accountId?: string | null;
			/**
			 * @description The client's own reference
			 *
			 *     Evidence: assumed.
			 */
			externalId?: string | null;
			/**
			 * @description Remittance title
			 *
			 *     Evidence: assumed.
			 */
			title?: string | null;
			/**
			 * Format: date-time
			 * @description When it was created
			 *
			 *     Evidence: assumed.
			 */
			createdAt?: string | null;
			/**
			 * Format: date-time
			 * @description When it last changed
			 *
			 *     Evidence: assumed.
			 */
			lastModifiedAt?: string | null;
			/**
			 * @description The amount to be paid
			 *
			 *     Evidence: assumed.
			 */
			amount?: components['schemas']['Money'];
			/**
			 * @description The way the money is to travel
			 *
			 *     Evidence: assumed.
			 */
			channel?: string | null;
			/**
			 * @description Who bears the fees
			 *
			 *     Evidence: assumed.
			 */
			chargeType?: string | null;
			/**
			 * @description What the payment is for
			 *
			 *     Evidence: assumed.
			 */
			purposeCode?: string | null;
			/**
			 * @description The payee
			 *
			 *     Evidence: assumed.
			 */
			receiver?: components['schemas']['Party'] | null;
		};
		/** @description One page of drafts, modelled on the history */
		DraftPage: {
			/**
			 * @description The page's drafts
			 *
			 *     Evidence: assumed.
			 */
			data: components['schemas']['Draft'][];
			/**
			 * @description Where the page stands
			 *
			 *     Evidence: assumed.
			 */
			meta?: components['schemas']['PageMeta'];
		};
		/** @description A confirmation inside JSON. Under which name the document stands is not known. */
		Confirmation: {
			/**
			 * @description The PDF in base64
			 *
			 *     Evidence: assumed.
			 */
			content?: string;
		};
		/** @description A flat hint that a payment changed */
		Notification: {
			/**
			 * Format: uuid
			 * @description The payment's id
			 *
			 *     Evidence: observed.
			 */
			paymentId: string;
			/**
			 * @description The client's own reference
			 *
			 *     Evidence: observed.
			 */
			externalId?: string | null;
			/**
			 * @description Seen from the account; payments use other words for it
			 *
			 *     Evidence: observed.
			 */
			direction?: string | null;
			/**
			 * @description Where the payment stands
			 *
			 *     Evidence: observed.
			 */
			transactionStatus?: string | null;
			/**
			 * Format: uuid
			 * @description The client's account
			 *
			 *     Evidence: observed.
			 */
			accountId?: string | null;
		};
		/** @description Why a request was not served */
		Error: {
			/**
			 * @description Code and message
			 *
			 *     Evidence: documented.
			 */
			error?: {
				/**
				 * @description What kind of refusal it is
				 *
				 *     Evidence: documented.
				 */
				code?: string;
				/**
				 * @description A sentence about it
				 *
				 *     Evidence: documented.
				 */
				message?: string;
			};
			/**
			 * @description A sentence about it, where the answer has no `error`
			 *
			 *     Evidence: assumed.
			 */
			message?: string;
		};
	};
	responses: {
		/**
		 * @description The request is not valid, `VALIDATION_ERROR`
		 *
		 *     Evidence: documented.
		 *
		 *     Said of it: the data has not been validated.
		 */
		BadRequest: {
			headers: {
				[name: string]: unknown;
			};
			content: {
				'application/json': components['schemas']['Error'];
			};
		};
		/**
		 * @description Not allowed, `FORBIDDEN`
		 *
		 *     Evidence: documented.
		 *
		 *     Said of it: no access to the resource. Observed for an API key that was not accepted, with the text `Invalid authentication credentials`.
		 */
		Forbidden: {
			headers: {
				[name: string]: unknown;
			};
			content: {
				'application/json': components['schemas']['Error'];
			};
		};
		/**
		 * @description `INTERNAL_SERVER_ERROR`
		 *
		 *     Evidence: documented.
		 *
		 *     Said of it: an unexpected error, contact ZEN. Claimed as well for requests that were wrong, so it does not always mean that ZEN is down.
		 */
		ServerError: {
			headers: {
				[name: string]: unknown;
			};
			content: {
				'application/json': components['schemas']['Error'];
			};
		};
		/**
		 * @description Any other status, with its usual HTTP meaning; the body may be empty or HTML
		 *
		 *     Evidence: assumed.
		 */
		OtherError: {
			headers: {
				[name: string]: unknown;
			};
			content: {
				'application/json': components['schemas']['Error'];
			};
		};
	};
	parameters: {
		/**
		 * @description The payment's id
		 *
		 *     Evidence: observed.
		 *
		 *     That a path segment that is no UUID is answered with 500 is inferred from a claim; IDs that were seen are UUIDs of version 7.
		 */
		PaymentId: string;
		/**
		 * @description The draft's id
		 *
		 *     Evidence: assumed.
		 */
		DraftId: string;
	};
	requestBodies: never;
	headers: never;
	pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
	listAccounts: {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		requestBody?: never;
		responses: {
			/**
			 * @description The accounts, as a bare array
			 *
			 *     Evidence: documented.
			 *
			 *     A reader also accepts the array under `data` or `accounts`; nobody has documented or observed these forms.
			 */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['Account'][];
				};
			};
			400: components['responses']['BadRequest'];
			403: components['responses']['Forbidden'];
			500: components['responses']['ServerError'];
			default: components['responses']['OtherError'];
		};
	};
	getAccount: {
		parameters: {
			query?: never;
			header?: never;
			path: {
				/**
				 * @description The account's id
				 *
				 *     Evidence: assumed.
				 */
				accountId: string;
			};
			cookie?: never;
		};
		requestBody?: never;
		responses: {
			/**
			 * @description The account
			 *
			 *     Evidence: assumed.
			 */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['Account'];
				};
			};
			400: components['responses']['BadRequest'];
			403: components['responses']['Forbidden'];
			500: components['responses']['ServerError'];
			default: components['responses']['OtherError'];
		};
	};
	precalculatePayment: {
		parameters: {
			query: {
				/**
				 * @description The account to pay from
				 *
				 *     Evidence: assumed.
				 */
				accountId: string;
				/**
				 * @description The amount as a decimal string
				 *
				 *     Evidence: assumed.
				 */
				amount?: string;
				/**
				 * @description The amount's currency, ISO 4217
				 *
				 *     Evidence: assumed.
				 */
				currency?: string;
				/**
				 * @description The payee's IBAN or account number
				 *
				 *     Evidence: assumed.
				 */
				receiverAccountNumber?: string;
				/**
				 * @description The BIC of the payee's bank
				 *
				 *     Evidence: assumed.
				 */
				receiverBic?: string;
				/**
				 * @description The payee's country, ISO 3166-1 alpha-2
				 *
				 *     Evidence: assumed.
				 */
				receiverCountry?: string;
			};
			header?: never;
			path?: never;
			cookie?: never;
		};
		requestBody?: never;
		responses: {
			/**
			 * @description The channels with their charge types, fees and limits
			 *
			 *     Evidence: assumed.
			 */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['Precalculation'];
				};
			};
			400: components['responses']['BadRequest'];
			403: components['responses']['Forbidden'];
			500: components['responses']['ServerError'];
			default: components['responses']['OtherError'];
		};
	};
	listPurposeCodes: {
		parameters: {
			query?: {
				/**
				 * @description Only codes for this currency, ISO 4217
				 *
				 *     Evidence: assumed.
				 */
				currency?: string;
				/**
				 * @description Only codes for this country, ISO 3166-1 alpha-2
				 *
				 *     Evidence: assumed.
				 */
				country?: string;
			};
			header?: never;
			path?: never;
			cookie?: never;
		};
		requestBody?: never;
		responses: {
			/**
			 * @description The purpose codes
			 *
			 *     Evidence: assumed.
			 */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['PurposeCode'][];
				};
			};
			400: components['responses']['BadRequest'];
			403: components['responses']['Forbidden'];
			500: components['responses']['ServerError'];
			default: components['responses']['OtherError'];
		};
	};
	listPayments: {
		parameters: {
			query: {
				/**
				 * @description The account whose payments are listed
				 *
				 *     Evidence: observed.
				 */
				accountId: string;
				/**
				 * @description First booking date, included
				 *
				 *     Evidence: observed.
				 */
				bookedAtFrom?: string;
				/**
				 * @description Last booking date, included; must not lie in the future
				 *
				 *     Evidence: observed.
				 *
				 *     That a date in the future is answered with 500 was claimed.
				 */
				bookedAtTo?: string;
				/**
				 * @description The most entries of a page
				 *
				 *     Evidence: observed.
				 *
				 *     100 has been used; the largest accepted value is unknown.
				 */
				limit?: number;
				/**
				 * @description The cursor, `meta.lastEntryId` of the page before
				 *
				 *     Evidence: observed.
				 */
				lastEntryId?: string;
			};
			header?: never;
			path?: never;
			cookie?: never;
		};
		requestBody?: never;
		responses: {
			/**
			 * @description One page of payments
			 *
			 *     Evidence: observed.
			 */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['PaymentPage'];
				};
			};
			400: components['responses']['BadRequest'];
			403: components['responses']['Forbidden'];
			500: components['responses']['ServerError'];
			default: components['responses']['OtherError'];
		};
	};
	createPayment: {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		/**
		 * @description Evidence: assumed.
		 *
		 *     Names are reused from what is documented or observed elsewhere in the API.
		 */
		requestBody: {
			content: {
				/**
				 * @example {
				 *       "accountId": "5f0c2a9e-3d0b-4a58-9b7e-6a1f0c1d2e3f",
				 *       "externalId": "INV-2026-0042",
				 *       "title": "Invoice INV-2026-0042",
				 *       "amount": {
				 *         "value": "10.00",
				 *         "currency": "EUR"
				 *       },
				 *       "channel": "SEPA",
				 *       "receiver": {
				 *         "name": "Example Supplies",
				 *         "country": "LT",
				 *         "accountNumber": "LT929900070000000123"
				 *       }
				 *     }
				 */
				'application/json': components['schemas']['CreatePayment'];
			};
		};
		responses: {
			400: components['responses']['BadRequest'];
			403: components['responses']['Forbidden'];
			500: components['responses']['ServerError'];
			/**
			 * @description The payment, at least its id and status
			 *
			 *     Evidence: assumed.
			 */
			'2XX': {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['Payment'];
				};
			};
			default: components['responses']['OtherError'];
		};
	};
	getPayment: {
		parameters: {
			query?: never;
			header?: never;
			path: {
				/**
				 * @description The payment's id
				 *
				 *     Evidence: observed.
				 *
				 *     That a path segment that is no UUID is answered with 500 is inferred from a claim; IDs that were seen are UUIDs of version 7.
				 */
				paymentId: components['parameters']['PaymentId'];
			};
			cookie?: never;
		};
		requestBody?: never;
		responses: {
			/**
			 * @description The payment
			 *
			 *     Evidence: observed.
			 *
			 *     That it comes wrapped in an array of one element was claimed; accept both forms.
			 */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['Payment'];
				};
			};
			400: components['responses']['BadRequest'];
			403: components['responses']['Forbidden'];
			500: components['responses']['ServerError'];
			default: components['responses']['OtherError'];
		};
	};
	getPaymentConfirmation: {
		parameters: {
			query?: never;
			header?: never;
			path: {
				/**
				 * @description The payment's id
				 *
				 *     Evidence: assumed.
				 */
				paymentId: string;
			};
			cookie?: never;
		};
		requestBody?: never;
		responses: {
			/**
			 * @description The confirmation, as PDF bytes or as JSON that holds them in base64
			 *
			 *     Evidence: assumed.
			 */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/pdf': string;
					'application/json': components['schemas']['Confirmation'];
				};
			};
			400: components['responses']['BadRequest'];
			403: components['responses']['Forbidden'];
			500: components['responses']['ServerError'];
			default: components['responses']['OtherError'];
		};
	};
	listDrafts: {
		parameters: {
			query?: {
				/**
				 * @description Only drafts that pay from this account
				 *
				 *     Evidence: assumed.
				 */
				accountId?: string;
				/**
				 * @description The most entries of a page
				 *
				 *     Evidence: assumed.
				 */
				limit?: number;
				/**
				 * @description The cursor, `meta.lastEntryId` of the page before
				 *
				 *     Evidence: assumed.
				 */
				lastEntryId?: string;
			};
			header?: never;
			path?: never;
			cookie?: never;
		};
		requestBody?: never;
		responses: {
			/**
			 * @description The drafts, either a page with the history's cursor or a bare array
			 *
			 *     Evidence: assumed.
			 */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['DraftPage'] | components['schemas']['Draft'][];
				};
			};
			400: components['responses']['BadRequest'];
			403: components['responses']['Forbidden'];
			500: components['responses']['ServerError'];
			default: components['responses']['OtherError'];
		};
	};
	createDraft: {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		/**
		 * @description Evidence: documented.
		 *
		 *     Documented is that the body carries the payment's data with `chargeType`; the other fields are assumed.
		 */
		requestBody: {
			content: {
				/**
				 * @example {
				 *       "accountId": "5f0c2a9e-3d0b-4a58-9b7e-6a1f0c1d2e3f",
				 *       "externalId": "INV-2026-0043",
				 *       "title": "Invoice INV-2026-0043",
				 *       "amount": {
				 *         "value": "25.50",
				 *         "currency": "EUR"
				 *       },
				 *       "chargeType": "SHA",
				 *       "receiver": {
				 *         "name": "Example Supplies",
				 *         "country": "DE",
				 *         "accountNumber": "DE88990000010000004711"
				 *       }
				 *     }
				 */
				'application/json': components['schemas']['CreateDraft'];
			};
		};
		responses: {
			400: components['responses']['BadRequest'];
			403: components['responses']['Forbidden'];
			500: components['responses']['ServerError'];
			/**
			 * @description The draft
			 *
			 *     Evidence: assumed.
			 */
			'2XX': {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['Draft'];
				};
			};
			default: components['responses']['OtherError'];
		};
	};
	getDraft: {
		parameters: {
			query?: never;
			header?: never;
			path: {
				/**
				 * @description The draft's id
				 *
				 *     Evidence: assumed.
				 */
				draftId: components['parameters']['DraftId'];
			};
			cookie?: never;
		};
		requestBody?: never;
		responses: {
			/**
			 * @description The draft
			 *
			 *     Evidence: assumed.
			 */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['Draft'];
				};
			};
			400: components['responses']['BadRequest'];
			403: components['responses']['Forbidden'];
			500: components['responses']['ServerError'];
			default: components['responses']['OtherError'];
		};
	};
	deleteDraft: {
		parameters: {
			query?: never;
			header?: never;
			path: {
				/**
				 * @description The draft's id
				 *
				 *     Evidence: assumed.
				 */
				draftId: components['parameters']['DraftId'];
			};
			cookie?: never;
		};
		requestBody?: never;
		responses: {
			/**
			 * @description Deleted; the body, if any, means nothing
			 *
			 *     Evidence: assumed.
			 */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content?: never;
			};
			/**
			 * @description Deleted
			 *
			 *     Evidence: assumed.
			 */
			204: {
				headers: {
					[name: string]: unknown;
				};
				content?: never;
			};
			400: components['responses']['BadRequest'];
			403: components['responses']['Forbidden'];
			500: components['responses']['ServerError'];
			default: components['responses']['OtherError'];
		};
	};
	receiveNotification: {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		/** @description Evidence: observed. */
		requestBody: {
			content: {
				'application/json': components['schemas']['Notification'];
			};
		};
		responses: {
			/**
			 * @description Received
			 *
			 *     Evidence: observed.
			 *
			 *     A plain 200 has worked; the body is this package's own choice.
			 */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': {
						/**
						 * @description This package's own word for "received"
						 *
						 *     Evidence: assumed.
						 * @constant
						 */
						status?: 'ok';
					};
				};
			};
			/**
			 * @description The receiver could not ask ZEN about the payment
			 *
			 *     Evidence: assumed.
			 *
			 *     Whether ZEN sends the notification again is unknown.
			 */
			503: {
				headers: {
					[name: string]: unknown;
				};
				content?: never;
			};
			/**
			 * @description Refused by the receiver
			 *
			 *     Evidence: assumed.
			 *
			 *     What ZEN does after a refusal is unknown.
			 */
			'4XX': {
				headers: {
					[name: string]: unknown;
				};
				content?: never;
			};
		};
	};
}
