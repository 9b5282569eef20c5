import { randomBytes } from 'node:crypto';
import type { IBinaryData, INodeTypeDescription } from 'n8n-workflow';

/** The first user. The password is made up anew in each process. */
export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Olga',
	lastName: 'Owner',
	password: `Zen-${randomBytes(6).toString('hex')}`,
};

/** n8n's REST API as its editor uses it, signed in as the owner. */
export class Rest {
	private readonly browserId = randomBytes(8).toString('hex');
	private cookie = '';

	private constructor(private readonly url: string) {}

	/** Makes the owner of a new n8n. */
	static async signUp(url: string): Promise<Rest> {
		const rest = new Rest(url);
		await rest.enter('/owner/setup', OWNER);
		return rest;
	}

	/** For an n8n that has its owner, that of this process unless told. */
	static async signIn(
		url: string,
		{ email, password }: Pick<typeof OWNER, 'email' | 'password'> = OWNER,
	): Promise<Rest> {
		const rest = new Rest(url);
		await rest.enter('/login', { emailOrLdapLoginId: email, password });
		return rest;
	}

	async get<T>(path: string): Promise<T> {
		return await this.call<T>('GET', path);
	}

	async post<T>(path: string, body: unknown = {}): Promise<T> {
		return await this.call<T>('POST', path, body);
	}

	async patch<T>(path: string, body: unknown): Promise<T> {
		return await this.call<T>('PATCH', path, body);
	}

	async delete<T>(path: string): Promise<T> {
		return await this.call<T>('DELETE', path);
	}

	/** Everything that can be put on the canvas, as the editor gets it. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		const { text } = await this.file('types/nodes.json');
		return JSON.parse(text) as INodeTypeDescription[];
	}

	/** Something that is not part of the API: types, icons, binary data. */
	async file(path: string): Promise<{ type: string; text: string }> {
		const response = await fetch(`${this.url}/${path}`, { headers: this.headers() });
		if (!response.ok) throw new Error(`n8n answered ${response.status} to ${path}`);
		const type = response.headers.get('content-type') ?? '';
		return {
			type: type.split(';')[0]!,
			text: Buffer.from(await response.arrayBuffer()).toString('latin1'),
		};
	}

	/** A binary file of an execution, its bytes as text. */
	async binary({ id, fileName = '', mimeType }: IBinaryData): Promise<string> {
		if (!id) throw new Error(`${fileName} is not in n8n's store of binary data`);
		const query = new URLSearchParams({ id, fileName, mimeType, action: 'download' });
		return (await this.file(`rest/binary-data?${query}`)).text;
	}

	private async enter(path: string, body: unknown): Promise<void> {
		const response = await this.send('POST', path, body);
		await answerOf(response, path);
		this.cookie = response.headers
			.getSetCookie()
			.map((cookie) => cookie.split(';')[0])
			.join('; ');
	}

	private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
		return (await answerOf(await this.send(method, path, body), `${method} ${path}`)) as T;
	}

	private async send(method: string, path: string, body?: unknown): Promise<Response> {
		return await fetch(`${this.url}/rest${path}`, {
			method,
			headers: this.headers(),
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: AbortSignal.timeout(60_000),
		});
	}

	private headers(): Record<string, string> {
		return {
			'content-type': 'application/json',
			'browser-id': this.browserId,
			...(this.cookie && { cookie: this.cookie }),
		};
	}
}

async function answerOf(response: Response, what: string): Promise<unknown> {
	const text = await response.text();
	if (!response.ok) throw new Error(`n8n answered ${response.status} to ${what}: ${text}`);
	const answer = JSON.parse(text) as { data?: unknown };
	return answer.data ?? answer;
}
