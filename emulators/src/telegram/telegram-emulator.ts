import { setMaxListeners } from 'node:events';
import fastify, { type FastifyInstance } from 'fastify';
import { registerBotApi } from './bot-api-routes.ts';
import { createControl, type TelegramEmulatorControl } from './control.ts';
import { registerControl } from './control-routes.ts';
import { FaultScript } from './faults.ts';
import { Journal } from './journal.ts';
import { registerPage } from './page.ts';
import { realRateLimits, type TelegramRateLimits } from './rate-limits.ts';
import { type EmulatorClock, machineClock, type TelegramBotAccount } from './types.ts';
import type { WebhookTimes } from './webhook-sender.ts';
import { World } from './world.ts';

export interface TelegramEmulatorOptions {
  /** 0 (default) takes a free port, which later starts keep. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Bots that exist. When omitted, any well-formed token becomes a bot at its first call. */
  readonly bots?: readonly TelegramBotAccount[];
  /** Default: the machine's. */
  readonly clock?: EmulatorClock;
  /** Refuse sends that are too frequent; `true` takes the real figures. Default false. */
  readonly rateLimits?: boolean | TelegramRateLimits;
  readonly webhook?: Partial<WebhookTimes>;
  /** Calls the journal keeps. Default 50,000. */
  readonly journalLimit?: number;
}

/** A running (or startable) double of `api.telegram.org`. */
export interface TelegramEmulator extends TelegramEmulatorControl {
  /** Root for Bot API clients, without a slash at the end. Throws before the first `start`. */
  readonly url: string;
  start(): Promise<void>;
  /** Closes the port and every connection; chats, updates and the journal stay for the next `start`. */
  stop(): Promise<void>;
}

const MAXIMUM_BODY_BYTES = 60 * 1024 * 1024;
const DEFAULT_WEBHOOK: WebhookTimes = { retryBaseMs: 250, retryCapMs: 30_000, timeoutMs: 10_000 };

/** Creates an emulator of the Telegram Bot API over real HTTP. */
export function createTelegramEmulator(options: TelegramEmulatorOptions = {}): TelegramEmulator {
  const { rateLimits = false, host = '127.0.0.1' } = options;
  const limits = rateLimits === true ? realRateLimits : rateLimits === false ? undefined : rateLimits;
  const world = new World({
    clock: options.clock ?? machineClock,
    bots: options.bots ?? [],
    openRegistration: options.bots === undefined,
    rateLimits: limits,
    webhook: { ...DEFAULT_WEBHOOK, ...options.webhook },
  });
  const faults = new FaultScript();
  const journal = new Journal(options.journalLimit ?? 50_000);
  const control = createControl(world, faults, journal);
  let port = options.port ?? 0;
  let running: { readonly server: FastifyInstance; readonly stopping: AbortController } | undefined;

  return {
    ...control,
    get url() {
      if (port === 0) throw new Error('The Telegram emulator has no address before its first start().');
      return `http://${host}:${port}`;
    },
    async start() {
      if (running !== undefined) return;
      const stopping = new AbortController();
      setMaxListeners(0, stopping.signal);
      const server = fastify({
        bodyLimit: MAXIMUM_BODY_BYTES,
        forceCloseConnections: true,
        routerOptions: { maxParamLength: 300 },
      });
      registerBotApi(server, { world, faults, journal, stopping: stopping.signal });
      registerControl(server, control);
      registerPage(server);
      running = { server, stopping };
      await server.listen({ port, host });
      const address = server.server.address();
      if (typeof address === 'object' && address !== null) port = address.port;
      for (const bot of world.bots) bot.webhook.resume();
    },
    async stop() {
      const stopped = running;
      running = undefined;
      for (const bot of world.bots) bot.webhook.pause();
      stopped?.stopping.abort();
      await stopped?.server.close();
    },
  };
}
