import type { Fault } from '../../../src/fault.ts';

/** Faults of a draft, found by the place of a field. */
export interface DraftFaults {
  /** What is wrong at exactly this path, such as `schedules.0.count`. */
  at(path: string): readonly string[];
  /** What is wrong at this path or below it. */
  below(path: string): readonly string[];
  readonly all: readonly Fault[];
}

function say({ reason, advice }: Fault): string {
  const sentence = reason.charAt(0).toUpperCase() + reason.slice(1);
  return `${sentence.replace(/[.]$/, '')}. ${advice}`;
}

/** Sorts faults by their places. */
export function draftFaults(faults: readonly Fault[]): DraftFaults {
  return {
    all: faults,
    at: (path) => faults.filter((fault) => fault.path === path).map(say),
    below: (path) =>
      faults.filter((fault) => fault.path === path || fault.path.startsWith(`${path}.`)).map(say),
  };
}
