import type { Config } from '../config.ts';
import type { AppDefinition } from '../definition.ts';
import { assertCanListen } from '../http/address.ts';
import { openObservability } from '../observability.ts';
import { type Product, startProduct } from '../product.ts';
import { untilSignal } from '../signals.ts';
import { version } from '../version.ts';
import { openConfig } from './session.ts';

/** Shown to people; logs go to stdout, so this goes to stderr. */
const say = (line = ''): void => {
  process.stderr.write(`${line}\n`);
};

/** Runs the product until it is told to stop; resolves with the exit code. */
export async function runStart(definition: AppDefinition): Promise<number> {
  const startedAt = performance.now();
  const config = openConfig(definition);
  await assertCanListen(config);
  const packages = definition.bots.filter(({ bot }) => config.bots.includes(bot.name));
  const observability = await openObservability(config, packages);
  const { logger, errors } = observability;
  for (const warning of config.warnings) logger.warn({}, warning);
  const stopping = untilSignal();
  const product = await startProduct({
    config,
    definition,
    observability,
    onProgress: (message) => say(`opora: ${message}`),
    // What is under way belongs to other data: nothing of it may be finished.
    onReplaced: () => void observability.close(1_000).finally(() => process.exit(1)),
  });
  const readyMs = Math.round(performance.now() - startedAt);
  logger.info(
    { url: product.url, role: config.role, bots: config.bots, readyMs, version },
    'Opora is ready.',
  );
  await announce(product, config, readyMs);
  process.on('unhandledRejection', (error) => {
    logger.error({ error }, 'A promise was rejected and nobody handled it.');
    errors.report(error, { module: 'process' });
  });

  const request = await stopping;
  say(`opora: ${request} received, finishing what is under way (again to exit at once)`);
  await product.stop();
  await observability.close(2_000);
  return 0;
}

async function announce(product: Product, config: Config, readyMs: number): Promise<void> {
  const { role, bots } = config;
  say();
  if (role === 'worker') {
    say(`Opora works (ready in ${readyMs} ms). Its probes are at ${product.url}/readyz`);
    return;
  }
  say(`Opora is ready in ${readyMs} ms. Open`);
  say();
  say(`  ${product.url}`);
  for (const bot of bots) {
    say(`  ${product.url}/${bot}/chat`);
    for (const { page } of product.pages.filter((one) => one.bot === bot)) {
      const note = config.demo ? await page.note?.() : undefined;
      say(`  ${product.url}/${bot}${page.path}${note === undefined ? '' : `  ${note}`}`);
    }
  }
  say();
  say(describeModels(config));
  if (config.operatorTokenGenerated) say(`Operator token, made for this run: ${config.operatorToken}`);
  say('Stop with Ctrl+C.');
}

function describeModels({ models }: Config): string {
  const names = [...new Set(Object.values(models).filter((name) => name !== null))];
  if (names.length === 0) return 'No model is configured: local methods answer.';
  return `Models: ${names.join(', ')}. \`opora models check\` calls each once.`;
}
