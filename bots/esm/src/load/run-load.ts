import { type Clock, systemClock } from 'opora';
import { createLoadClient } from './load-client.ts';
import { type PersonResult, runPerson } from './load-person.ts';
import { type Percentiles, percentilesOf } from './percentiles.ts';
import { type CounterSums, sumCounters } from './read-metrics.ts';

/** What a load is made of. */
export interface LoadOptions {
  readonly url: string;
  readonly token: string | null;
  /** Distinct people. */
  readonly count: number;
  /** People at the same time. */
  readonly concurrency: number;
  readonly invite: string;
  /** Leave the people in the study. */
  readonly keep: boolean;
  /** Sets names of people apart from those of other runs. */
  readonly run: string;
  readonly clock?: Clock;
  readonly onProgress?: (done: number) => void;
}

/** What a load found. */
export interface LoadReport {
  readonly people: number;
  readonly completed: number;
  readonly messages: number;
  readonly seconds: number;
  /** Time to the 202. */
  readonly accepted: Percentiles;
  /** Time to the reply to a command or a button, and to words, whose Burst waits for quiet first. */
  readonly pressed: Percentiles;
  readonly worded: Percentiles;
  /** Texts judged, and look-ups of opinions of a model, while the load ran; of the process at `url`. */
  readonly validations: number;
  readonly cache: { readonly hits: number; readonly misses: number };
  /** What went wrong, with how many people. */
  readonly errors: Readonly<Record<string, number>>;
}

const counters = ['esm_validation_requests_total', 'esm_cache_hits_total', 'esm_cache_misses_total'] as const;

/** Sends people through the study. Rejects when the product cannot be reached at all. */
export async function runLoad(options: LoadOptions): Promise<LoadReport> {
  const { url, token, count, concurrency, invite, keep, run, clock = systemClock, onProgress } = options;
  const target = { url, token, clock, signal: new AbortController().signal };
  const before = await readCounters(url);
  const startedAt = clock.monotonic();
  const results: PersonResult[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let number = next++; number < count; number = next++) {
      const client = createLoadClient(target, `load-${run}-${number}`);
      results.push(await runPerson(client, { number, invite, keep }));
      onProgress?.(results.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, work));
  const seconds = (clock.monotonic() - startedAt) / 1_000;
  return summarise(results, seconds, before, await readCounters(url));
}

async function readCounters(url: string): Promise<CounterSums> {
  const response = await fetch(`${url}/metrics`);
  if (!response.ok) throw new Error(`/metrics answered ${response.status}`);
  return sumCounters(await response.text(), counters);
}

function summarise(
  results: readonly PersonResult[],
  seconds: number,
  before: CounterSums,
  after: CounterSums,
): LoadReport {
  const acts = results.flatMap((result) => result.acts);
  const answered = (kind: 'words' | 'press'): Percentiles =>
    percentilesOf(acts.filter((act) => act.kind === kind).map(({ answeredMs }) => answeredMs));
  const grown = (name: (typeof counters)[number]): number => (after[name] ?? 0) - (before[name] ?? 0);
  const errors: Record<string, number> = {};
  for (const { error } of results) if (error !== null) errors[error] = (errors[error] ?? 0) + 1;
  return {
    people: results.length,
    completed: results.filter(({ completed }) => completed).length,
    messages: acts.length,
    seconds: Math.round(seconds * 10) / 10,
    accepted: percentilesOf(acts.map(({ acceptedMs }) => acceptedMs)),
    ...{ pressed: answered('press'), worded: answered('words') },
    validations: grown('esm_validation_requests_total'),
    cache: { hits: grown('esm_cache_hits_total'), misses: grown('esm_cache_misses_total') },
    errors,
  };
}
