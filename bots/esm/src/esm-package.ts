import type { BotPackage } from 'opora/app';
import { type CommandLineEntry, runEntry } from './command-line.ts';
import { demoDataCommand } from './demo-data/demo-data-command.ts';
import { esm } from './esm-bot.ts';
import { esmEvaluations } from './esm-evaluations.ts';
import { type EsmPart, joinParts } from './esm-part.ts';
import { esmSettings, readEsmSettings } from './esm-settings.ts';
import { validatorSpeedCommand } from './evaluation/speed-command.ts';
import { createExport } from './export/create-export.ts';
import { exportMeasureCommand } from './export/export-command.ts';
import { exportPart } from './export/export-part.ts';
import { exportWriteCommand } from './export/write-command.ts';
import { goldenFieldsMigration } from './golden-fields/golden-fields-migration.ts';
import { instrumentCheckCommand } from './instrument/instrument-command.ts';
import { participantPart } from './live-services.ts';
import { loadCommand } from './load/load-command.ts';
import { esmMetrics } from './metrics/metric-declarations.ts';
import { metricsPart } from './metrics/metrics-part.ts';
import { sharedMetrics } from './metrics/shared-metrics.ts';
import { pagesPart } from './pages/pages-part.ts';
import { keptRows } from './postgres/kept-rows.ts';
import { careMetrics } from './privacy/care-metrics.ts';
import { researcherCommands } from './study/researchers/researcher-commands.ts';
import { studyListCommand } from './study/study-list-command.ts';
import { studyPart } from './study/study-part.ts';
import { openVault } from './vault/open-vault.ts';

const parts: readonly EsmPart[] = [
  participantPart,
  studyPart({ createExport, metricsOf: sharedMetrics }),
  exportPart,
  metricsPart,
  pagesPart,
];

const commandLine: readonly CommandLineEntry[] = [
  instrumentCheckCommand,
  validatorSpeedCommand,
  loadCommand,
  demoDataCommand,
  studyListCommand,
  exportWriteCommand,
  exportMeasureCommand,
  ...researcherCommands,
];

/** The bot with its settings, pages, jobs and commands; `opora.config.ts` installs it. */
export const esmPackage: BotPackage = {
  bot: esm,
  settings: esmSettings,
  metrics: [...esmMetrics, ...careMetrics],
  dataMigrations: [goldenFieldsMigration],
  keptRows,
  open(runtime) {
    const settings = readEsmSettings(runtime.settings);
    const vault = openVault(settings);
    return joinParts(parts, { runtime, settings, vault: () => Promise.resolve(vault) });
  },
  evaluations: esmEvaluations,
  commandLine: (argv, open) => runEntry(commandLine, argv, open),
};
