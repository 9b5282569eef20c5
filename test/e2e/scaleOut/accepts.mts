import { once } from 'node:events';
import { connect } from 'node:net';

/** Whether somebody listens on a port of this machine. */
export async function accepts(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		return true;
	} finally {
		socket.destroy();
	}
}
