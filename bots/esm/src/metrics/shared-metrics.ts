import type { BotRuntime } from 'opora/app';
import { createEsmMetrics, type EsmMetrics } from './esm-metrics.ts';

const known = new WeakMap<BotRuntime, EsmMetrics>();

/** The figures of a process: the same object for everybody, since what two of them measured would count twice. */
export function sharedMetrics(runtime: BotRuntime): EsmMetrics {
  const metrics = known.get(runtime) ?? createEsmMetrics(runtime);
  known.set(runtime, metrics);
  return metrics;
}
