import { z } from 'zod';
import type { Protocol } from './protocol.ts';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a-z, 0-9 and -, at most 32 characters')
  .describe('a-z, 0-9 and -, beginning with a letter, at most 32 characters; unique');
const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:00')
  .describe('wall clock, HH:MM');
const end = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time like 21:00, at most 24:00')
  .describe('wall clock, HH:MM; before the start it is on the next day');
const hours = z.strictObject({ start: time, end });
const timing = z
  .strictObject({
    expiryMinutes: z.number().min(1).max(1440).default(45).describe('from sending'),
    reminders: z.int().min(0).max(2).default(1).describe('evenly between sending and expiry'),
    completionMinutes: z.number().min(1).max(1440).default(30).describe('from opening'),
    graceMinutes: z.number().min(0).max(60).default(5).describe('a beep later than this is missed'),
  })
  .prefault({});
const base = { name, instrument: z.string().optional().describe("default: the study's") };
const schedule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('signal'),
    ...base,
    count: z.int().min(1).max(10).default(6).describe('beeps a day, one in each of as many equal blocks'),
    minimumGapMinutes: z
      .number()
      .min(0)
      .optional()
      .describe('at most 0.75 block; default min(60, half a block)'),
    hours: hours.optional(),
    timing,
  }),
  z.strictObject({
    kind: z.literal('interval'),
    ...base,
    times: z.array(time).min(1).max(48).optional(),
    everyMinutes: z.int().min(15).max(1440).optional().describe('from the start of the window'),
    hours: hours.optional(),
    timing,
  }),
  z.strictObject({ kind: z.literal('event'), ...base, maxPerDay: z.int().min(1).max(100).default(10) }),
  z.strictObject({
    kind: z.literal('once'),
    ...base,
    at: z.enum(['entry', 'exit']),
    time: time.optional(),
    hours: hours.optional(),
    timing,
  }),
]);
const wave = z.strictObject({
  name: z.string().trim().min(1).max(32),
  startDay: z.int().min(1).max(3650).describe('study day, from 1'),
  days: z.int().min(1).max(3650),
});
const choice = z.boolean().default(true);

/** The shape of a protocol; absent parts get the defaults of specification section 5. */
export const protocolSchema: z.ZodType<Protocol> = z.strictObject({
  waves: z.array(wave).min(1).max(100),
  schedules: z.array(schedule).min(1).max(10),
  hours: hours.prefault({ start: '09:00', end: '21:00' }),
  quietHours: z
    .array(z.strictObject({ start: time, end }))
    .max(3)
    .default([]),
  choices: z
    .strictObject({
      hours: choice,
      overMidnight: z.boolean().default(false),
      count: choice,
      zone: choice,
      quietHours: choice,
    })
    .prefault({}),
});
