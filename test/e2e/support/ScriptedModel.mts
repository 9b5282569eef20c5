import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** That the model calls a tool, with what it fills in. */
export interface ToolCall {
	tool: string;
	input: Record<string, unknown>;
}

/** A tool as an agent offers it to its model. */
export interface OfferedTool {
	name: string;
	description: string;
	parameters: { properties: Record<string, unknown> };
}

interface Message {
	role: string;
	content: unknown;
}

interface Question {
	messages: Message[];
	tools?: Array<{ function: OfferedTool }>;
}

/**
 * A language model behind OpenAI's API that does not think: it calls the tools that it is told to, and
 * keeps what it was offered and what came back.
 */
export class ScriptedModel {
	private script: ToolCall[][] = [];
	private asked: Question[] = [];
	private calls = 0;

	private constructor(private readonly server: Server) {}

	static async start(): Promise<ScriptedModel> {
		const server = createServer();
		const model = new ScriptedModel(server);
		server.on('request', (request, response) => {
			void read(request).then((question) => {
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify(model.answer(question)));
			});
		});
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
		return model;
	}

	/** What goes into n8n's credential as the base URL. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
	}

	/** What it shall do when it is asked next: one turn after the other, the calls of a turn together. */
	learn(script: ToolCall[][]): void {
		this.script = [...script];
		this.asked = [];
	}

	/** The tools of its last talk, by their names. */
	get offered(): Record<string, OfferedTool> {
		const tools = this.asked.at(-1)?.tools ?? [];
		return Object.fromEntries(tools.map((tool) => [tool.function.name, tool.function]));
	}

	/** What came back from the tools in its last talk, in the order of the calls. */
	get answers(): string[] {
		const messages = this.asked.at(-1)?.messages ?? [];
		return messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content));
	}

	stop(): void {
		this.server.closeAllConnections();
		this.server.close();
	}

	private answer(question: Question): object {
		this.asked.push(question);
		const turn = this.script.shift();
		const toolCalls = turn?.map(({ tool, input }) => ({
			id: `call_${++this.calls}`,
			type: 'function',
			function: { name: tool, arguments: JSON.stringify(input) },
		}));
		const message = toolCalls
			? { role: 'assistant', content: null, tool_calls: toolCalls }
			: { role: 'assistant', content: 'Done.' };
		const finish = toolCalls ? 'tool_calls' : 'stop';
		return {
			id: `chatcmpl-${this.asked.length}`,
			object: 'chat.completion',
			created: 0,
			model: 'scripted',
			choices: [{ index: 0, message, finish_reason: finish }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	}
}

async function read(request: IncomingMessage): Promise<Question> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Question;
}

/** A text, or the parts that it comes in. */
function textOf(content: unknown): string {
	if (typeof content === 'string') return content;
	return (content as Array<{ text?: string }>).map(({ text = '' }) => text).join('');
}
