import { createHash } from 'node:crypto';
import { des9, type Instrument } from '../../src/index.ts';
import { checkProtocol } from '../../src/schedule/check-protocol.ts';
import type { TestRuntime } from './bot-runtime.ts';

/** A study to be stored directly. */
export interface StudySketch {
  readonly studyId: string;
  readonly title?: string;
  readonly protocol?: unknown;
  /** Versions in order; the last is in force. Default des-9. */
  readonly instruments?: readonly Instrument[];
}

/** Six signals a day for a week, and events. */
export const usualProtocol: unknown = {
  waves: [{ name: 'week', startDay: 1, days: 7 }],
  schedules: [
    { kind: 'signal', name: 'day', count: 6 },
    { kind: 'event', name: 'event', maxPerDay: 5 },
  ],
};

/** Stores an open study with its versions. */
export async function makeStudy(runtime: TestRuntime, sketch: StudySketch): Promise<void> {
  const { studyId, title = 'A study', protocol = usualProtocol, instruments = [des9] } = sketch;
  const checked = checkProtocol(protocol).protocol;
  if (checked === null) throw new Error('The protocol of the test has a fault.');
  await runtime.pool.query(
    `INSERT INTO esm_studies (study_id, title, languages, status, protocol_version, instrument_version, consent_version,
      pseudonym_secret, plan_seed, contact, support_text, created_at)
    VALUES ($1, $2, '["ru","uk","en"]', 'open', 1, $3, 1, '\\x00', 'seed', '{}', '{}', '2026-01-01T00:00:00Z')`,
    [studyId, title, instruments.length],
  );
  const store = async (kind: string, version: number, definition: unknown): Promise<void> => {
    const text = JSON.stringify(definition);
    await runtime.pool.query(
      `INSERT INTO esm_study_versions (study_id, kind, version, definition, hash, created_by, created_at)
      VALUES ($1, $2, $3, $4, $5, 'tester', '2026-01-01T00:00:00Z')`,
      [studyId, kind, version, text, createHash('sha256').update(text).digest('hex')],
    );
  };
  await store('protocol', 1, checked);
  for (const [index, instrument] of instruments.entries()) await store('instrument', index + 1, instrument);
}
