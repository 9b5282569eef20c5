export interface PurposeCode {
	code: string;
	description: string;
	/** Only for these currencies; for all when absent. */
	currencies?: string[];
	/** Only for these countries; for all when absent. */
	countries?: string[];
}

/** The codes that fit, without what they are bound to (the answer is assumed). */
export function fittingCodes(
	codes: readonly PurposeCode[],
	{ currency, country }: { currency?: string; country?: string },
) {
	return codes
		.filter((code) => fits(code.currencies, currency) && fits(code.countries, country))
		.map(({ code, description }) => ({ code, description }));
}

function fits(bound: string[] | undefined, wanted: string | undefined): boolean {
	return wanted === undefined || bound === undefined || bound.includes(wanted);
}
