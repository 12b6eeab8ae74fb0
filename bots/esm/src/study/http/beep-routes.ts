import { z } from 'zod';
import { type BeepRow, selectBeeps } from '../../postgres/study/select-beeps.ts';
import { readStudy } from '../actions/read-study.ts';
import { dataFilterKeys } from './filters.ts';
import { pageKeys, readCursor, toPage } from './page.ts';
import { defineRoute, ok, param, type Route } from './route.ts';
import { date, flag, instant, object, oneOf, orNull, pageOf, text, whole } from './schemas.ts';

const statuses = [
  ...(['planned', 'sent', 'opened', 'completed', 'partial', 'expired', 'skipped'] as const),
  ...(['failed', 'missed', 'cancelled'] as const),
] as const;

const beepSchema = object({
  ...{ id: text, pseudonym: text, schedule: text, kind: text, wave: orNull(text), studyDay: whole, date },
  ...{ number: whole, status: oneOf(statuses), isTraining: flag, zone: text, planVersion: whole },
  ...{ seedReference: text, reminders: whole, plannedAt: instant, sentAt: orNull(instant) },
  ...{ openedAt: orNull(instant), completedAt: orNull(instant), expiresAt: orNull(instant) },
  ...{ closedAt: orNull(instant), responseId: orNull(text) },
});

const cursorShape = z.strictObject({ at: z.number(), owner: z.string().regex(/^\d{1,19}$/), id: z.string() });

const list = defineRoute({
  ...{ method: 'GET', path: '/studies/{id}/beeps', tag: 'data', role: 'viewer' },
  summary: 'Beeps and events by their planned time; previews are left out',
  query: z.strictObject({ ...pageKeys, ...dataFilterKeys, status: z.enum(statuses).optional() }),
  problems: [404],
  answers: { 200: { description: 'Beeps', schema: pageOf(beepSchema) } },
  async handle(call) {
    const { id: studyId } = await readStudy(call.services, param(call, 'id'));
    const { cursor, limit, participant = null, status = null, from = null, to = null } = call.query;
    const filter = { studyId, participant, status, from, to, training: call.query.training ?? null };
    const statement = selectBeeps(filter, readCursor(cursor, cursorShape), limit + 1);
    const rows = await call.services.runtime.database.query<BeepRow>(statement);
    const cursorOf = ({ cursorAt, cursorOwner, id }: BeepRow) => ({ at: cursorAt, owner: cursorOwner, id });
    return ok(toPage(rows, limit, cursorOf, ({ cursorAt: _, cursorOwner: __, ...beep }) => beep));
  },
});

/** Beeps of a study. */
export const beepRoutes: readonly Route[] = [list];
