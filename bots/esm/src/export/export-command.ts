import { parseArgs } from 'node:util';
import { answer, type CommandLineEntry } from '../command-line.ts';
import { readEsmSettings } from '../esm-settings.ts';
import { openVault } from '../vault/open-vault.ts';
import { exportFilters } from './export-filters.ts';
import { openTextWith } from './export-part.ts';
import { measureExport, renderMeasure } from './measure-export.ts';

const options = {
  study: { type: 'string' },
  texts: { type: 'string', default: 'none' },
  json: { type: 'boolean', default: false },
} as const;

/** `opora esm export measure`: how long an export of a study takes, and how much memory. */
export const exportMeasureCommand: CommandLineEntry = {
  words: ['export', 'measure'],
  usage: '--study <id> [--texts none|redacted|full] [--json]',
  description: 'writes an export, prints its time and memory, and removes it again',
  async run(argv, open, output) {
    let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
    try {
      values = parseArgs({ args: [...argv], options, strict: true }).values;
    } catch (error) {
      output.error(error instanceof Error ? error.message : String(error));
      return 2;
    }
    const filters = exportFilters.safeParse({ texts: values.texts, training: true });
    if (values.study === undefined || !filters.success) {
      output.error('Name the study, and of texts none, redacted or full: --study <id> --texts none');
      return 2;
    }
    const { runtime, close } = await open();
    try {
      const openText = openTextWith(openVault(readEsmSettings(runtime.settings)));
      const study = { studyId: values.study, filters: filters.data, openText };
      const measured = await measureExport(runtime, study);
      answer(output, values.json, measured, [renderMeasure(measured)]);
      return 0;
    } finally {
      await close();
    }
  },
};
