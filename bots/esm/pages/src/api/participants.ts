import { isLanguage, type Language } from '../language.ts';
import { readFields } from './fields.ts';
import type { Http } from './http.ts';
import { type Page, readPage } from './pages.ts';

export const participantStatuses = [
  'invited',
  'training',
  'active',
  'paused',
  'unreachable',
  'completed',
  'withdrawn',
] as const;
export type ParticipantStatus = (typeof participantStatuses)[number];

/** A person in a study, under the pseudonym. */
export interface Participant {
  readonly pseudonym: string;
  readonly language: Language | null;
  readonly zone: string | null;
  readonly status: ParticipantStatus;
  /** 0 after training. */
  readonly trainingDay: number;
  readonly trainingCompleted: boolean;
  readonly firstDate: string | null;
  readonly joinedAt: number | null;
  readonly lastSeenAt: number | null;
  readonly pausedUntil: number | null;
  readonly withdrawnAt: number | null;
  /** When the training ended without graduation. */
  readonly droppedOutAt: number | null;
  readonly excludeReason: string | null;
  /** Version of the consent that was agreed to, and its optional parts. */
  readonly consentVersion: number | null;
  readonly aiAllowed: boolean;
  readonly quotationAllowed: boolean;
  /** Beeps. */
  readonly sent: number;
  readonly completed: number;
}

/** What a researcher may change of a participant. */
export interface ParticipantChange {
  readonly status?: 'training' | 'active' | 'paused' | 'completed' | 'withdrawn';
  readonly trainingCompleted?: boolean;
  /** Null takes an exclusion back. */
  readonly excludeReason?: string | null;
}

function readParticipant(value: unknown): Participant {
  const one = readFields(value);
  const language = one.value('language');
  return {
    pseudonym: one.text('pseudonym'),
    language: isLanguage(language) ? language : null,
    zone: one.textOr('zone', null),
    status: one.oneOf('status', participantStatuses),
    trainingDay: one.numberOr('trainingDay', 0),
    trainingCompleted: one.flag('trainingCompleted'),
    firstDate: one.textOr('firstDate', null),
    joinedAt: one.at('joinedAt'),
    lastSeenAt: one.at('lastSeenAt'),
    pausedUntil: one.at('pausedUntil'),
    withdrawnAt: one.at('withdrawnAt'),
    droppedOutAt: one.at('droppedOutAt'),
    excludeReason: one.textOr('excludeReason', null),
    consentVersion: one.numberOr('consentVersion', null),
    aiAllowed: one.flag('aiAllowed'),
    quotationAllowed: one.flag('quotationAllowed'),
    sent: one.numberOr('sent', 0),
    completed: one.numberOr('completed', 0),
  };
}

const pathOf = (study: string, pseudonym?: string): string =>
  ['studies', study, 'participants', ...(pseudonym === undefined ? [] : [pseudonym])]
    .map(encodeURIComponent)
    .join('/');

/** Participants, a page. */
export async function listParticipants(
  http: Http,
  study: string,
  filter: { readonly status: ParticipantStatus | null; readonly cursor: string | null },
  signal?: AbortSignal,
): Promise<Page<Participant>> {
  return readPage(await http.get(pathOf(study), { ...filter }, signal), readParticipant);
}

/** One participant. */
export async function getParticipant(
  http: Http,
  study: string,
  pseudonym: string,
  signal?: AbortSignal,
): Promise<Participant> {
  const answer = await http.get(pathOf(study, pseudonym), {}, signal);
  return readParticipant(answer.value('participant'));
}

/** A participant after a change, and whether the chat must still act on it: a moment later it will be so. */
export interface ChangedParticipant {
  readonly participant: Participant;
  readonly isPending: boolean;
}

/** Changes a participant. */
export async function changeParticipant(
  http: Http,
  study: string,
  pseudonym: string,
  change: ParticipantChange,
): Promise<ChangedParticipant> {
  const answer = await http.send('PATCH', pathOf(study, pseudonym), change);
  return {
    participant: readParticipant(answer.value('participant')),
    isPending: answer.list('pending', String).length > 0,
  };
}

/** Erases everything of a participant. */
export async function deleteParticipant(http: Http, study: string, pseudonym: string): Promise<void> {
  await http.send('DELETE', pathOf(study, pseudonym));
}

/** Sends a message into the participant's chat. */
export async function sendMessage(http: Http, study: string, pseudonym: string, text: string): Promise<void> {
  await http.send('POST', `${pathOf(study, pseudonym)}/messages`, { text });
}
