import app from '../../../../opora.config.ts';
import { loadConfig } from '../../../src/app/config.ts';
import type { AppDefinition } from '../../../src/app/definition.ts';
import { openObservability } from '../../../src/app/observability.ts';
import { type Product, startProduct } from '../../../src/app/product.ts';

/** Settings of every product in these tests; short leases so that nobody waits for the dead. */
export const testEnvironment = {
  PORT: '0',
  LOG_LEVEL: 'fatal',
  OPORA_ENVIRONMENT: 'test',
  OPORA_LEASE_SECONDS: '5',
  OPORA_SHUTDOWN_SECONDS: '5',
  // 32 bytes; the texts of esm are sealed with it.
  ESM_DATA_KEY: 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=',
} as const;

/** The product as installed, running in this process. */
export interface RunningProduct extends Product {
  readonly url: string;
}

/** Starts the real product (every bot of `opora.config.ts` unless a definition is given). */
export async function startTestProduct(
  env: Readonly<Record<string, string>>,
  definition: AppDefinition = app,
): Promise<RunningProduct> {
  const config = loadConfig({
    env: { ...testEnvironment, OPORA_BOTS: definition === app ? 'esm' : '', ...env },
    dotenvPath: null,
    keepSecrets: true,
    bots: definition.bots.map(({ bot, settings }) => ({ name: bot.name, settings: settings ?? [] })),
  });
  const observability = await openObservability(config, definition.bots);
  const product = await startProduct({ config, definition, observability });
  return {
    ...product,
    url: product.url ?? '',
    async stop() {
      await product.stop();
      await observability.close(1_000);
    },
  };
}
