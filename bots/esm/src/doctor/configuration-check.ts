import type { BotCheck } from 'opora/app';
import type { EsmServices } from '../esm-part.ts';
import { countOwners } from '../postgres/doctor/count-owners.ts';
import { type OpenStudy, selectOpenStudies } from '../postgres/doctor/select-open-studies.ts';
import { studySecretPlace } from '../vault/places.ts';
import { degraded, healthy } from './finding.ts';

/** One thing that has to be right; answers what is wrong, or null. */
type Question = () => Promise<string | null> | string | null;

/** After this many days training ends whatever its quality. */
const mostTrainingDays = 7;

/** `configuration`: settings and open studies fit together. */
export const configurationCheck = (services: EsmServices): BotCheck => ({
  name: 'configuration',
  async run() {
    const { database } = services.runtime;
    const studies = await database.query<OpenStudy>(selectOpenStudies());
    const questions = questionsOf(services, studies);
    const answers = await Promise.all(questions.map((ask) => ask()));
    const faults = answers.filter((fault) => fault !== null);
    const told = `${questions.length - faults.length}/${questions.length} checks passed`;
    return faults.length === 0 ? healthy(told) : degraded(told, faults.join(' '));
  },
});

function questionsOf(services: EsmServices, studies: readonly OpenStudy[]): readonly Question[] {
  const { runtime, settings } = services;
  return [
    () => dataKeyFault(services),
    () =>
      settings.training.DAYS > mostTrainingDays
        ? `ESM_TRAINING_DAYS is more than ${mostTrainingDays}: training ends after ${mostTrainingDays} days without the quality asked for.`
        : null,
    () => named(studies, ({ hasVersions }) => !hasVersions, 'lacks a protocol, an instrument or a consent'),
    () =>
      named(
        studies,
        (study) => lacks(study, study.supportText),
        'lacks a support text in one of its languages',
      ),
    () => named(studies, (study) => lacks(study, study.contact), 'lacks a contact in one of its languages'),
    async () => {
      if (studies.length === 0) return null;
      const [row] = await runtime.database.query<{ count: number }>(countOwners());
      return (row?.count ?? 0) > 0
        ? null
        : 'No researcher can open, close or delete a study: run `opora esm researcher add`.';
    },
    () =>
      !runtime.isDemo && studies.length > 0 && isLoopback(runtime.url)
        ? 'Invitations lead to an address of this machine only: set PUBLIC_URL.'
        : null,
  ];
}

/** Whether what is sealed can be opened again with the key at hand. */
async function dataKeyFault({ vault }: EsmServices): Promise<string | null> {
  const place = studySecretPlace('doctor');
  try {
    const keys = await vault();
    return keys.open(keys.seal('doctor', place), place) === 'doctor'
      ? null
      : 'ESM_DATA_KEY does not open what it sealed.';
  } catch (error) {
    return `ESM_DATA_KEY cannot be used: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function named(
  studies: readonly OpenStudy[],
  isWrong: (study: OpenStudy) => boolean,
  what: string,
): string | null {
  const wrong = studies.filter(isWrong).map(({ title }) => `“${title}”`);
  return wrong.length === 0 ? null : `${wrong.join(', ')} ${what}.`;
}

const lacks = ({ languages }: OpenStudy, texts: Readonly<Record<string, string | undefined>>): boolean =>
  languages.some((language) => (texts[language] ?? '').trim() === '');

const isLoopback = (url: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]', '::1'].includes(URL.canParse(url) ? new URL(url).hostname : '');
