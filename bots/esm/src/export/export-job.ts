import { randomUUID } from 'node:crypto';
import type { BotJob } from 'opora/app';
import { expireExports } from '../postgres/export/expire-exports.ts';
import { sweepExportFolder } from './export-folder.ts';
import { type ExportJobOptions, runExport, staleMs } from './export-run.ts';

/**
 * The job that makes the files of waiting exports, oldest first and one after the other, and removes files that are over.
 * A run that is stopped gives its export back; one that was killed is taken up again after a minute, three times at most;
 * its files are removed first.
 */
export function exportJob({ runtime, openText }: ExportJobOptions): BotJob {
  return {
    name: 'exports',
    everyMs: 2000,
    async run(signal) {
      const now = runtime.clock.now();
      await runtime.write([expireExports(now)]);
      const removed = await sweepExportFolder(runtime, now - staleMs);
      if (removed > 0) runtime.logger.info({ removed }, 'files of exports that are over were removed');
      let isWaiting = true;
      while (isWaiting && !signal.aborted) {
        isWaiting = (await runExport({ runtime, openText, claim: randomUUID() }, signal)) !== 'none';
      }
    },
  };
}
