import { type Fields, readFields } from './fields.ts';
import type { Http } from './http.ts';

/** How many beeps had which end. Compliance is `completed` of `sent`; the last three stand beside it. */
export interface BeepCounts {
  readonly sent: number;
  readonly completed: number;
  readonly partial: number;
  readonly expired: number;
  readonly skipped: number;
  readonly failed: number;
  readonly missed: number;
  readonly cancelled: number;
}

/** What people answered, by participant, day, block and delay. */
export interface Compliance {
  readonly total: BeepCounts;
  readonly cells: readonly (BeepCounts & { readonly pseudonym: string; readonly studyDay: number })[];
  readonly days: readonly (BeepCounts & { readonly studyDay: number })[];
  /** By the number of the block within its day, from 1. */
  readonly blocks: readonly (BeepCounts & { readonly block: number })[];
  /** From sending to opening: how many fall from `fromSeconds` to below `toSeconds`; null is open-ended. */
  readonly latency: readonly {
    readonly fromSeconds: number;
    readonly toSeconds: number | null;
    readonly count: number;
  }[];
  /** Leads to the cells of further participants; null when all are there. */
  readonly cursor: string | null;
}

/** What is counted. */
export interface ComplianceFilter {
  /** `only`, `without` or both. */
  readonly training: 'all' | 'only' | 'without';
  readonly cursor?: string | null;
}

function readCounts(fields: Fields): BeepCounts {
  return {
    sent: fields.numberOr('sent', 0),
    completed: fields.numberOr('completed', 0),
    partial: fields.numberOr('partial', 0),
    expired: fields.numberOr('expired', 0),
    skipped: fields.numberOr('skipped', 0),
    failed: fields.numberOr('failed', 0),
    missed: fields.numberOr('missed', 0),
    cancelled: fields.numberOr('cancelled', 0),
  };
}

/** The compliance of a study. */
export async function getCompliance(
  http: Http,
  study: string,
  filter: ComplianceFilter,
  signal?: AbortSignal,
): Promise<Compliance> {
  const training = filter.training === 'all' ? null : filter.training === 'only';
  const answer = await http.get(
    `studies/${encodeURIComponent(study)}/compliance`,
    { training, cursor: filter.cursor },
    signal,
  );
  return {
    total: readCounts(answer.fields('total')),
    cells: answer.list('cells', (value) => {
      const cell = readFields(value);
      return { ...readCounts(cell), pseudonym: cell.text('pseudonym'), studyDay: cell.number('studyDay') };
    }),
    days: answer.list('days', (value) => {
      const day = readFields(value);
      return { ...readCounts(day), studyDay: day.number('studyDay') };
    }),
    blocks: answer.list('blocks', (value) => {
      const block = readFields(value);
      return { ...readCounts(block), block: block.number('block') };
    }),
    latency: answer.list('latency', (value) => {
      const bin = readFields(value);
      return {
        fromSeconds: bin.number('fromSeconds'),
        toSeconds: bin.numberOr('toSeconds', null),
        count: bin.number('count'),
      };
    }),
    cursor: answer.textOr('cursor', null),
  };
}
