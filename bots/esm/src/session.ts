import type { Button, Json, Language, OutgoingMessage, TurnContext } from 'opora';
import { languages } from 'opora';
import type { EsmState } from './esm-state.ts';
import type { Instrument } from './instrument/instrument.ts';
import type { StudyView } from './joining/study-view.ts';
import { participantTextsIn } from './texts/parts/participant.ts';
import type { ParticipantTexts } from './texts/parts/participant-shape.ts';
import { type Texts, textsIn } from './texts/texts.ts';

/** What one Turn of the bot works on. The state is replaced, never changed in place. */
export interface Session {
  readonly context: TurnContext;
  /** Every known version; the last one is used for new surveys where the study names none. */
  instruments: readonly Instrument[];
  /** The study taken part in, or invited to; null while none is known. */
  study: StudyView | null;
  state: EsmState;
  /** Sentences that will share a bubble with whatever comes next. */
  readonly notices: string[];
  /** Finished bubbles, in order. */
  readonly messages: OutgoingMessage[];
  /** Whether the Turn ends by showing what is pending: language, consent or question. */
  prompt: boolean;
  /** Surveys begun in this Turn; keeps their ids apart. */
  surveysBegun: number;
  /** Surveys that have ended and whose beeps have not been told yet. */
  readonly surveyEnds: SurveyEnd[];
  /** Beeps closed in this Turn, which the database does not know yet. */
  readonly beepEnds: Map<string, string>;
  /** The newest survey completed in this Turn, previews left out; null once advice was thought of. */
  completedSurvey: { readonly date: string; readonly instrument: Instrument } | null;
  /** Step names are unique within a Turn; what was read once is not read again. */
  readonly read: Map<string, Promise<unknown>>;
  /** Data are exported once in a Turn. */
  exported: boolean;
}

/** How a survey has ended. */
export interface SurveyEnd {
  /** The beep or event it belongs to; null for an extra survey. */
  readonly beepId: string | null;
  readonly status: 'completed' | 'partial';
  /** Ms since the epoch. */
  readonly at: number;
}

/** Begins a Turn. */
export function createSession(
  context: TurnContext,
  state: EsmState,
  instruments: readonly Instrument[],
): Session {
  return {
    context,
    instruments,
    study: null,
    state,
    notices: [],
    messages: [],
    prompt: true,
    surveysBegun: 0,
    surveyEnds: [],
    beepEnds: new Map(),
    completedSurvey: null,
    read: new Map(),
    exported: false,
  };
}

/** The language to speak: the chosen one, else the platform's hint, else the first of Opora's languages. */
export function languageFor(session: Session): Language {
  return session.state.language ?? hintedLanguage(session.context) ?? languages[0] ?? 'ru';
}

/** The texts in the language to speak, in the chosen form of address. */
export function textsFor(session: Session): Texts {
  return textsIn(languageFor(session), isInformal(session));
}

/** The same for the texts of taking part. */
export function partFor(session: Session): ParticipantTexts {
  return participantTextsIn(languageFor(session), isInformal(session));
}

function isInformal({ state }: Session): boolean {
  return state.participation?.addressForm === 'informal';
}

/**
 * Reads with the Turn: `run` once, its result the same when the Turn is replayed. Asked again under the same
 * name, the first answer is given: what this Turn writes is not in it.
 */
export function readOnce<Result extends Json>(
  session: Session,
  name: string,
  run: () => Promise<Result>,
): Promise<Result> {
  const known = session.read.get(name);
  if (known !== undefined) return known as Promise<Result>;
  const result = session.context.step(name, run, { journal: 'with-commit' });
  session.read.set(name, result);
  return result;
}

/** Adds a sentence to the next bubble; the same sentence twice in one bubble is said once. */
export function say(session: Session, text: string): void {
  if (!session.notices.includes(text)) session.notices.push(text);
}

/** Says a text of taking part; to somebody whose language is neither chosen nor hinted, in each. */
export function sayToNewcomer(session: Session, key: keyof ParticipantTexts & `invite${string}`): void {
  const isKnown = session.state.language !== null || hintedLanguage(session.context) !== null;
  const spoken = isKnown ? [languageFor(session)] : languages;
  for (const language of spoken) say(session, participantTextsIn(language, isInformal(session))[key]);
}

/** Ends the bubble under way and adds a complete one. */
export function send(session: Session, message: OutgoingMessage): void {
  flush(session);
  session.messages.push(message);
}

/** Ends the bubble under way with `buttons` under it; nothing when it is empty. */
export function flush(session: Session, buttons: readonly (readonly Button[])[] = []): void {
  if (session.notices.length === 0) return;
  const text = session.notices.splice(0).join('\n\n');
  session.messages.push(buttons.length === 0 ? { text } : { text, buttons });
}

function hintedLanguage(context: TurnContext): Language | null {
  const hint = context.burst.find((update) => update.languageHint !== undefined)?.languageHint;
  if (hint === undefined) return null;
  const tag = hint.toLowerCase().split(/[-_]/u)[0];
  return languages.find((language) => language === tag) ?? 'en';
}
