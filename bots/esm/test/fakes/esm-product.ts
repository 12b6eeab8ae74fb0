import { type BotPackage, loadConfig, openObservability, startProduct } from 'opora/app';
import { generateDataKey } from '../../src/vault/data-keys.ts';

/** A whole product in this process, on a free port. */
export interface EsmProduct {
  readonly url: string;
  /** Lines of its log, parsed. */
  readonly logs: readonly (Readonly<Record<string, unknown>> & { readonly message: string })[];
  /** Value of one series of `/metrics`, by the exact text before the value; 0 when there is none. */
  metric(series: string): Promise<number>;
  stop(): Promise<void>;
}

const pages = {
  chatPage: (): string => '',
  homePage: (): string => '',
  files: new Map(),
  contentSecurityPolicy: "default-src 'none'",
};

/** Starts it on the database with one bot and the variables given. */
export async function openEsmProduct(
  databaseUrl: string,
  bot: BotPackage,
  env: Readonly<Record<string, string>> = {},
): Promise<EsmProduct> {
  const config = loadConfig({
    env: {
      ...{ PORT: '0', DATABASE_URL: databaseUrl, LOG_LEVEL: 'info', OPORA_SHUTDOWN_SECONDS: '5' },
      ...{ OPORA_POLL_MIN_MS: '10', OPORA_POLL_MAX_MS: '30' },
      ...{ OPORA_MESSAGES_PER_MINUTE: '0', OPORA_MESSAGES_PER_HOUR: '0', ESM_DATA_KEY: generateDataKey() },
      ...env,
    },
    dotenvPath: null,
    bots: [{ name: bot.bot.name, settings: bot.settings ?? [] }],
  });
  const logs: EsmProduct['logs'][number][] = [];
  const observability = await openObservability(config, [bot], {
    stdout: {
      write: (text) => {
        for (const line of text.split('\n')) if (line !== '') logs.push(JSON.parse(line));
      },
    },
  });
  const definition = { bots: [bot], loadPages: () => Promise.resolve(pages) };
  const product = await startProduct({ config, definition, observability });
  return {
    url: product.url,
    logs,
    async metric(series) {
      const lines = (await observability.meter.render()).split('\n');
      return Number(lines.find((line) => line.startsWith(`${series} `))?.slice(series.length + 1) ?? 0);
    },
    async stop() {
      await product.stop();
      await observability.close(1_000);
    },
  };
}
