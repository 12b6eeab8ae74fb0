import { createHash } from 'node:crypto';
import type { Language } from 'opora';
import type { Instrument } from '../instrument/instrument.ts';
import type { Protocol } from '../schedule/protocol.ts';

/** Seals invented words like real ones. */
export type SealText = (
  text: string,
  place: {
    readonly conversationId: string;
    readonly responseId: string;
    readonly itemId: string;
    readonly column: 'first_sealed' | 'final_sealed';
  },
) => Uint8Array;

/** What of a study the inventing needs. */
export interface DemoStudy {
  readonly studyId: string;
  readonly planSeed: string;
  readonly languages: readonly Language[];
  readonly protocol: Protocol;
  readonly instrument: Instrument;
  readonly consentVersion: number;
}

/** The id of a response, from what it belongs to. */
export function demoResponseId(studyId: string, seed: string, beepId: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['demo', studyId, seed, beepId]))
    .digest('hex')
    .slice(0, 32);
}
