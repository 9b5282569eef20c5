// Uses a ledger in a process of its own, whose environment the test chooses, and prints what came of it.
import { openPostgresLedger } from '../../../nodes/zen-ledger';
import { now, payment, standing } from './support.mts';

const ledger = await openPostgresLedger(JSON.parse(process.argv[2]!), { ledger: 'hostile' }).catch(
	(error: Error) => error,
);
const used = async () => {
	if (ledger instanceof Error) throw ledger;
	const one = payment(`H-${process.pid}`);
	const { state } = await ledger.claim(one, now);
	return { state, open: (await standing(ledger, one)).state };
};
console.log(JSON.stringify(await used().catch(({ message }: Error) => ({ error: message }))));
