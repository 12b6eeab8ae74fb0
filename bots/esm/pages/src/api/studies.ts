import { isLanguage, type Language } from '../language.ts';
import { type Fields, readFields } from './fields.ts';
import type { Http } from './http.ts';
import { type Page, readPage } from './pages.ts';

export const studyStatuses = ['draft', 'open', 'frozen', 'closed', 'deleted'] as const;
export type StudyStatus = (typeof studyStatuses)[number];

export const feedbackKinds = ['none', 'participation', 'after', 'live'] as const;
export type Feedback = (typeof feedbackKinds)[number];

/** A text in some of the languages. */
export type LocalText = { readonly [L in Language]?: string };

/** A study as the list and its own pages show it. */
export interface Study {
  readonly id: string;
  readonly title: string;
  readonly languages: readonly Language[];
  readonly status: StudyStatus;
  /** Versions that hold for new local days; null until there is one. */
  readonly protocolVersion: number | null;
  readonly instrumentVersion: number | null;
  readonly consentVersion: number | null;
  readonly contact: LocalText;
  readonly supportText: LocalText;
  readonly aiAllowed: boolean;
  readonly feedback: Feedback;
  readonly retentionDays: number;
  readonly createdAt: number | null;
  readonly openedAt: number | null;
  readonly closedAt: number | null;
  /** When the data go; null until the study closes. */
  readonly deletesAt: number | null;
  /** A change names the revision it saw. */
  readonly revision: number;
}

/** What can be changed of a study. */
export type StudyChange = Partial<
  Pick<Study, 'title' | 'languages' | 'contact' | 'supportText' | 'aiAllowed' | 'feedback' | 'retentionDays'>
>;

/** Reads a text in several languages. */
export function readLocalText(fields: Fields): LocalText {
  const entries = fields.keys().flatMap((key) => {
    const text = fields.textOr(key, null);
    return isLanguage(key) && text !== null ? [[key, text] as const] : [];
  });
  return Object.fromEntries(entries) as LocalText;
}

/** Reads a study. */
export function readStudy(value: unknown): Study {
  const study = readFields(value);
  return {
    id: study.text('id'),
    title: study.text('title'),
    languages: study.list('languages', (code) => code).filter(isLanguage),
    status: study.oneOf('status', studyStatuses),
    protocolVersion: study.numberOr('protocolVersion', null),
    instrumentVersion: study.numberOr('instrumentVersion', null),
    consentVersion: study.numberOr('consentVersion', null),
    contact: readLocalText(study.fields('contact')),
    supportText: readLocalText(study.fields('supportText')),
    aiAllowed: study.flag('aiAllowed'),
    feedback: study.oneOf('feedback', feedbackKinds),
    retentionDays: study.number('retentionDays'),
    createdAt: study.at('createdAt'),
    openedAt: study.at('openedAt'),
    closedAt: study.at('closedAt'),
    deletesAt: study.at('deletesAt'),
    revision: study.number('revision'),
  };
}

const pathOf = (id: string): string => `studies/${encodeURIComponent(id)}`;

/** All studies, a page. */
export async function listStudies(
  http: Http,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<Study>> {
  return readPage(await http.get('studies', { cursor }, signal), readStudy);
}

/** One study. */
export async function getStudy(http: Http, id: string, signal?: AbortSignal): Promise<Study> {
  return readStudy((await http.get(pathOf(id), {}, signal)).value('study'));
}

/** Creates a study; it begins as a draft. */
export async function createStudy(
  http: Http,
  study: { readonly title: string; readonly languages: readonly Language[]; readonly protocol: unknown },
): Promise<Study> {
  return readStudy((await http.send('POST', 'studies', study)).value('study'));
}

/** Changes a study; 409 when somebody else changed it since. */
export async function changeStudy(http: Http, study: Study, change: StudyChange): Promise<Study> {
  const answer = await http.send('PATCH', pathOf(study.id), { ...change, revision: study.revision });
  return readStudy(answer.value('study'));
}

/** What leads from one status to another. */
export type StudyStep = 'open' | 'freeze' | 'close';

/** Opens, freezes or closes a study; 422 with every reason why it cannot be opened. */
export async function stepStudy(http: Http, id: string, step: StudyStep): Promise<Study> {
  return readStudy((await http.send('POST', `${pathOf(id)}/${step}`, {})).value('study'));
}

/** Deletes a study and everything in it. `confirm` is its title. */
export async function deleteStudy(http: Http, id: string, confirm: string): Promise<void> {
  await http.send('DELETE', pathOf(id), { confirm });
}
