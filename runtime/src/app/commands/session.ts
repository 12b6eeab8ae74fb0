import { systemClock } from '../../core/clock.ts';
import { type BotSettings, type Config, loadConfig } from '../config.ts';
import type { AppDefinition, BotPackage } from '../definition.ts';
import { type Observability, openObservability } from '../observability.ts';
import { openStorage, type Storage } from '../storage.ts';

/** What a command works with. */
export interface Session {
  readonly config: Config;
  readonly packages: readonly BotPackage[];
  readonly storage: Storage;
  readonly observability: Observability;
}

/** Reads the configuration for the bots that are installed; touches nothing. */
export function readConfig(definition: AppDefinition): Config {
  return loadConfig({ bots: settingsOf(definition) });
}

/** The same for a process that works with it: secrets that the installation makes for itself are there. */
export function openConfig(definition: AppDefinition): Config {
  return loadConfig({ bots: settingsOf(definition), keepSecrets: true });
}

/** The variables of each bot. */
export const settingsOf = (definition: AppDefinition): readonly BotSettings[] =>
  definition.bots.map(({ bot, settings }) => ({ name: bot.name, settings: settings ?? [] }));

/** An open session; closing it twice is harmless. */
export interface OpenSession {
  readonly session: Session;
  close(): Promise<void>;
}

/** Longest wait for the database, ms. */
const defaultWaitMs = 10_000;

/**
 * Opens the database for one command. A product that runs on the embedded database is not disturbed: the command
 * uses its server.
 */
export async function openSession(
  definition: AppDefinition,
  waitMs: number = defaultWaitMs,
): Promise<OpenSession> {
  const loaded = openConfig(definition);
  // Commands print their answer on stdout: only trouble is logged, and elsewhere.
  const config = { ...loaded, logLevel: loaded.logLevel === 'info' ? ('warn' as const) : loaded.logLevel };
  const packages = definition.bots.filter(({ bot }) => config.bots.includes(bot.name));
  const quiet = { ...config, sentryDsn: null, otlpEndpoint: null };
  const observability = await openObservability(quiet, packages, { stdout: process.stderr });
  const { logger, meter } = observability;
  try {
    const storage = await openStorage({
      config,
      applicationName: 'opora-command',
      clock: systemClock,
      logger,
      meter,
      beside: true,
      waitMs,
    });
    let closed: Promise<void> | null = null;
    const close = async (): Promise<void> => {
      await storage.close();
      await observability.close(1_000);
    };
    return {
      session: { config, packages, storage, observability },
      close: () => {
        closed ??= close();
        return closed;
      },
    };
  } catch (error) {
    await observability.close(1_000);
    throw error;
  }
}

/** Opens the database for one piece of work and closes it afterwards. */
export async function withSession<Result>(
  definition: AppDefinition,
  work: (session: Session) => Promise<Result>,
  waitMs?: number,
): Promise<Result> {
  const { session, close } = await openSession(definition, waitMs);
  try {
    return await work(session);
  } finally {
    await close();
  }
}
