import type { Database } from 'opora';
import type { Instrument } from '../instrument/instrument.ts';
import {
  type RecentReportRow,
  type ScaleCountRow,
  selectRecentReports,
  selectScaleCounts,
} from '../postgres/patterns/select-own-answers.ts';
import { type ParticipationRow, selectParticipation } from '../postgres/patterns/select-participation.ts';
import type { FaultClass } from '../validator/report.ts';
import type { Participation } from './feedback-participation.ts';
import { patternItems } from './pattern-items.ts';
import { lowCompliance, recurrence } from './patterns.ts';

// Small results of plain data: a Turn reads them by `context.step(name, …, { journal: 'with-commit' })`.

/** Reads how much one person took part, for `feedbackForStats`, `feedbackForAchievements` and `feedbackForHours`. */
export async function readParticipation(
  database: Database,
  conversationId: string,
  trainingCompleted: boolean,
): Promise<Participation> {
  const [row] = await database.query<ParticipationRow>(
    selectParticipation(conversationId, lowCompliance.signals),
  );
  if (row === undefined) throw new Error('The counts of a participant have no row.');
  return { ...row, trainingCompleted };
}

/**
 * Reads how often one person chose each value of the scales of `instrument` after training, for `feedbackForInsights`.
 * Answers to other versions are left out: their scales may mean something else.
 */
export async function readScaleCounts(
  database: Database,
  conversationId: string,
  instrument: Instrument,
): Promise<readonly ScaleCountRow[]> {
  return await database.query<ScaleCountRow>(selectScaleCounts(conversationId, patternItems(instrument)));
}

/** Reads the classes that counted in one person's newest moment reports, newest first, for `feedbackForReporting`. */
export async function readRecentReports(
  database: Database,
  conversationId: string,
  instrument: Instrument,
  strictMode = false,
): Promise<readonly (readonly FaultClass[])[]> {
  const rows = await database.query<RecentReportRow>(
    selectRecentReports(conversationId, patternItems(instrument, strictMode), recurrence.reports),
  );
  return rows.map(({ classes }) => classes);
}
