import type { Json, TurnContext } from 'opora';
import type { Instrument } from '../instrument/instrument.ts';
import { type InviteRow, selectInvite } from '../postgres/study/select-invite.ts';
import { type StudySecretRow, selectStudySecret } from '../postgres/study/select-study-secret.ts';
import { type StudyWords, selectStudyWords } from '../postgres/study/select-study-words.ts';
import { selectTurnStudy, type TurnStudyRow } from '../postgres/study/select-turn-study.ts';
import type { LocalDate } from '../schedule/local-time.ts';
import type { Protocol } from '../schedule/protocol.ts';
import { studySecretPlace } from '../vault/places.ts';
import type { Vault } from '../vault/vault.ts';
import type { VersionKind } from './check-definition.ts';
import type { Consent } from './consent.ts';
import { type InviteRefusal, judgeInvite, readInviteCode } from './invites.ts';
import { readDefinition } from './version-cache.ts';
import { instrumentMarkOn, type VersionMark, versionOn } from './versions-in-force.ts';

/** What a Turn needs of its context to read studies. */
export type StudyReader = Pick<TurnContext, 'step' | 'database' | 'now'>;

/** A study as a Turn sees it: its row by a step, its immutable versions when they are asked for. */
export type LoadedStudy = TurnStudyRow;

/** A version with its content. */
export interface Versioned<Definition> {
  readonly version: number;
  readonly definition: Definition;
}

/** A local day of a participant. */
export interface ParticipantDay {
  readonly date: LocalDate;
  readonly zone: string;
}

const readers = new WeakMap<object, Map<string, Promise<Json>>>();

/** Reads a study; null when there is none. A second call in the same Turn gives the same answer. */
export function loadStudy(context: StudyReader, studyId: string): Promise<LoadedStudy | null> {
  return once<LoadedStudy>(context, `study:${studyId}`, async () => {
    const [row] = await context.database.query<TurnStudyRow>(selectTurnStudy(studyId, context.now));
    return row ?? null;
  });
}

/**
 * Finds the study that an invitation leads into, or why it does not. Joining also writes `useInvite(code, now)`:
 * only that counts, and settles who of two gets the last place.
 */
export async function loadStudyByInvite(
  context: StudyReader,
  typed: string,
): Promise<
  | { readonly study: LoadedStudy; readonly code: string; readonly refusal: null }
  | { readonly study: null; readonly code: null; readonly refusal: InviteRefusal }
> {
  const code = readInviteCode(typed);
  const invite =
    code === null
      ? null
      : await once<InviteRow>(context, `invite:${code}`, async () => {
          const [row] = await context.database.query<InviteRow>(selectInvite(code));
          return row ?? null;
        });
  const refusal = judgeInvite(invite, context.now);
  const study = invite === null || refusal !== null ? null : await loadStudy(context, invite.studyId);
  if (study === null || code === null) return { study: null, code: null, refusal: refusal ?? 'unknown' };
  return { study, code, refusal: null };
}

/** Title, contact and support text, for the Turns that say them. */
export function loadStudyWords(context: StudyReader, studyId: string): Promise<StudyWords | null> {
  return once<StudyWords>(context, `study-words:${studyId}`, async () => {
    const [row] = await context.database.query<StudyWords>(selectStudyWords(studyId));
    return row ?? null;
  });
}

/** What makes the pseudonyms of a study; the journal holds it sealed. Throws where there is no such study. */
export async function loadStudySecret(context: StudyReader, vault: Vault, studyId: string): Promise<string> {
  const row = await once<StudySecretRow>(context, `study-secret:${studyId}`, async () => {
    const [found] = await context.database.query<StudySecretRow>(selectStudySecret(studyId));
    return found ?? null;
  });
  if (row === null) throw new Error(`There is no study ${studyId}.`);
  return vault.open(Buffer.from(row.sealed, 'base64'), studySecretPlace(studyId));
}

/** The protocol that holds on a local day; null when none does yet. */
export async function loadProtocol(
  context: StudyReader,
  study: LoadedStudy,
  { date, zone }: ParticipantDay,
): Promise<Versioned<Protocol> | null> {
  return loadMark<Protocol>(context, study.id, versionOn(study.versions, 'protocol', date, zone));
}

/** The consent that holds on a local day; whoever agreed to an older version is asked again. */
export async function loadConsent(
  context: StudyReader,
  study: LoadedStudy,
  { date, zone }: ParticipantDay,
): Promise<Versioned<Consent> | null> {
  return loadMark<Consent>(context, study.id, versionOn(study.versions, 'consent', date, zone));
}

/** The instrument of a schedule (null: of surveys outside of schedules) on a local day. */
export async function loadInstrument(
  context: StudyReader,
  study: LoadedStudy,
  day: ParticipantDay,
  schedule: string | null,
): Promise<Versioned<Instrument> | null> {
  const protocol = await loadProtocol(context, study, day);
  const schedules = protocol?.definition.schedules ?? [];
  const named = schedules.flatMap(({ instrument }) => (instrument === undefined ? [] : [instrument]));
  const wanted = schedules.find(({ name }) => name === schedule)?.instrument;
  const mark = instrumentMarkOn(study.versions, named, wanted, day.date, day.zone);
  return loadMark<Instrument>(context, study.id, mark);
}

/** A version by its number, for what was begun with it; null when there is none. */
export async function loadVersion<Definition>(
  context: StudyReader,
  studyId: string,
  kind: VersionKind,
  version: number,
): Promise<Versioned<Definition> | null> {
  const study = await loadStudy(context, studyId);
  const mark = study?.versions.find((one) => one.kind === kind && one.version === version);
  return loadMark<Definition>(context, studyId, mark ?? { kind, version, hash: null });
}

async function loadMark<Definition>(
  { database }: StudyReader,
  studyId: string,
  mark: (Pick<VersionMark, 'kind' | 'version'> & { readonly hash: string | null }) | null,
): Promise<Versioned<Definition> | null> {
  if (mark === null) return null;
  const definition = await readDefinition(database, { studyId, ...mark });
  // Stored definitions passed the check of their kind.
  return definition === null ? null : { version: mark.version, definition: definition as Definition };
}

/** A step whose name may be asked for again in the same Turn. */
function once<Row extends Json>(
  context: StudyReader,
  name: string,
  read: () => Promise<Row | null>,
): Promise<Row | null> {
  const known = readers.get(context) ?? new Map<string, Promise<Json>>();
  readers.set(context, known);
  const running = known.get(name) ?? context.step<Json>(name, read, { journal: 'with-commit' });
  known.set(name, running);
  return running as Promise<Row | null>;
}
