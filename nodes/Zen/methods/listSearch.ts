import { searchAccounts } from '../../zen-n8n/searchAccounts';
import { searchDrafts } from './searchDrafts';
import { search } from '../../zen-n8n/search';
import { searchPayments } from './searchPayments';
import { searchPurposeCodes } from './searchPurposeCodes';
import { searchChannels, searchChargeTypes } from './searchTerms';

/** What fills the lists of the resource locators. */
export const listSearch = {
	searchAccounts: search(searchAccounts),
	searchChannels: search(searchChannels),
	searchChargeTypes: search(searchChargeTypes),
	searchDrafts: search(searchDrafts),
	searchPayments: search(searchPayments),
	searchPurposeCodes: search(searchPurposeCodes),
};
