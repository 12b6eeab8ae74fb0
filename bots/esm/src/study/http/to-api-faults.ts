import type { Fault } from '../../fault.ts';
import type { ApiFault } from './api-problem.ts';

/** Faults of a definition as the interface answers them; `prefix` goes before their paths. */
export function toApiFaults(faults: readonly Fault[], prefix = ''): readonly ApiFault[] {
  return faults.map(({ path, reason, advice, line }) => ({
    path: [prefix, path].filter((part) => part !== '').join('.'),
    message: reason,
    advice,
    ...(line === null ? {} : { line }),
  }));
}
