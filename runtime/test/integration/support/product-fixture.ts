import { loadConfig } from '../../../src/app/config.ts';
import type { BotPackage } from '../../../src/app/definition.ts';
import { createGuardWatch } from '../../../src/app/guards/guard-watch.ts';
import { createSinkRedactors } from '../../../src/app/guards/sink-redactors.ts';
import type { Observability } from '../../../src/app/observability.ts';
import { type Product, type ProductOptions, startProduct } from '../../../src/app/product.ts';
import { type Clock, systemClock } from '../../../src/core/clock.ts';
import { silentErrorReporter } from '../../../src/core/error-reporter.ts';
import { silentTracer } from '../../../src/core/tracer.ts';
import { createLogger } from '../../../src/ops/pino-logger.ts';
import { createMeter } from '../../../src/ops/prometheus-meter.ts';
import { testDataKey } from './data-key.ts';
import { testPages } from './pages.ts';

/** A line of the log, parsed. */
export type LogLine = Readonly<Record<string, unknown>> & {
  readonly message: string;
  readonly level: string;
};

export interface TestProduct extends Product {
  readonly url: string;
  readonly logs: readonly LogLine[];
  /** The operator's token, as a header. */
  readonly operator: Readonly<Record<string, string>>;
  /** Value of one series of `/metrics`, by the exact text before the value; 0 when there is none. */
  metric(series: string): Promise<number>;
}

export interface TestProductOptions {
  readonly bots: readonly BotPackage[];
  /** Null for the embedded database in `OPORA_DATA_DIR`. */
  readonly databaseUrl: string | null;
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  readonly inspect?: NonNullable<ProductOptions['inspect']>;
}

const operatorToken = 'operator-token-of-the-tests-1';

/** Starts a whole product in this process on a free port, with short polls and strict metrics. */
export async function openProduct(options: TestProductOptions): Promise<TestProduct> {
  const { bots, databaseUrl, env = {}, clock, inspect } = options;
  const config = loadConfig({
    env: {
      PORT: '0',
      OPORA_POLL_MIN_MS: '10',
      OPORA_POLL_MAX_MS: '30',
      OPORA_SHUTDOWN_SECONDS: '5',
      OPORA_OPERATOR_TOKEN: operatorToken,
      LOG_LEVEL: 'debug',
      // Tests say more within a minute than people do; those of the limit set it.
      OPORA_MESSAGES_PER_MINUTE: '0',
      OPORA_MESSAGES_PER_HOUR: '0',
      ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
      ...testDataKey,
      ...env,
    },
    dotenvPath: null,
    keepSecrets: true,
    bots: bots.map(({ bot, settings }) => ({ name: bot.name, settings: settings ?? [] })),
  });
  const logs: LogLine[] = [];
  const observability = openTestObservability(bots, config.secrets, logs, config.logLevel);
  const definition = { bots, loadPages: () => Promise.resolve(testPages) };
  const product = await startProduct({
    config,
    definition,
    observability,
    ...(clock === undefined ? {} : { clock }),
    ...(inspect === undefined ? {} : { inspect }),
  });
  const metric = async (series: string): Promise<number> => {
    const line = (await observability.meter.render()).split('\n').find((one) => one.startsWith(`${series} `));
    return Number(line?.slice(series.length + 1) ?? 0);
  };
  const operator = { authorization: `Bearer ${operatorToken}` };
  const stop = async (): Promise<void> => {
    await product.stop();
    await observability.close(1_000);
  };
  return { ...product, url: product.url ?? '', logs, operator, metric, stop };
}

function openTestObservability(
  bots: readonly BotPackage[],
  secrets: readonly string[],
  logs: LogLine[],
  level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal',
): Observability {
  const meter = createMeter({
    declarations: bots.flatMap(({ metrics }) => metrics ?? []),
    strict: true,
    known: { bot: bots.map(({ bot }) => bot.name), channel: ['http', 'telegram'] },
  });
  const guardWatch = createGuardWatch(meter, systemClock);
  const redactorFor = createSinkRedactors(secrets, meter, guardWatch);
  const logger = createLogger({
    level,
    redactor: redactorFor('log'),
    pretty: false,
    stdout: {
      write: (text) => {
        for (const line of text.split('\n')) if (line !== '') logs.push(JSON.parse(line) as LogLine);
      },
    },
  });
  return {
    logger,
    meter,
    tracer: silentTracer,
    errors: silentErrorReporter,
    redactorFor,
    guardWatch,
    close: () => logger.close(),
  };
}
