import { systemClock } from '../../core/clock.ts';
import { checkModels, type ModelCheck, type ModelPrice, priceTable } from '../../stages/inference/index.ts';
import type { AppDefinition } from '../definition.ts';
import { configuredModels } from '../inference.ts';
import { print, printJson, progress } from './output.ts';
import { readConfig } from './session.ts';

/**
 * `opora models check`: calls every configured model once, without retries, and says what works, how fast and for
 * what price. 0 when all work or none is configured, else 1. Needs no database.
 */
export async function runModelsCheck(
  definition: AppDefinition,
  flags: { readonly json?: boolean },
): Promise<number> {
  const config = readConfig(definition);
  const models = configuredModels(config, systemClock);
  const names = Object.values(config.models).filter((name) => name !== null);
  if (names.length > 0) progress(`calling ${names.join(', ')}`);
  const checks = await checkModels({ models, clock: systemClock, timeoutMs: config.modelTimeoutMs });
  if (flags.json === true) printJson({ pricesAsOf: priceTable.asOf, models: checks });
  else print(formatChecks(checks));
  return checks.every(({ works }) => works) ? 0 : 1;
}

function formatChecks(checks: readonly ModelCheck[]): string {
  if (checks.length === 0) {
    return 'No model is configured; local methods answer. OPENAI_API_KEY or ANTHROPIC_API_KEY brings default models.';
  }
  const width = Math.max(...checks.map(({ model }) => model.length));
  const lines = checks.map((check) => {
    const state = check.works ? 'works' : 'FAILS';
    const head = `${state}  ${check.model.padEnd(width)}  ${check.kind.padEnd(13)}`;
    const closesOn = check.price?.closesOn;
    const end = closesOn === undefined ? '' : `; its provider shuts it down on ${closesOn}`;
    if (!check.works) return `${head}  ${check.message} [${check.error}] after ${check.latencyMs} ms${end}`;
    return `${head}  ${check.latencyMs} ms, ${formatUsd(check.costUsd)} for this call; ${formatPrice(check.price)}${end}`;
  });
  return [...lines, `Prices as of ${priceTable.asOf}, without discounts.`].join('\n');
}

const formatUsd = (usd: number): string => `$${Number(usd.toPrecision(3))}`;

function formatPrice(price: ModelPrice | null): string {
  if (price === null) return 'price not known, counted as $0';
  const { unit, inputPerMillion, outputPerMillion } = price;
  const out = outputPerMillion > 0 ? `, ${formatUsd(outputPerMillion)} out` : '';
  return `${formatUsd(inputPerMillion)} in${out} for a million ${unit}s`;
}
