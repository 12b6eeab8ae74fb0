import { type Json, type Language, languages } from 'opora';
import { z } from 'zod';
import { type BeepsState, beepsSchema, noBeeps } from './beeps/beep-state.ts';
import type { AnswerValue } from './instrument/instrument.ts';
import { type Invitation, invitationSchema } from './joining/invitation.ts';
import { type Participation, participationSchema } from './joining/participation.ts';
import { type ResearcherLink, researcherLinkSchema } from './researcher-chat/researcher-link.ts';
import { type Dialog, dialogSchema } from './settings/dialog.ts';
import { type ProbeKind, probeKinds } from './texts/parts/probes.ts';
import { noTraining, type TrainingState, trainingSchema } from './training/training-state.ts';

// Type aliases rather than interfaces: only they are assignable to the runtime's `Json`.

/** What was agreed, and to which words. */
export type ConsentRecord = {
  readonly version: number;
  /** Language of the text that was shown and agreed to. */
  readonly language: Language;
  /** SHA-256 of that text, hexadecimal. */
  readonly textHash: string;
  /** Ms since the epoch. */
  readonly agreedAt: number;
  readonly parts: ConsentParts;
};

/** Taking part is needed; the others are optional and off until they are offered. */
export type ConsentParts = {
  readonly takingPart: boolean;
  readonly aiProvider: boolean;
  readonly quotation: boolean;
};

/** `shown`: an info, or the question at which a survey was stopped. */
export type AnswerStatus = 'answered' | 'skipped' | 'shown';

/** One probe of a text; times in ms since the epoch. */
export type ProbeState = {
  readonly kind: ProbeKind;
  readonly at: number;
  /** Null while it waits, or when the answer was left as it is. */
  readonly answeredAt: number | null;
};

/** Where one item of the open survey stands. The words themselves are only in the table. */
export type ItemState = {
  /** First time the item was shown, ms since the epoch; null before. */
  readonly shownAt: number | null;
  /** Answers tried, refused ones included. */
  readonly attempts: number;
  readonly status: AnswerStatus | null;
  readonly value: AnswerValue;
  /** Probes of the text, oldest first; the last one waits while `probing`. */
  readonly probes: readonly ProbeState[];
  /** The sentence that asks now; null when no probe waits. */
  readonly probing: string | null;
  /** The first text of a validated item; its quality is null where none was measured. Null before it. */
  readonly first: { readonly quality: number | null } | null;
};

/** The open survey. */
export type SurveyState = {
  readonly responseId: string;
  readonly kind: 'survey' | 'beep' | 'event';
  /** The signal it belongs to; null when the participant opened it by command. */
  readonly beepId: string | null;
  readonly instrument: string;
  readonly instrumentVersion: number;
  readonly startedAt: number;
  /** The participant's local date and zone at the beginning. */
  readonly localDate: string;
  readonly zone: string;
  /** From 1; 0 outside of training. */
  readonly trainingDay: number;
  readonly beepNumber: number | null;
  readonly wave: string | null;
  readonly preview: boolean;
  /** Item ids in the order of this response. */
  readonly order: readonly string[];
  /** Index in `order` of the current question. */
  readonly position: number;
  /** Options ticked so far in the current question, when it is of type `multi`. */
  readonly ticked: readonly string[];
  readonly items: Readonly<Record<string, ItemState>>;
};

/** The state of one Conversation; before consent only `language` and `invitation` are set. */
export type EsmState = {
  readonly version: 2;
  readonly language: Language | null;
  /** The study somebody is invited to and has not yet agreed to. */
  readonly invitation: Invitation | null;
  /** Null before *Agree* and after an erasure. */
  readonly participation: Participation | null;
  readonly consent: ConsentRecord | null;
  readonly survey: SurveyState | null;
  readonly beeps: BeepsState;
  /** The preview that runs here; null without one. */
  readonly preview: Preview | null;
  /** What the settings have asked and wait for. */
  readonly dialog: Dialog | null;
  /** Set in the chat of a researcher. */
  readonly researcher: ResearcherLink | null;
  readonly training: TrainingState;
  /** When `/delete_my_data` last asked for confirmation; null when nothing is asked. */
  readonly deletionAskedAt: number | null;
};

/** A day of a study, shrunk, in this chat. */
export type Preview = {
  readonly studyId: string;
  /** Tells the beeps of one run from those of another. */
  readonly run: string;
  /** Ms since the epoch. */
  readonly startedAt: number;
  readonly endsAt: number;
};

const language = z.enum(languages);
const answerValue = z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(z.string())]);
const stateSchema: z.ZodType<EsmState> = z.strictObject({
  version: z.literal(2),
  language: language.nullable(),
  invitation: invitationSchema.nullable(),
  participation: participationSchema.nullable(),
  consent: z
    .strictObject({
      version: z.number(),
      language,
      textHash: z.string(),
      agreedAt: z.number(),
      parts: z.strictObject({ takingPart: z.boolean(), aiProvider: z.boolean(), quotation: z.boolean() }),
    })
    .nullable(),
  survey: z
    .strictObject({
      responseId: z.string(),
      kind: z.enum(['survey', 'beep', 'event']),
      beepId: z.string().nullable(),
      instrument: z.string(),
      instrumentVersion: z.number(),
      startedAt: z.number(),
      localDate: z.string(),
      zone: z.string(),
      trainingDay: z.int().min(0),
      beepNumber: z.number().nullable(),
      wave: z.string().nullable(),
      preview: z.boolean(),
      order: z.array(z.string()),
      position: z.int().min(0),
      ticked: z.array(z.string()),
      items: z.record(
        z.string(),
        z.strictObject({
          shownAt: z.number().nullable(),
          attempts: z.number(),
          status: z.enum(['answered', 'skipped', 'shown']).nullable(),
          value: answerValue,
          probes: z.array(
            z.strictObject({
              kind: z.enum(probeKinds),
              at: z.number(),
              answeredAt: z.number().nullable(),
            }),
          ),
          probing: z.string().nullable(),
          first: z.strictObject({ quality: z.number().nullable() }).nullable(),
        }),
      ),
    })
    .nullable(),
  beeps: beepsSchema,
  preview: z
    .strictObject({ studyId: z.string(), run: z.string(), startedAt: z.number(), endsAt: z.number() })
    .nullable(),
  dialog: dialogSchema.nullable(),
  researcher: researcherLinkSchema.nullable(),
  training: trainingSchema,
  deletionAskedAt: z.number().nullable(),
});

/** A Conversation nothing is known of. */
export function initialState(): EsmState {
  return {
    ...{ version: 2, language: null, invitation: null, participation: null, consent: null, survey: null },
    ...{ training: noTraining, beeps: noBeeps, preview: null, dialog: null, researcher: null },
    deletionAskedAt: null,
  };
}

/** Reads a stored state. Throws for a shape this version does not know, so that nothing is lost. */
export function parseState(stored: Json): EsmState {
  const parsed = stateSchema.safeParse(upgrade(stored));
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map((issue) => issue.path.join('.') || 'state');
  throw new Error(`The stored esm state is not readable by this version: ${paths.join(', ')}.`);
}

/** Version 1 knew no studies: who agreed then is asked again, and an open survey is over. */
function upgrade(stored: Json): Json {
  if (typeof stored !== 'object' || stored === null || !('version' in stored)) return stored;
  if (stored.version !== 1) return stored;
  return { ...initialState(), language: stored.language ?? null };
}

const untouched: ItemState = {
  ...{ shownAt: null, attempts: 0, status: null, value: null },
  ...{ probes: [], probing: null, first: null },
};

/** Where an item stands; an item never shown included. */
export function itemState(survey: SurveyState, id: string): ItemState {
  return Object.hasOwn(survey.items, id) ? (survey.items[id] ?? untouched) : untouched;
}

/** The survey with one item changed. */
export function withItem(survey: SurveyState, id: string, change: Partial<ItemState>): SurveyState {
  return { ...survey, items: { ...survey.items, [id]: { ...itemState(survey, id), ...change } } };
}
