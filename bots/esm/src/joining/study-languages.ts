import { type Language, languages } from 'opora';
import type { Session } from '../session.ts';

/** The languages in which the study asks; all of them while none is known. */
export function studyLanguages({ study }: Session): readonly Language[] {
  return study === null || study.languages.length === 0 ? languages : study.languages;
}
