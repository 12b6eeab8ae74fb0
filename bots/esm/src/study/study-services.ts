import type { BotRuntime } from 'opora/app';
import type { EsmServices } from '../esm-part.ts';
import type { createExport } from '../export/create-export.ts';
import type { EsmMetrics } from '../metrics/esm-metrics.ts';

/** What the study side asks of other parts of the bot. */
export interface StudyDependencies {
  /** Requests an export and returns its id; a job makes its file. */
  readonly createExport: typeof createExport;
  /** The figures of this process. */
  readonly metricsOf: (runtime: BotRuntime) => Pick<EsmMetrics, 'getMetrics'>;
}

/** What the parts of the study side share. */
export interface StudyServices extends EsmServices {
  readonly dependencies: StudyDependencies;
}
