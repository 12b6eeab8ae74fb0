import { randomBytes } from 'node:crypto';
import { addHttpRoutes, type EventStreams } from '../channels/http/index.ts';
import type { TelegramChannel } from '../channels/telegram/index.ts';
import type { Json } from '../contracts/json.ts';
import type { Clock } from '../core/clock.ts';
import { startEventLoopMonitor } from '../ops/event-loop-monitor.ts';
import { probeDatabase } from '../postgres/statements/health.ts';
import { readKey } from '../postgres/statements/keys.ts';
import type { RedisLink } from '../redis/index.ts';
import type { Inference } from '../stages/inference/index.ts';
import type { Config } from './config.ts';
import { createDeadLetters } from './dead-letters.ts';
import type { AppDefinition, BotPackage } from './definition.ts';
import type { Engine } from './engine.ts';
import type { Guards } from './guards/create-guards.ts';
import { guardCheck } from './guards/guard-check.ts';
import { createHealth } from './health-wiring.ts';
import { createAccess } from './http/access.ts';
import { cannotListen } from './http/address.ts';
import { createServer, type Server } from './http/create-server.ts';
import { addGuardInspection } from './http/guard-inspection.ts';
import { addModelsApi } from './http/models-api.ts';
import { openApi } from './http/open-api.ts';
import { addOperatorApi } from './http/operator-api.ts';
import { addPages } from './http/pages.ts';
import { addProbes } from './http/probes.ts';
import { addTelegramWebhooks } from './http/telegram-webhook.ts';
import type { LiveParts } from './live/open-live-parts.ts';
import type { Observability } from './observability.ts';
import type { Storage } from './storage.ts';

/** What HTTP is served from. */
export interface WebParts {
  readonly config: Config;
  readonly definition: AppDefinition;
  readonly observability: Observability;
  readonly storage: Storage;
  readonly engine: Engine;
  readonly inference: Inference;
  readonly redis: RedisLink | null;
  readonly guards: Guards;
  readonly packages: readonly BotPackage[];
  readonly live: LiveParts;
  readonly telegram: ReadonlyMap<string, TelegramChannel>;
  readonly clock: Clock;
  /** Throws while the database refuses what Intake offers it. */
  readonly assertAccepting: () => void;
  readonly state: () => 'starting' | 'ready' | 'stopping';
}

/** An open HTTP server. */
export interface Web {
  readonly server: Server;
  readonly streams: readonly EventStreams[];
  readonly url: string;
  /** Ends the looks at the health of the process. */
  readonly unfollowHealth: () => void;
}

/**
 * Opens the HTTP server: everything for the roles `all` and `web`, only probes and metrics for a worker.
 * @throws ConfigError `port_unusable` when the address is taken or not ours.
 */
export async function openWeb(parts: WebParts): Promise<Web> {
  const { config, observability, engine, guards } = parts;
  const { logger, meter, errors, redactorFor, guardWatch } = observability;
  const { bodyLimitBytes, trustedProxy } = config;
  const server = createServer({ bodyLimitBytes, trustedProxy, logger, meter, errors });
  const access = createAccess({
    demo: config.demo,
    apiToken: config.apiToken,
    operatorToken: config.operatorToken,
    visitorKey: await readKey(engine.store, 'visitor', randomBytes(32).toString('base64url')),
    secureCookies: config.publicUrl?.startsWith('https:') === true,
  });
  const eventLoop = startEventLoopMonitor();
  const further = [guardCheck(guards, guardWatch, config.dataDir), ...parts.live.checks];
  const health = createHealth({ ...parts, eventLoop, meter, further, redactor: redactorFor('log') });
  const unfollow = health.follow();
  const unfollowHealth = (): void => {
    unfollow();
    eventLoop.stop();
  };
  const canCommit = createCommitProbe(parts);
  addProbes(server, {
    ...{ access, meter, health, state: parts.state, canCommit, demo: config.demo },
    isSound: () => guards.failingCanaries.length === 0,
  });
  try {
    const streams = config.role === 'worker' ? [] : await addWork(server, parts, access);
    // What is wrong with a route is told as it is, not as an address that cannot be used.
    await server.ready();
    return { server, streams, unfollowHealth, url: await listen(server, config) };
  } catch (error) {
    unfollowHealth();
    await server.close();
    throw error;
  }
}

async function addWork(
  server: Server,
  parts: WebParts,
  access: ReturnType<typeof createAccess>,
): Promise<readonly EventStreams[]> {
  const { config, definition, observability, engine, packages, clock } = parts;
  const { logger, meter, redactorFor } = observability;
  addPages(server, {
    pages: await definition.loadPages(),
    bots: packages.map(({ bot }) => bot),
    botPages: parts.live.pages,
    access,
    config,
    telegramNames: () => telegramNames(parts.telegram),
  });
  addOperatorApi(server, {
    access,
    store: engine.store,
    intake: engine.intake,
    deadLetters: createDeadLetters(engine.store, engine.intake),
    clock,
    meter,
    logger: logger.child({ module: 'operator' }),
    redactor: redactorFor('console'),
    logLevel: { get: () => logger.level, set: (level) => logger.setLevel(level) },
  });
  addModelsApi(server, { access, inference: parts.inference });
  addGuardInspection(server, access);
  const telegram = [...parts.telegram.keys()];
  const description = openApi({
    bots: packages.map(({ bot }) => bot.name),
    telegram,
    further: livePaths(parts),
  });
  server.get('/openapi.json', (_request, reply) => reply.send(description));
  addTelegramWebhooks(server, parts.telegram);
  for (const { bot, extension } of parts.live.extensions) {
    if (extension.http !== undefined) server.register(extension.http, { prefix: `/${bot.name}` });
  }
  return packages.map(({ bot }) =>
    addHttpRoutes(server, {
      bot: bot.name,
      commands: bot.commands,
      intake: engine.intake,
      store: engine.store,
      authorise: (request, conversation) => access.conversation(request, conversation),
      follow: (listener) => engine.onEvent(listener),
      clock,
      logger: logger.child({ module: 'http', bot: bot.name }),
      meter,
    }),
  );
}

/** What the bots say of their own routes, by whole path. */
const livePaths = ({ live }: WebParts): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    live.extensions.flatMap(({ bot, extension }) =>
      Object.entries(extension.openApi ?? {}).map(([path, item]) => [`/${bot.name}${path}`, item]),
    ),
  );

/** Names of the bots that Telegram has told of. */
function telegramNames(channels: WebParts['telegram']): ReadonlyMap<string, string> {
  const named = [...channels].map(([bot, channel]): [string, string | null] => [bot, channel.username()]);
  return new Map(named.filter((entry): entry is [string, string] => entry[1] !== null));
}

async function listen(server: Server, config: Config): Promise<string> {
  const { host: name, port: wanted } = config;
  try {
    await server.listen({ host: name, port: wanted });
  } catch (error) {
    throw cannotListen(config, error);
  }
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : wanted;
  const host = name === '127.0.0.1' || name === '::1' ? 'localhost' : name;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Time between looks at the database, and longest wait for its answer. */
const probeEveryMs = 1_000;
const probeTimeoutMs = 2_000;

/** Asks the database at most once a second, however often probes come; silence is a no, and so is a refusal of Intake. */
function createCommitProbe({ engine, clock, assertAccepting }: WebParts): () => Promise<boolean> {
  let askedAt = Number.NEGATIVE_INFINITY;
  let answer: Promise<boolean> = Promise.resolve(false);
  return () => {
    if (clock.monotonic() - askedAt > probeEveryMs) {
      askedAt = clock.monotonic();
      answer = new Promise((resolve) => {
        const timer = clock.after(probeTimeoutMs, () => resolve(false));
        probeDatabase(engine.store, `ready:${engine.name}`)
          .then(assertAccepting)
          .then(
            () => resolve(true),
            () => resolve(false),
          )
          .finally(() => timer.cancel());
      });
    }
    return answer;
  };
}
