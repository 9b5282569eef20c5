import { Command, InvalidArgumentError, Option } from 'commander';
import { type ContractName, CONTRACTS, Simulator } from './index.mts';
import { page } from './page.mts';
import { writePemFiles } from './pemFiles.mts';

interface Options {
	port: number;
	controlPort: number;
	settleAfter: number;
	roundTrip: number;
	out: string;
	contract?: ContractName;
	notifyUrl?: string;
	printKeys?: true;
}

const program = new Command('simulator')
	.description("A simulator of ZEN's transfers API, for trying things out without money")
	.option('--port <port>', 'port of the API', port, 8443)
	.option('--control-port <port>', 'port of the control API', port, 8444)
	.option('--settle-after <seconds>', 'when payments are settled; 0 for never', seconds, 3)
	.option('--round-trip <ms>', 'how long the link to the API is, there and back', ms, 0)
	.option('--out <folder>', 'where certificates and keys are written to', '.simulator')
	.option('--notify-url <url>', 'where each change of a payment is sent to')
	.addOption(
		new Option(
			'--contract <name>',
			'an invented contract instead of the usual one; its manual is test/simulator/contracts/<name>.md',
		).choices(Object.keys(CONTRACTS)),
	)
	.option('--print-keys', 'print certificates and private keys too');

async function main(): Promise<void> {
	const options = program.parse().opts<Options>();
	const simulator = await Simulator.start({
		port: options.port,
		controlPort: options.controlPort,
		settleAfterMs: options.settleAfter * 1000,
		roundTripMs: options.roundTrip,
		...(options.contract && { contract: options.contract }),
		...(options.notifyUrl && { notifyUrl: options.notifyUrl }),
	});
	const files = await writePemFiles(simulator, options.out);
	console.log(page(simulator, files, options.contract));
	if (options.printKeys) {
		const { client, rsaClient, ca } = simulator;
		for (const one of [client, rsaClient]) console.log(`${one.certificate}${one.privateKey}`);
		console.log(ca);
	}
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void simulator.stop().then(() => console.log('Stopped.')));
	}
}

function port(text: string): number {
	const number = Number(text);
	if (Number.isInteger(number) && number >= 0 && number <= 65535) return number;
	throw new InvalidArgumentError('It is a number from 0 (any free port) to 65535.');
}

function seconds(text: string): number {
	const number = Number(text);
	if (text.trim() !== '' && number >= 0 && number <= 86_400) return number;
	throw new InvalidArgumentError('It is a number of seconds, 0 to 86400.');
}

function ms(text: string): number {
	const number = Number(text);
	if (text.trim() !== '' && number >= 0 && number <= 60_000) return number;
	throw new InvalidArgumentError('It is a number of milliseconds, 0 to 60000.');
}

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
	const message =
		error.code === 'EADDRINUSE'
			? `Port ${error.port} is in use. Choose others with --port and --control-port (0 for any).`
			: error.message;
	console.error(message);
	process.exitCode = 1;
});
