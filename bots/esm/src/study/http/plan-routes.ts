import { z } from 'zod';
import { planStudy } from '../actions/plan-study.ts';
import { readParticipant } from '../actions/reach-participant.ts';
import { readStudy } from '../actions/read-study.ts';
import { mayActAs } from '../researchers/role.ts';
import { localDate, zoneName } from './filters.ts';
import { defineRoute, ok, param, type Route } from './route.ts';
import { date, flag, instant, listOf, object, orNull, text, whole } from './schemas.ts';

const beepSchema = object({
  ...{ schedule: text, kind: text, wave: orNull(text), date, studyDay: whole, number: whole, at: instant },
  ...{ localTime: text, isStored: flag, status: orNull(text), seedReference: orNull(text) },
});

const plan = defineRoute({
  ...{ method: 'GET', path: '/studies/{id}/plan', tag: 'plan', role: 'viewer' },
  summary: 'Beeps of some days: the stored ones, and the simulated ones where planning has not been',
  query: z.strictObject({
    participant: z
      .string()
      .max(32)
      .optional()
      .describe('a pseudonym; somebody who begins on `from` by default'),
    from: localDate.optional().describe('first local date; today by default'),
    days: z.coerce.number().int().min(1).max(60).default(7),
    zone: zoneName.default('UTC').describe('IANA zone where no participant is named'),
  }),
  problems: [404, 409],
  answers: {
    200: {
      description: 'The plan',
      schema: object({
        seed: orNull({ ...text, description: 'plan seed of the study; owners only' }),
        ...{ zone: text, from: date, beeps: listOf(beepSchema) },
      }),
    },
  },
  async handle(call) {
    const { services, actor, query } = call;
    const { id: studyId } = await readStudy(services, param(call, 'id'));
    const { participant: pseudonym, from = null, days, zone } = query;
    const participant = pseudonym === undefined ? null : await readParticipant(services, studyId, pseudonym);
    const found = await planStudy(services, { studyId, participant, from, days, zone });
    return ok({ ...found, seed: mayActAs(actor.role, 'owner') ? found.seed : null });
  },
});

/** Plans, stored and simulated. */
export const planRoutes: readonly Route[] = [plan];
