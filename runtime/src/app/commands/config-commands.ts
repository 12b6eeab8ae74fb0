import { existsSync, writeFileSync } from 'node:fs';
import { ConfigError } from '../../core/errors.ts';
import { type MetricGroup, metricGroups } from '../../core/metric-catalogue.ts';
import { renderMetricsReference } from '../../ops/metrics-reference.ts';
import { printConfig } from '../config.ts';
import { renderConfigReference, renderEnvExample } from '../config-reference.ts';
import type { AppDefinition } from '../definition.ts';
import { print, printJson } from './output.ts';
import { readConfig, settingsOf } from './session.ts';

interface JsonFlag {
  readonly json?: boolean;
}

/** `opora config check`: contacts nothing; 0 when every variable is right. @throws ConfigError `config_invalid` */
export function runConfigCheck(definition: AppDefinition, flags: JsonFlag): number {
  const config = readConfig(definition);
  if (flags.json === true) {
    const { entries, bots, warnings } = config;
    printJson({ variables: entries.length, bots, warnings });
    return 0;
  }
  for (const warning of config.warnings) print(`warning: ${warning}`);
  print(`The configuration is right (${config.entries.length} variables, bots: ${config.bots.join(', ')}).`);
  return 0;
}

/** `opora config print`: every variable in use, secrets as [redacted]. */
export function runConfigPrint(definition: AppDefinition, flags: JsonFlag): number {
  const config = readConfig(definition);
  if (flags.json === true) printJson(config.entries);
  else print(printConfig(config));
  return 0;
}

/** Where a checkout keeps the generated pages. */
const pagesFolder = 'docs/reference';

/**
 * `opora config reference`: the reference page of this installation, or with --write every generated file.
 * @throws ConfigError `reference_place_missing` outside a checkout; nothing is written then.
 */
export function runConfigReference(definition: AppDefinition, flags: { readonly write?: boolean }): number {
  const bots = settingsOf(definition);
  if (flags.write !== true) {
    print(renderConfigReference(bots));
    return 0;
  }
  if (!existsSync(pagesFolder)) {
    throw new ConfigError(
      'reference_place_missing',
      `There is no folder ${pagesFolder} here. Run it in a checkout; without --write the page is printed.`,
    );
  }
  writeFileSync('.env.example', renderEnvExample(bots));
  writeFileSync(`${pagesFolder}/configuration.md`, renderConfigReference(bots));
  writeFileSync(`${pagesFolder}/metrics.md`, renderMetricsReference(metricGroupsOf(definition)));
  print(`Wrote .env.example, ${pagesFolder}/configuration.md and ${pagesFolder}/metrics.md.`);
  return 0;
}

/** The runtime's metrics, and those that each bot adds. */
export const metricGroupsOf = ({ bots }: AppDefinition): readonly MetricGroup[] => [
  ...metricGroups,
  ...bots.flatMap(({ bot, metrics = [] }) =>
    metrics.length === 0 ? [] : [{ title: `Bot ${bot.name}`, metrics }],
  ),
];
