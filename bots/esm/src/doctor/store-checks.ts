import type { BotCheck, BotRuntime } from 'opora/app';
import { goldenDefaults } from '../golden-fields/golden-fields.ts';
import { selectBackupAt } from '../postgres/doctor/select-backup-at.ts';
import { selectCountedAt } from '../postgres/doctor/select-counted-at.ts';
import {
  type ParticipantState,
  selectParticipantState,
} from '../postgres/doctor/select-participant-state.ts';
import { degraded, healthy, inWords } from './finding.ts';

type Store = Pick<BotRuntime, 'database' | 'clock' | 'isDemo'>;

const hourMs = 3_600_000;
/** A nightly backup that took its time is still in time. */
const backupMs = 26 * hourMs;
/** Figures are counted every half minute by the process that has the jobs. */
const countedMs = 600_000;

/** `database`: participants and responses can be read. What keeps it from that is told as the runtime tells it. */
export const databaseCheck = (store: Store): BotCheck => ({
  name: 'database',
  async run() {
    const { participants, responses } = await readState(store);
    return healthy(`${inWords(participants)} participants, ${inWords(responses)} responses`);
  },
});

/** `models`: every participant has the fields of the golden standard. */
export const modelsCheck = (store: Store): BotCheck => ({
  name: 'models',
  async run() {
    const { withoutGoldenFields } = await readState(store);
    if (withoutGoldenFields === 0) return healthy('golden standard fields present');
    return degraded(
      `${inWords(withoutGoldenFields)} participants lack golden standard fields`,
      'Run `opora migrate up --only golden-standard-fields`.',
    );
  },
});

/** `metrics`: the figures of the studies are counted. */
export const metricsCheck = (store: Store): BotCheck => ({
  name: 'metrics',
  async run() {
    const [row] = await store.database.query<{ at: number | null; hasRows: boolean }>(selectCountedAt());
    if (row === undefined || !row.hasRows) return healthy('nothing to count yet');
    const advice = 'Start a worker: the process that has the jobs counts the figures every 30 s.';
    if (row.at === null) return degraded('the figures were never counted', advice);
    const ageMs = store.clock.now() - row.at;
    const told = `the figures were counted ${describeAge(ageMs)} ago`;
    return ageMs > countedMs ? degraded(told, advice) : healthy(told);
  },
});

/** `backup`: the newest one is young enough; a demo needs none. */
export const backupCheck = (store: Store): BotCheck => ({
  name: 'backup',
  async run() {
    const advice = 'Schedule `opora backup` every night, and keep ESM_DATA_KEY apart from the backups.';
    const [row] = await store.database.query<{ at: number }>(selectBackupAt());
    if (row === undefined) {
      return store.isDemo ? healthy('a demo needs none') : degraded('there is no backup yet', advice);
    }
    const ageMs = store.clock.now() - row.at;
    const told = `${describeAge(ageMs)} old`;
    return ageMs > backupMs && !store.isDemo ? degraded(told, advice) : healthy(told);
  },
});

async function readState({ database }: Store): Promise<ParticipantState> {
  const fields = Object.keys(goldenDefaults);
  const [state] = await database.query<ParticipantState>(selectParticipantState(fields));
  return state ?? { participants: 0, responses: 0, withoutGoldenFields: 0 };
}

/** A duration in the largest fitting unit: `3 h`. */
function describeAge(ageMs: number): string {
  if (ageMs >= 48 * hourMs) return `${Math.floor(ageMs / (24 * hourMs))} days`;
  if (ageMs >= hourMs) return `${Math.floor(ageMs / hourMs)} h`;
  return ageMs >= 60_000
    ? `${Math.floor(ageMs / 60_000)} min`
    : `${Math.max(0, Math.floor(ageMs / 1_000))} s`;
}
