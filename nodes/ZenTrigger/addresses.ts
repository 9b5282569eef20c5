import ipaddr from 'ipaddr.js';
import { InputError, LONGEST } from '../zen-client';

/** A network: its address, and how many bits of it count. */
export type Range = [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number];

const MAPPED_BITS = 96;

/**
 * The addresses and networks of an allow-list.
 *
 * @param text IPv4 and IPv6 addresses and CIDR ranges, separated by commas or white space
 * @throws InputError, since an entry that is skipped would lock out whom it was to let in
 */
export function readAllowList(text: string): Range[] {
	const entries = text.split(/[\s,]+/).filter(Boolean);
	// Or a list whose every expression came to nothing would let everybody in.
	if (entries.length === 0 && text !== '') {
		throw new InputError(
			'Allowed Addresses',
			'holds nothing but commas. Fill it in, or remove the option.',
		);
	}
	return entries.map(readRange);
}

/**
 * @param address of the sender as n8n sees it, which behind a proxy depends on N8N_PROXY_HOPS
 */
export function isListed(ranges: Range[], address: string | undefined): boolean {
	if (address === undefined || !isAddress(address)) return false;
	// An IPv4 sender shows as ::ffff:192.0.2.1 to a server that listens on IPv6.
	const sender = ipaddr.process(address);
	return ranges.some(
		([network, bits]) => network.kind() === sender.kind() && sender.match(network, bits),
	);
}

function readRange(entry: string): Range {
	if (entry.length > LONGEST.value) throw notAnAddress(entry);
	const [address = '', bits, ...rest] = entry.split('/');
	if (!isAddress(address) || rest.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) {
		throw notAnAddress(entry);
	}
	const parsed = ipaddr.parse(address);
	const most = parsed.toByteArray().length * 8;
	const significant = bits === undefined ? most : Number(bits);
	if (significant > most) throw notAnAddress(entry);
	const plain = ipaddr.process(address);
	if (plain.kind() === parsed.kind()) return [parsed, significant];
	if (significant < MAPPED_BITS) throw notAnAddress(entry);
	return [plain, significant - MAPPED_BITS];
}

// Stricter than the library, which also takes 10.1, 0x0a000001 and fe80::1%eth0 for addresses.
function isAddress(text: string): boolean {
	if (text.includes('%')) return false;
	return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

function notAnAddress(entry: string): InputError {
	return new InputError(
		'Allowed Addresses',
		`holds "${entry}", which is no IP address and no CIDR range. Write e.g. 192.0.2.10, 198.51.100.0/24, 2001:db8::/32.`,
	);
}
