import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { type ChatPageOptions, type ConsoleAssets, loadConsole } from '../src/index.ts';

/** One POST as the server saw it. */
export interface SeenPost {
  readonly conversationId: string;
  readonly messageId: string;
  readonly text?: string;
  readonly button?: string;
  readonly language?: string;
}

/** An answer to give in place of the usual one. */
export interface Fault {
  readonly status: number;
  readonly retryAfter?: string;
  readonly body?: unknown;
  /** Store the message all the same, as when an answer is lost on its way. */
  readonly store?: boolean;
}

/** A message as the server tells it. */
export interface StoredMessage {
  readonly id: string;
  readonly seq: number;
  readonly direction: 'in' | 'out';
  readonly text: string;
  readonly at: string;
  readonly [field: string]: unknown;
}

/** What a bot says; the rest is filled in. */
export type Said = { readonly text: string } & Readonly<Record<string, unknown>>;

/** One bot and its conversations in memory, with faults on demand. */
export interface MockServer {
  readonly url: string;
  readonly assets: ConsoleAssets;
  /** Every POST, refused and repeated ones too. */
  readonly posts: SeenPost[];
  /** Faults for the next POSTs, first to last. */
  readonly postFaults: Fault[];
  readonly historyFaults: Fault[];
  readonly streamFaults: Fault[];
  /** `after` and `Last-Event-ID` of every stream opened. */
  readonly streams: { after: string | null; lastEventId: string | null }[];
  /** Replies of the bot to a stored message. */
  respond: (post: SeenPost) => readonly Said[];
  /** Every event is sent twice. */
  duplicateEvents: boolean;
  /** Streams replay the whole conversation whatever they were asked. */
  replayAll: boolean;
  /** When set, POSTs wait for it. */
  gate: Promise<void> | null;
  commands: readonly { name: string; description: string }[] | null;
  options: Partial<ChatPageOptions>;
  stored(conversationId: string): readonly StoredMessage[];
  say(conversationId: string, said: Said): void;
  typing(conversationId: string, on: boolean): void;
  erase(conversationId: string): void;
  dropStreams(): void;
  /** Back to a server without faults. */
  reset(): void;
  close(): Promise<void>;
}

interface Conversation {
  messages: StoredMessage[];
  streams: Set<FastifyReply>;
  seq: number;
}

const defaults: ChatPageOptions = {
  bot: 'esm',
  title: { ru: 'Дневник переживаний', uk: 'Щоденник переживань', en: 'Experience diary' },
  languages: ['ru', 'uk', 'en'],
  conversationId: '',
  basePath: '/esm',
  maximumCharacters: 2000,
  demo: true,
  voice: false,
};

function refuse(reply: FastifyReply, fault: Fault): FastifyReply {
  if (fault.retryAfter !== undefined) void reply.header('retry-after', fault.retryAfter);
  return reply
    .code(fault.status)
    .type('application/problem+json')
    .send(fault.body ?? { type: 'about:blank', title: 'Fault', status: fault.status, detail: 'A fault.' });
}

class Mock implements MockServer {
  url = '';
  readonly assets: ConsoleAssets;
  readonly posts: SeenPost[] = [];
  readonly postFaults: Fault[] = [];
  readonly historyFaults: Fault[] = [];
  readonly streamFaults: Fault[] = [];
  readonly streams: { after: string | null; lastEventId: string | null }[] = [];
  respond: (post: SeenPost) => readonly Said[] = () => [];
  duplicateEvents = false;
  replayAll = false;
  gate: Promise<void> | null = null;
  commands: readonly { name: string; description: string }[] | null = null;
  options: Partial<ChatPageOptions> = {};
  readonly #conversations = new Map<string, Conversation>();
  readonly #app: FastifyInstance = fastify({ forceCloseConnections: true });

  constructor(assets: ConsoleAssets) {
    this.assets = assets;
    this.#pages();
    this.#api();
  }

  async listen(): Promise<void> {
    this.url = await this.#app.listen({ port: 0, host: '127.0.0.1' });
  }

  stored(conversationId: string): readonly StoredMessage[] {
    return this.#of(conversationId).messages;
  }

  say(conversationId: string, said: Said): void {
    this.#store(conversationId, { direction: 'out', ...said });
  }

  typing(conversationId: string, on: boolean): void {
    this.#broadcast(conversationId, `event: typing\ndata: ${JSON.stringify({ on })}\n\n`);
  }

  erase(conversationId: string): void {
    this.#of(conversationId).messages = [];
    this.#broadcast(conversationId, 'event: erased\ndata: {}\n\n');
  }

  dropStreams(): void {
    for (const { streams } of this.#conversations.values()) for (const one of streams) one.raw.destroy();
  }

  reset(): void {
    for (const list of [this.posts, this.postFaults, this.historyFaults, this.streamFaults, this.streams]) {
      list.length = 0;
    }
    this.respond = () => [];
    this.duplicateEvents = false;
    this.replayAll = false;
    this.gate = null;
    this.commands = null;
    this.options = {};
  }

  async close(): Promise<void> {
    this.dropStreams();
    await this.#app.close();
  }

  #of(id: string): Conversation {
    const found = this.#conversations.get(id) ?? { messages: [], streams: new Set(), seq: 0 };
    this.#conversations.set(id, found);
    return found;
  }

  #store(id: string, fields: { direction: 'in' | 'out' } & Said): StoredMessage {
    const conversation = this.#of(id);
    const seq = ++conversation.seq;
    const message: StoredMessage = {
      id: `m${seq}`,
      seq,
      buttons: null,
      scale: null,
      file: null,
      attachments: [],
      at: new Date().toISOString(),
      turnId: null,
      ...fields,
    };
    conversation.messages.push(message);
    this.#broadcast(id, this.#toEvent(message));
    return message;
  }

  #toEvent(message: StoredMessage): string {
    const event = `id: ${message.seq}\nevent: message\ndata: ${JSON.stringify(message)}\n\n`;
    return this.duplicateEvents ? event + event : event;
  }

  #broadcast(id: string, text: string): void {
    for (const stream of this.#of(id).streams) stream.raw.write(text);
  }

  #pages(): void {
    this.#app.addHook('onRequest', async (_request, reply) => {
      void reply.header('content-security-policy', this.assets.contentSecurityPolicy);
    });
    this.#app.get<{ Params: { id: string } }>('/chat/:id', (request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .send(this.assets.chatPage({ ...defaults, ...this.options, conversationId: request.params.id })),
    );
    this.#app.get('/', (_request, reply) =>
      reply.type('text/html; charset=utf-8').send(
        this.assets.homePage({
          bots: [
            {
              name: 'esm',
              title: 'Experience diary',
              chatPath: '/esm/chat',
              telegram: 'https://t.me/esm',
              pages: [{ label: 'For researchers', href: '/esm/researcher' }],
            },
            { name: 'sales', title: 'Shop assistant', chatPath: '/sales/chat', telegram: null, pages: [] },
            {
              name: 'watcher',
              title: 'Wallet watcher',
              chatPath: '/watcher/chat',
              telegram: null,
              pages: [],
            },
          ],
          version: '0.1.0',
          links: [
            { label: 'Console', href: '/console' },
            { label: 'Health', href: '/healthz' },
            { label: 'Metrics', href: '/metrics' },
            { label: 'Documentation', href: 'https://example.org/docs' },
          ],
        }),
      ),
    );
    for (const [path, file] of this.assets.files) {
      this.#app.get(path, (_request, reply) => reply.type(file.contentType).send(Buffer.from(file.body)));
    }
  }

  #api(): void {
    this.#app.post<{ Body: SeenPost }>('/esm/api/messages', async ({ body }, reply) => {
      await this.gate;
      this.posts.push(body);
      const fault = this.postFaults.shift();
      if (fault && !fault.store) return refuse(reply, fault);
      const known = this.#of(body.conversationId).messages.find((one) => one.messageId === body.messageId);
      const { conversationId, messageId, text = '', button } = body;
      const stored =
        known ??
        this.#store(conversationId, { direction: 'in', text, messageId, ...(button ? { button } : {}) });
      if (!known) for (const said of this.respond(body)) this.say(conversationId, said);
      if (fault) return refuse(reply, fault);
      return reply.code(202).send({ updateId: stored.id, conversationId, duplicate: known !== undefined });
    });

    this.#app.get('/esm/api/commands', (_request, reply) =>
      this.commands === null ? reply.code(404).send({}) : reply.send({ commands: this.commands }),
    );

    type Place = { Params: { id: string }; Querystring: { after?: string } };
    this.#app.get<Place>('/esm/api/conversations/:id/messages', (request, reply) => {
      const fault = this.historyFaults.shift();
      if (fault) return refuse(reply, fault);
      const after = Number(request.query.after ?? 0);
      // Small pages, so that the page has to turn them.
      const messages = this.#of(request.params.id)
        .messages.filter(({ seq }) => seq > after)
        .slice(0, 50);
      return reply.send({ cursor: String(messages.at(-1)?.seq ?? after), messages });
    });

    this.#app.get<Place>('/esm/api/conversations/:id/events', (request, reply) => {
      const fault = this.streamFaults.shift();
      const lastEventId = request.headers['last-event-id']?.toString() ?? null;
      this.streams.push({ after: request.query.after ?? null, lastEventId });
      if (fault) return refuse(reply, fault);
      const after = this.replayAll ? 0 : Number(lastEventId ?? request.query.after ?? 0);
      const conversation = this.#of(request.params.id);
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      reply.raw.write('retry: 100\n\n: hello\n\n');
      for (const message of conversation.messages) {
        if (message.seq > after) reply.raw.write(this.#toEvent(message));
      }
      conversation.streams.add(reply);
      reply.raw.on('close', () => conversation.streams.delete(reply));
      return reply;
    });
  }
}

/** Starts the mock on a free port of the loopback. */
export async function startMockServer(): Promise<MockServer> {
  const mock = new Mock(await loadConsole());
  await mock.listen();
  return mock;
}
