import { createDoctorChecks } from '../doctor/doctor-checks.ts';
import type { EsmPart } from '../esm-part.ts';
import { sharedMetrics } from './shared-metrics.ts';

/** Time between two countings of the figures, ms. */
const countingMs = 30_000;

/**
 * Figures and checks: the process with the jobs counts every half minute, every running process logs its summary each
 * `ESM_METRICS_LOG_MINUTES` and when it stops. A doctor only asks the checks and begins nothing.
 */
export const metricsPart: EsmPart = (services) => {
  const { runtime, settings } = services;
  const metrics = sharedMetrics(runtime);
  let isLogging = false;
  const begin = (): void => {
    if (isLogging) return;
    isLogging = true;
    metrics.startPeriodicLogging(settings.metricsLogMinutes);
  };
  return {
    // Registered in processes that serve, and only there.
    async http(server) {
      server.addHook('onReady', async () => begin());
    },
    checks: createDoctorChecks(services),
    jobs: [
      {
        name: 'figures',
        everyMs: countingMs,
        async run() {
          begin();
          await metrics.getMetrics();
        },
      },
    ],
    close: () => metrics.stop(),
  };
};
