import { z } from 'zod';
import { type Settings, settingsSchema } from '../settings/stored-settings.ts';

/** How somebody takes part; `invited` people are in no state yet. */
export type ParticipantStatus = 'training' | 'active' | 'paused' | 'unreachable' | 'completed' | 'withdrawn';

/** Taking part in one study, from *Agree* on. The row of `esm_participants` is its record. */
export type Participation = {
  readonly studyId: string;
  /** Random; plans and the pseudonym are made of it. */
  readonly participantId: string;
  readonly pseudonym: string;
  readonly status: ParticipantStatus;
  /** What somebody paused or unreachable goes back to. */
  readonly resumesAs: 'training' | 'active';
  /** Null until the time zone is known; nothing is planned before. */
  readonly settings: Settings | null;
  readonly addressForm: 'formal' | 'informal';
  /** First study date; null until the first plan. */
  readonly firstDate: string | null;
  /** Version of the plans from now on; grows with every change of settings or protocol. */
  readonly planVersion: number;
  /** Version of the protocol that the plans follow. */
  readonly protocolVersion: number;
  /** Last local date that has been planned; null before the first. */
  readonly plannedThrough: string | null;
  /** A pause with its ends, ms since the epoch. */
  readonly pause: { readonly since: number; readonly until: number } | null;
  /** Sends that the platform refused in a row. */
  readonly refusals: number;
  /** The consent version that was last offered unasked; each is offered once. */
  readonly consentOffered: number;
  /** When the participant last wrote or pressed, ms since the epoch; noted at most every ten minutes. */
  readonly seenAt: number;
  /** Key of the second signal, sealed, base64; null without one. */
  readonly pushover: string | null;
};

/** The stored shape of `Participation`. */
export const participationSchema: z.ZodType<Participation> = z.strictObject({
  studyId: z.string(),
  participantId: z.string(),
  pseudonym: z.string(),
  status: z.enum(['training', 'active', 'paused', 'unreachable', 'completed', 'withdrawn']),
  resumesAs: z.enum(['training', 'active']),
  settings: settingsSchema.nullable(),
  addressForm: z.enum(['formal', 'informal']),
  firstDate: z.string().nullable(),
  planVersion: z.int(),
  protocolVersion: z.int(),
  plannedThrough: z.string().nullable(),
  pause: z.strictObject({ since: z.number(), until: z.number() }).nullable(),
  refusals: z.int(),
  consentOffered: z.int(),
  seenAt: z.number(),
  pushover: z.string().nullable(),
});

/** Whether signals are sent in this status. */
export function isSignalled(status: ParticipantStatus): status is 'training' | 'active' {
  return status === 'training' || status === 'active';
}
