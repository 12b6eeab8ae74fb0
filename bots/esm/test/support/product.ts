import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Button, type Clock, systemClock, type TurnWrite } from 'opora';
import {
  loadConfig,
  openObservability,
  type Pages,
  type Product,
  runCommandLine,
  startProduct,
} from 'opora/app';
import { createTestDatabase, sealedName, type TestDatabase } from 'opora/testing';
import { esmPackage } from '../../src/index.ts';
import { usualConsentParts } from '../../src/study/consent-parts.ts';
import { addResearcher } from '../../src/study/researchers/register.ts';
import { createResearcherToken } from '../../src/study/researchers/secret-text.ts';
import { generateDataKey } from '../../src/vault/data-keys.ts';
import { consentWords } from './open-study.ts';

const pages: Pages = {
  chatPage: () => '',
  homePage: () => '',
  files: new Map(),
  contentSecurityPolicy: "default-src 'none'",
};
const definition = { bots: [esmPackage], loadPages: () => Promise.resolve(pages) };

/** A message as the web chat reads it. */
export interface ShownMessage {
  readonly direction: 'in' | 'out';
  readonly text: string | null;
  readonly buttons?: readonly (readonly Button[])[] | null;
}

/** What differs from the usual installation. */
export interface InstallationOptions {
  /** Default: one is made. */
  readonly database?: TestDatabase;
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
}

/** The whole product with the bot's package over a database of its own, to be stopped and started again. */
export class Installation {
  readonly folder: string;
  readonly database: TestDatabase;
  readonly env: Readonly<Record<string, string>>;
  private readonly clock: Clock;
  private product: Product | null = null;
  private closeObservability: () => Promise<void> = () => Promise.resolve();

  private constructor(
    folder: string,
    database: TestDatabase,
    { env = {}, clock = systemClock }: InstallationOptions,
  ) {
    this.database = database;
    this.folder = folder;
    this.clock = clock;
    this.env = {
      ...{ PORT: '0', LOG_LEVEL: 'error', OPORA_DATA_DIR: folder, DATABASE_URL: database.connectionString },
      ...{ ESM_DATA_KEY: generateDataKey(), OPORA_BOTS: 'esm', OPORA_SHUTDOWN_SECONDS: '5' },
      ...{ OPORA_POLL_MIN_MS: '10', OPORA_POLL_MAX_MS: '30' },
      ...{ OPORA_MESSAGES_PER_MINUTE: '0', OPORA_MESSAGES_PER_HOUR: '0' },
      ...env,
    };
  }

  static async open(options: InstallationOptions = {}): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), 'esm-installation-'));
    const database = options.database ?? (await createTestDatabase());
    const installation = new Installation(folder, database, options);
    await installation.start();
    return installation;
  }

  get url(): string {
    if (this.product === null) throw new Error('The product is stopped.');
    return this.product.url;
  }

  async start(): Promise<void> {
    const bots = [{ name: 'esm', settings: esmPackage.settings ?? [] }];
    const config = loadConfig({ env: this.env, dotenvPath: null, keepSecrets: true, bots });
    const observability = await openObservability(config, [esmPackage]);
    this.closeObservability = () => observability.close(1_000);
    this.product = await startProduct({ config, definition, observability, clock: this.clock });
  }

  /** Answers of models that this process keeps. */
  get cachedAnswers(): number {
    return this.product?.inference.status().cache.entries ?? 0;
  }

  async stop(): Promise<void> {
    await this.product?.stop();
    await this.closeObservability();
    this.product = null;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Runs `opora <words>` on this installation; returns the exit code. */
  async command(...words: readonly string[]): Promise<number> {
    const before = { ...process.env };
    // Those of the test run are no settings of the product.
    for (const name of Object.keys(before)) if (name.startsWith('OPORA_')) delete process.env[name];
    Object.assign(process.env, this.env);
    try {
      return await runCommandLine(definition, words);
    } finally {
      for (const name of Object.keys(this.env)) delete process.env[name];
      Object.assign(process.env, before);
    }
  }

  /** Asks the interface; `body` makes it a POST, unless another method is named. */
  async ask<Answer>(
    path: string,
    token: string | null,
    body?: unknown,
    method = 'POST',
  ): Promise<{ status: number; answer: Answer }> {
    const response = await fetch(`${this.url}${path}`, {
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { method, body: JSON.stringify(body) }),
    });
    return { status: response.status, answer: (await response.json()) as Answer };
  }

  /** The name of a chat as its tables hold it. */
  stored(name: string): string {
    return sealedName('esm', this.env.ESM_DATA_KEY ?? '', name);
  }

  /** Runs SQL of the test on the product's database. */
  async rows<Row>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
    return (await this.pool.query(sql, [...values])).rows as Row[];
  }

  /** Adds a researcher who owns everything; returns the token. */
  async addOwner(): Promise<string> {
    const token = createResearcherToken();
    const write = async (statements: readonly TurnWrite[]): Promise<void> => {
      for (const { sql, values } of statements) await this.pool.query(sql, [...values]);
    };
    await addResearcher({ clock: this.clock, write }, { name: 'Owner', role: 'owner' }, token);
    return token;
  }

  /** Lays an open study through the interface; returns the code of an invitation. */
  async openStudy(token: string, protocol: object, details: object = {}): Promise<string> {
    const body = { title: 'Study', languages: ['ru', 'uk', 'en'], protocol, ...details };
    const { answer } = await this.ask<{ readonly study: { readonly id: string } }>(
      '/esm/api/studies',
      token,
      body,
    );
    const path = `/esm/api/studies/${answer.study.id}`;
    const consent = { text: consentWords(1), parts: usualConsentParts };
    for (const [part, content] of [
      ['consents', consent],
      ['open', {}],
    ] as const) {
      const made = await this.ask(`${path}/${part}`, token, content);
      if (made.status >= 300) throw new Error(`${part}: ${made.status} ${JSON.stringify(made.answer)}`);
    }
    const invite = await this.ask<{ readonly code: string }>(`${path}/invites`, token, {});
    return invite.answer.code;
  }

  private get pool(): Product['storage']['pool'] {
    if (this.product === null) throw new Error('The product is stopped.');
    return this.product.storage.pool;
  }

  /** Somebody in the web chat. */
  chat(conversation: string): WebChat {
    return new WebChat(this, conversation);
  }
}

type ChatContent = { readonly text: string } | { readonly button: string };

/** A conversation over HTTP, as the page of the web chat holds it. */
export class WebChat {
  private readonly installation: Installation;
  private readonly conversation: string;
  private sent = 0;

  constructor(installation: Installation, conversation: string) {
    this.installation = installation;
    this.conversation = conversation;
  }

  /** Every message so far, oldest first. */
  async messages(): Promise<readonly ShownMessage[]> {
    const path = `/esm/api/conversations/${this.conversation}/messages?limit=500`;
    const response = await fetch(`${this.installation.url}${path}`);
    if (response.status === 404) return [];
    return ((await response.json()) as { messages: ShownMessage[] }).messages;
  }

  /** Writes and waits for an answer; returns the newest text. */
  say(text: string): Promise<string> {
    return this.post({ text });
  }

  /** Presses the newest button with this label. */
  async press(label: string): Promise<string> {
    return this.post({ button: await this.codeOf(label) });
  }

  /** The same without waiting, where the answer stands in the place of everything before. */
  async tap(label: string): Promise<void> {
    await this.hand({ button: await this.codeOf(label) });
  }

  private async codeOf(label: string): Promise<string> {
    const shown = (await this.messages()).flatMap(({ buttons }) => (buttons ?? []).flat());
    const button = shown.findLast((one) => one.label === label);
    if (button === undefined) throw new Error(`No button "${label}" was ever shown.`);
    return button.code;
  }

  /** Waits until a text that holds `part` was shown. */
  async until(part: string): Promise<void> {
    await this.waitFor((messages) => messages.some(({ text }) => text?.includes(part) === true));
  }

  private async post(content: ChatContent): Promise<string> {
    const before = (await this.messages()).length;
    await this.hand(content);
    const isAnswered = (all: readonly ShownMessage[]): boolean =>
      all.slice(before).some(({ direction }) => direction === 'out');
    return (await this.waitFor(isAnswered)).at(-1)?.text ?? '';
  }

  private async hand(content: ChatContent): Promise<void> {
    this.sent += 1;
    const { conversation } = this;
    const body = { conversationId: conversation, messageId: `${conversation}-${this.sent}`, ...content };
    const { status } = await this.installation.ask('/esm/api/messages', null, body);
    if (status !== 202) throw new Error(`The message was not taken: ${status}.`);
  }

  private async waitFor(
    isDone: (messages: readonly ShownMessage[]) => boolean,
  ): Promise<readonly ShownMessage[]> {
    const until = systemClock.now() + 30_000;
    while (systemClock.now() < until) {
      const messages = await this.messages();
      if (isDone(messages)) return messages;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    throw new Error('Nothing of the kind was shown within 30 s.');
  }
}
