import type { Database, TurnWrite } from 'opora';
import { countDay } from '../postgres/metrics/count-day.ts';
import { type FigureTotal, selectFigureTotals } from '../postgres/metrics/select-figure-totals.ts';
import { type PeopleFigures, selectPeopleFigures } from '../postgres/metrics/select-people-figures.ts';
import { selectUncountedDays, type UncountedDay } from '../postgres/metrics/select-uncounted-days.ts';
import { phenomena } from '../validator/report.ts';
import { beepKinds, beepStates, classLabels } from './metric-declarations.ts';

/** What the studies of this installation amount to; from the database, so that a restart changes nothing. */
export type StudyFigures = {
  readonly people: PeopleFigures;
  readonly responses: number;
  /** 0 to 100, of the last 30 days; null without a text. */
  readonly responseQualityAvg: number | null;
  readonly trainingQualityAvg: number | null;
  readonly illusionsDetected: number;
  /** By class, `pristine` included. */
  readonly classes: Readonly<Record<string, number>>;
  readonly phenomenaDetected: Readonly<Record<string, number>>;
  /** By kind and state reached. */
  readonly beeps: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly beepLagSeconds: { readonly count: number; readonly sum: number };
  readonly openLatencySeconds: { readonly count: number; readonly sum: number };
  /** 0 to 1, of the last 30 days; null when nothing was sent. */
  readonly complianceRatio: number | null;
};

/** What is needed to count: reading, and writing in one transaction. */
export interface FigureStore {
  readonly database: Database;
  write(statements: readonly TurnWrite[]): Promise<void>;
}

/** Days counted in one go; an installation that is new to figures takes a few. */
const daysAtOnce = 60;

/** Counts what has changed and reads the totals. `now` is ms since the epoch. Throws what the database throws. */
export async function readStudyFigures(store: FigureStore, now: number): Promise<StudyFigures> {
  await countChangedDays(store, now);
  const totals = await store.database.query<FigureTotal>(selectFigureTotals(now));
  const [people] = await store.database.query<PeopleFigures>(selectPeopleFigures());
  return toFigures(totals, people ?? nobody);
}

const nobody: PeopleFigures = {
  ...{ participants: 0, active: 0, trainingCompletions: 0, trainingDropouts: 0, deletions: 0 },
};

async function countChangedDays(store: FigureStore, now: number): Promise<void> {
  for (;;) {
    const days = await store.database.query<UncountedDay>(selectUncountedDays(now, daysAtOnce));
    for (const { day } of days) await store.write(countDay(day));
    if (days.length < daysAtOnce) return;
  }
}

function toFigures(totals: readonly FigureTotal[], people: PeopleFigures): StudyFigures {
  const of = (figure: string, label = ''): FigureTotal =>
    totals.find((one) => one.figure === figure && one.label === label) ?? nothing;
  const counts = (figure: string, labels: readonly string[]): Record<string, number> =>
    Object.fromEntries(labels.map((label) => [label, of(figure, label).count]));
  const quality = of('quality');
  const training = of('quality', 'training');
  const lag = of('lag');
  const latency = of('latency');
  const compliance = of('compliance');
  return {
    people,
    responses: of('responses').count,
    responseQualityAvg: divide(
      quality.recentSum + training.recentSum,
      quality.recentCount + training.recentCount,
    ),
    trainingQualityAvg: divide(training.recentSum, training.recentCount),
    illusionsDetected: of('presupposition').count,
    classes: counts('class', classLabels),
    phenomenaDetected: counts('phenomenon', phenomena),
    beeps: Object.fromEntries(
      beepKinds.map((kind) => [
        kind,
        Object.fromEntries(beepStates.map((state) => [state, of('beeps', `${kind},${state}`).count])),
      ]),
    ),
    beepLagSeconds: { count: lag.count, sum: lag.sum },
    openLatencySeconds: { count: latency.count, sum: latency.sum },
    complianceRatio: divide(compliance.recentCount, compliance.recentSum),
  };
}

const nothing: FigureTotal = {
  ...{ figure: '', label: '', count: 0, sum: 0, recentCount: 0, recentSum: 0 },
};

const divide = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
