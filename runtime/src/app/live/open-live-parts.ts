import type { Bot } from '../../contracts/bot.ts';
import type { ErrorReporter } from '../../core/error-reporter.ts';
import { ConfigError, describeError, RefusedError } from '../../core/errors.ts';
import type { Random } from '../../core/random.ts';
import type { HealthCheck } from '../../ops/health.ts';
import type { BotCheck, BotExtension, BotPackage, BotPage } from '../definition.ts';
import { type BotRuntimeOptions, createBotRuntime } from './create-bot-runtime.ts';
import { createJobRunner, type JobRunner } from './create-job-runner.ts';

export interface LivePartsOptions extends BotRuntimeOptions {
  readonly packages: readonly BotPackage[];
  readonly random: Random;
  readonly errors: ErrorReporter;
  /** Name of this process. */
  readonly owner: string;
}

/** The live parts of the bots of one process. */
export interface LiveParts {
  readonly extensions: readonly { readonly bot: Bot; readonly extension: BotExtension }[];
  readonly checks: readonly HealthCheck[];
  /** Pages of the bots besides their chats. */
  readonly pages: readonly { readonly bot: string; readonly page: BotPage }[];
  /** Fills a demo installation; what fails is logged, and the start goes on. */
  seed(): Promise<void>;
  startJobs(): void;
  stopJobs(): Promise<void>;
  /** Closes every extension; one that throws does not keep the others from it. */
  close(): Promise<void>;
}

/** Of two processes that start together one writes first. */
const isLostRace = (error: unknown): boolean =>
  error instanceof RefusedError && error.code === 'write_conflict';

const nameShape = /^[a-z][a-z0-9-]*$/;

/**
 * Opens the live parts of the bots that have some.
 * @throws ConfigError `extension_invalid` when names of jobs or checks are malformed or doubled; what `open` throws.
 */
export function openLiveParts(options: LivePartsOptions): LiveParts {
  const { logger, errors } = options;
  const extensions = options.packages.flatMap((one) =>
    one.open === undefined ? [] : [{ bot: one.bot, extension: openOne(one, options) }],
  );
  const runners = extensions.flatMap(({ bot, extension }) => toRunner(bot, extension, options));
  return {
    extensions,
    pages: extensions.flatMap(({ bot, extension }) =>
      (extension.pages ?? []).map((page) => ({ bot: bot.name, page })),
    ),
    checks: [
      ...extensions.flatMap(({ bot, extension }) =>
        (extension.checks ?? []).map((check) => toCheck(bot, check)),
      ),
      ...runners.map(({ check }) => check),
    ],
    async seed() {
      if (!options.config.demo) return;
      for (const { bot, extension } of extensions) {
        try {
          await extension.seed?.();
        } catch (error) {
          if (isLostRace(error)) {
            logger.info({ bot: bot.name }, 'Another process loads the demo data of a bot.');
            continue;
          }
          errors.report(error, { bot: bot.name, module: 'seed' });
          logger.error({ bot: bot.name, error }, 'The demo data of a bot could not be loaded.');
        }
      }
    },
    startJobs: () => {
      for (const runner of runners) runner.start();
    },
    stopJobs: async () => {
      await Promise.all(runners.map((runner) => runner.stop()));
    },
    async close() {
      for (const { bot, extension } of extensions) {
        await extension.close?.().catch((error: unknown) => {
          logger.error(
            { bot: bot.name, error: describeError(error) },
            'The live parts of a bot did not close.',
          );
        });
      }
    },
  };
}

/** The extension of one bot, its names checked. */
function openOne(one: BotPackage, options: LivePartsOptions): BotExtension {
  const extension = one.open?.(createBotRuntime(one, options)) ?? {};
  for (const [what, parts] of [
    ['check', extension.checks ?? []],
    ['job', extension.jobs ?? []],
  ] as const) {
    const names = parts.map(({ name }) => name);
    const wrong = names.find((name, index) => !nameShape.test(name) || names.indexOf(name) !== index);
    if (wrong === undefined) continue;
    throw new ConfigError(
      'extension_invalid',
      `The bot "${one.bot.name}" names a ${what} "${wrong}", which is doubled or not of lower-case words and dashes.`,
    );
  }
  return extension;
}

function toRunner(bot: Bot, extension: BotExtension, options: LivePartsOptions): readonly JobRunner[] {
  const jobs = extension.jobs ?? [];
  if (jobs.length === 0 || options.config.role === 'web') return [];
  const logger = options.logger.child({ module: 'jobs', bot: bot.name });
  return [createJobRunner({ ...options, logger, bot: bot.name, jobs })];
}

const toCheck = (bot: Bot, check: BotCheck): HealthCheck => ({
  name: `${bot.name}-${check.name}`,
  ...(check.timeoutMs === undefined ? {} : { timeoutMs: check.timeoutMs }),
  async run() {
    const { status, detail, advice } = await check.run();
    return { status, message: detail, ...(advice === undefined ? {} : { advice }) };
  },
});
