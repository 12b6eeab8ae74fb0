import { languages, TerminalError } from 'opora';
import type { BotRuntime } from 'opora/app';
import { des9 } from '../des-9.ts';
import { insertDemoRows } from '../postgres/demo-data/insert-demo-rows.ts';
import { type DemoStudyRow, selectDemoStudy } from '../postgres/demo-data/select-demo-study.ts';
import { checkProtocol } from '../schedule/check-protocol.ts';
import { addDays, type LocalDate, toLocal } from '../schedule/local-time.ts';
import { demoDay } from './demo-day.ts';
import { demoPerson } from './demo-person.ts';
import type { DemoRows } from './demo-rows.ts';
import type { DemoStudy, SealText } from './demo-study.ts';

/** How much to invent. */
export interface FillStudyOptions {
  /** Must exist. */
  readonly studyId: string;
  /** 1–100,000. */
  readonly participants: number;
  /** Study days before today, 1–400. */
  readonly days: number;
  /** Equal seeds invent the same answers; default `demo`. */
  readonly seed?: string;
  readonly sealText: SealText;
  /** Called after each participant. */
  readonly onProgress?: (participants: number) => void;
}

/** What was invented. */
export interface FilledStudy {
  readonly participants: number;
  readonly beeps: number;
  readonly responses: number;
  readonly answers: number;
}

/**
 * Fills a study with invented participants and their answers: believable, and clearly synthetic. Pseudonyms begin with
 * DEMO, Conversations have ids below zero and the channel `demo`, every answer carries the flag `synthetic`. Plans, orders,
 * conditions and validations are made by the functions that make real ones. Running it again adds nothing that is there.
 * @throws TerminalError `esm_demo_study_missing` when there is no such study or it has no protocol.
 */
export async function fillStudy(
  runtime: Pick<BotRuntime, 'database' | 'write' | 'clock'>,
  options: FillStudyOptions,
): Promise<FilledStudy> {
  const { studyId, participants, days, seed = 'demo', sealText } = options;
  const study = await readStudy(runtime, studyId);
  const now = runtime.clock.now();
  const total = { participants: 0, beeps: 0, responses: 0, answers: 0 };
  for (let number = 1; number <= participants; number += 1) {
    const person = demoPerson(studyId, seed, number, study.languages);
    const firstDate = addDays(toLocal(now, person.zone).date, -days);
    const rows: DemoRows = { person, firstDate, beeps: [], responses: [], answers: [], annotations: [] };
    const progress = { trainingDates: new Set<LocalDate>(), swing: 0 };
    for (let day = 0; day <= days; day += 1) {
      demoDay({ ...study, seed, now, rows, progress, date: addDays(firstDate, day) });
    }
    await runtime.write(insertDemoRows(study, rows, sealText, now));
    total.participants += 1;
    total.beeps += rows.beeps.length;
    total.responses += rows.responses.length;
    total.answers += rows.answers.length;
    options.onProgress?.(number);
  }
  return total;
}

async function readStudy(runtime: Pick<BotRuntime, 'database'>, studyId: string): Promise<DemoStudy> {
  const [row] = await runtime.database.query<DemoStudyRow>(selectDemoStudy(studyId));
  const { protocol } = checkProtocol(row?.protocol);
  if (row === undefined || protocol === null) {
    throw new TerminalError(
      'esm_demo_study_missing',
      `There is no study ${studyId} with a protocol. Create one first; "opora esm study list" shows them.`,
    );
  }
  return {
    ...{ studyId, protocol, planSeed: row.plan_seed, instrument: row.instrument ?? des9 },
    languages: languages.filter((language) => row.languages.includes(language)),
    consentVersion: row.consent_version ?? 1,
  };
}
