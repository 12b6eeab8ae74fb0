import type { HealthCheck } from '../../ops/health.ts';
import { readEvaluations } from '../evaluation/last-evaluation.ts';
import type { Guards } from './create-guards.ts';
import type { GuardWatch } from './guard-watch.ts';

/** Failures younger than this make the check degraded, ms. */
const RECENT_MS = 600_000;

/** Whether the detectors live, whether any failed of late, and what the last evaluations came to. */
export function guardCheck(guards: Guards, watch: GuardWatch, dataDir: string): HealthCheck {
  return {
    name: 'guard',
    run() {
      const { failingCanaries: failing, moderation } = guards;
      const { detector, redaction } = watch.faults;
      const data = {
        ...{ failingCanaries: failing.length, detectorFaults: detector, redactionFaults: redaction },
        moderation,
        ...lastEvaluations(dataDir),
      };
      if (failing.length > 0) {
        return Promise.resolve({
          status: 'unhealthy' as const,
          message: `The detectors do not notice: ${failing.join(', ')}.`,
          advice: 'Report it; the process does not count as started. Deterministic gates hold meanwhile.',
          data,
        });
      }
      const isRecent = watch.lastFaultMs !== null && watch.lastFaultMs < RECENT_MS;
      return Promise.resolve({
        status: isRecent ? ('degraded' as const) : ('healthy' as const),
        message: isRecent
          ? `Failed within ten minutes; since the start: ${detector} detectors, ${redaction} redactions.`
          : `Every canary was noticed; moderation: ${moderation}.`,
        ...(isRecent
          ? { advice: 'Look for “A detector failed” in the log; a starved process makes detectors slow.' }
          : {}),
        data,
      });
    },
  };
}

/** `guards-pii: "met, 114 rows, 2026-11-21T…"`. */
const lastEvaluations = (dataDir: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readEvaluations(dataDir).map(({ set, passed, rows, at, failed }) => [
      set,
      `${passed ? 'met' : `missed: ${failed.join(', ')}`}, ${rows} rows, ${at}`,
    ]),
  );
