import { createHash, createHmac } from 'node:crypto';
import type { Language } from 'opora';
import { createDraws, type Draw } from '../schedule/draw-stream.ts';

/** An invented participant. */
export interface DemoPerson {
  /** Below zero: no real Conversation has such an id. */
  readonly conversationId: string;
  readonly participantId: string;
  /** Ten characters of base32 that begin with DEMO. */
  readonly pseudonym: string;
  readonly language: Language;
  readonly zone: string;
  /** Share of sent beeps that are opened. */
  readonly diligence: number;
  /** How much sooner (below 0) or later in the day beeps are opened more often. */
  readonly lateness: number;
  /** Means of mood, energy and stress, in standard deviations of everybody. */
  readonly mood: number;
  readonly energy: number;
  readonly stress: number;
  /** Share of moment reports that a probe follows. */
  readonly unclear: number;
}

const zones: Readonly<Record<Language, readonly string[]>> = {
  ru: ['Asia/Almaty', 'Europe/Riga', 'Asia/Tbilisi'],
  uk: ['Europe/Kyiv', 'Europe/Warsaw'],
  en: ['Europe/London', 'America/New_York', 'Pacific/Auckland'],
};
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The person of a number; equal inputs give the same person on every machine. */
export function demoPerson(
  studyId: string,
  seed: string,
  number: number,
  languages: readonly Language[],
): DemoPerson {
  const draw = createDraws(seed, ['demo-person', studyId, number]);
  const language = pick(languages, draw) ?? 'en';
  const participantId = `demo-${number}`;
  const [mood, energy] = [normal(draw), normal(draw)];
  return {
    conversationId: demoConversationId(studyId, seed, number),
    participantId,
    pseudonym: demoPseudonym(studyId, seed, participantId),
    language,
    zone: pick(zones[language], draw) ?? 'UTC',
    diligence: Math.min(0.98, Math.max(0.3, 0.84 + 0.12 * normal(draw))),
    lateness: 0.08 * normal(draw),
    mood,
    energy: 0.5 * mood + 0.85 * energy,
    stress: -0.5 * mood + 0.85 * normal(draw),
    unclear: Math.min(0.6, Math.max(0.03, 0.18 + 0.12 * normal(draw))),
  };
}

/** One of the values; undefined where there are none. */
export function pick<Value>(values: readonly Value[], draw: Draw): Value | undefined {
  return values[Math.floor(draw() * values.length)];
}

/** A number from the standard normal distribution (Box and Muller). */
export function normal(draw: Draw): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}

function demoConversationId(studyId: string, seed: string, number: number): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(['demo', studyId, seed]))
    .digest();
  // 40 bits for study and seed, 20 for the person: stays inside of a bigint.
  return String(-(BigInt(digest.readUIntBE(0, 5)) * 1_048_576n + BigInt(number) + 1n));
}

function demoPseudonym(studyId: string, seed: string, participantId: string): string {
  const digest = createHmac('sha256', seed)
    .update(JSON.stringify([studyId, participantId]))
    .digest();
  return `DEMO${[...digest.subarray(0, 6)].map((byte) => alphabet[byte & 31]).join('')}`;
}
