import { createLlmEmulator, type LlmEmulator } from '@opora/emulators';
import { type AppDefinition, loadConfig, openObservability, type Product, startProduct } from 'opora/app';
import { noPages } from '../rig/no-pages.ts';
import type { StormRecord, StormReply } from './judge-storm.ts';
import { stormBot, stormBotName } from './storm-bot.ts';
import { openWebChat } from './web-chat.ts';

export interface StormOptions {
  /** A migrated or empty database of its own. */
  readonly connectionString: string;
  readonly chats: number;
  /** Each chat asks this often, when it has its reply. */
  readonly everyMs: number;
  readonly calmMs: number;
  readonly stormMs: number;
  readonly recoveryMs: number;
  readonly settleMs: number;
  readonly breakerOpenMs: number;
  /** How long the provider thinks while it is well. */
  readonly thinkMs: number;
  /** A reply that takes longer counts as lost; default 60 s. */
  readonly patienceMs?: number;
  /** Further variables of the product. */
  readonly env?: Readonly<Record<string, string>>;
  readonly progress?: (message: string) => void;
}

const model = 'openai:gpt-4.1-mini';

const definition: AppDefinition = {
  bots: [{ bot: stormBot }],
  loadPages: () => Promise.resolve(noPages),
};

/**
 * The whole product in real time: people at the web chat over HTTP, the database, and a provider behind a real wire
 * protocol that answers, then fails, then answers again.
 */
export async function runStorm(options: StormOptions): Promise<StormRecord> {
  const emulator = createLlmEmulator();
  await emulator.start();
  // The last text of the user is a data field of the prompt; the question in it is repeated.
  emulator.addRule({
    match: { pattern: '(question \\d+ of chat \\d+)' },
    answer: { text: 'model: $1', delayMs: options.thinkMs },
  });
  try {
    const product = await openProduct(options, emulator);
    try {
      return await record(options, product, emulator);
    } finally {
      await product.stop();
    }
  } finally {
    await emulator.stop();
  }
}

async function openProduct(options: StormOptions, emulator: LlmEmulator): Promise<Product> {
  const config = loadConfig({
    env: {
      ...{ PORT: '0', LOG_LEVEL: 'error', DATABASE_URL: options.connectionString },
      ...{ OPENAI_API_KEY: 'storm', OPENAI_BASE_URL: emulator.url, OPORA_MODEL: model },
      OPORA_MODEL_BREAKER_OPEN: `${options.breakerOpenMs}ms`,
      ...options.env,
    },
    dotenvPath: null,
    bots: [{ name: stormBotName, settings: [] }],
  });
  const observability = await openObservability(config, definition.bots, { stdout: process.stderr });
  return startProduct({ config, definition, observability });
}

async function record(options: StormOptions, product: Product, emulator: LlmEmulator): Promise<StormRecord> {
  const { calmMs, stormMs, recoveryMs, progress = () => undefined } = options;
  const wallStart = Date.now();
  const startedAt = performance.now();
  const [stormFrom, stormTo] = [calmMs, calmMs + stormMs];
  const clock = (): number => performance.now() - startedAt;
  progress(`${options.chats} chats; the provider will fail in ${calmMs / 1_000} s for ${stormMs / 1_000} s`);
  emulator.addFault({ kind: 'server-error', count: 0, afterMs: calmMs, forMs: stormMs });
  const replies: StormReply[] = [];
  const talking = Promise.all(
    Array.from({ length: options.chats }, (_, chat) =>
      talk(
        { ...options, chat, clock, endsAt: stormTo + recoveryMs, api: `${product.url}/${stormBotName}/api` },
        replies,
      ),
    ),
  );
  const middle = pause(stormTo - stormMs / 3 - clock()).then(() => readHealth(product));
  const talks = await talking;
  const during = await middle;
  return {
    ...{ stormFrom, stormTo, settleMs: options.settleMs, breakerOpenMs: options.breakerOpenMs, replies },
    asked: talks.reduce((sum, { asked }) => sum + asked, 0),
    surplus: talks.reduce((sum, { surplus }) => sum + surplus, 0),
    calls: emulator.journal().map(({ at }) => Date.parse(at) - wallStart),
    health: { during, after: await readHealth(product) },
    breakerRejections: await readRejections(product),
  };
}

interface TalkOptions extends StormOptions {
  readonly chat: number;
  readonly clock: () => number;
  readonly endsAt: number;
  readonly api: string;
}

async function talk(
  { chat, clock, endsAt, api, everyMs, chats, patienceMs = 60_000 }: TalkOptions,
  replies: StormReply[],
): Promise<{ readonly asked: number; readonly surplus: number }> {
  await pause((everyMs * chat) / chats);
  const web = await openWebChat(api, `storm-${chat}`);
  let asked = 0;
  while (clock() < endsAt) {
    const question = `question ${asked} of chat ${chat}`;
    const askedAt = clock();
    asked += 1;
    const reply = await web.say(`m${asked}`, question, patienceMs);
    if (reply !== null) replies.push({ question, askedAt, tookMs: clock() - askedAt, ...reply });
    // Not all in step: a tenth more or less.
    await pause(everyMs * (0.9 + 0.2 * Math.random()));
  }
  const { surplus } = web;
  web.close();
  return { asked, surplus };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

async function readHealth({ url }: Product): Promise<string> {
  const report = (await (await fetch(`${url}/healthz`)).json()) as {
    readonly checks?: readonly { readonly name: string; readonly status: string }[];
  };
  return report.checks?.find(({ name }) => name === 'models')?.status ?? 'missing';
}

async function readRejections({ url }: Product): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^opora_model_breaker_rejections_total\{[^}]*\} (\d+)/m.exec(text)?.[1] ?? 0);
}
