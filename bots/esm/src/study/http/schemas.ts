import { type Json, languages } from 'opora';
import { feedbackKinds } from '../study.ts';
import { studyStatuses } from '../study-status.ts';

// JSON schemas of answers. They describe; what is asked is checked by the schemas of the routes.

type JsonObject = { readonly [key: string]: Json };

/** A text. */
export const text: JsonObject = { type: 'string' };
/** A whole number. */
export const whole: JsonObject = { type: 'integer' };
/** A number. */
export const number: JsonObject = { type: 'number' };
/** Yes or no. */
export const flag: JsonObject = { type: 'boolean' };
/** An instant, ISO 8601 in UTC. */
export const instant: JsonObject = { type: 'string', format: 'date-time' };
/** A local date. */
export const date: JsonObject = { type: 'string', format: 'date' };
/** Anything. */
export const anything: JsonObject = {};

/** The same, or null. */
export function orNull(schema: JsonObject): JsonObject {
  return { anyOf: [schema, { type: 'null' }] };
}

/** One of some words. */
export function oneOf(values: readonly string[]): JsonObject {
  return { type: 'string', enum: [...values] };
}

/** A list. */
export function listOf(items: JsonObject): JsonObject {
  return { type: 'array', items };
}

/** An object whose properties are all there. */
export function object(properties: Readonly<Record<string, JsonObject>>): JsonObject {
  return { type: 'object', required: Object.keys(properties), properties };
}

/** A page of a list. */
export function pageOf(items: JsonObject): JsonObject {
  return object({
    items: listOf(items),
    cursor: orNull({ ...text, description: '?cursor= of the next page' }),
  });
}

/** A text by language. */
export const localText: JsonObject = {
  type: 'object',
  properties: Object.fromEntries(languages.map((language) => [language, text])),
};

/** A study. */
export const studySchema: JsonObject = object({
  id: text,
  title: text,
  languages: listOf(oneOf(languages)),
  status: oneOf(studyStatuses),
  contact: localText,
  supportText: localText,
  aiAllowed: flag,
  feedback: oneOf(feedbackKinds),
  retentionDays: whole,
  protocolVersion: orNull(whole),
  instrumentVersion: orNull(whole),
  consentVersion: orNull(whole),
  revision: { ...whole, description: 'grows with every change; a change names the one it saw' },
  createdAt: instant,
  openedAt: orNull(instant),
  closedAt: orNull(instant),
  deletesAt: orNull({ ...instant, description: 'when the data go' }),
  retentionAnnouncedAt: orNull(instant),
});

/** Something that can be used and is seldom wise. */
export const warningSchema: JsonObject = object({
  path: text,
  reason: text,
  advice: text,
  line: orNull(whole),
  severity: oneOf(['warning']),
});
