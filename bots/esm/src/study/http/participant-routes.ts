import { z } from 'zod';
import { excludeParticipant } from '../../postgres/study/exclude-participant.ts';
import { insertAudit } from '../../postgres/study/insert-audit.ts';
import type { ParticipantListRow } from '../../postgres/study/participant-columns.ts';
import { selectParticipants } from '../../postgres/study/select-participants.ts';
import type { StudyParticipantRow } from '../../postgres/study/select-study-participant.ts';
import { type ParticipantEvent, readParticipant, tellParticipant } from '../actions/reach-participant.ts';
import { readStudy } from '../actions/read-study.ts';
import { invalidContent } from './api-problem.ts';
import { pageKeys, readCursor, toPage } from './page.ts';
import { accepted, defineRoute, ok, param, type Route } from './route.ts';
import { date, flag, instant, listOf, object, oneOf, orNull, pageOf, text, whole } from './schemas.ts';

const statuses = [
  'invited',
  'training',
  'active',
  'paused',
  'unreachable',
  'completed',
  'withdrawn',
] as const;
/** The others come about by themselves. */
const settable = ['training', 'active', 'paused', 'completed', 'withdrawn'] as const;

const tag = 'participants';
const path = '/studies/{id}/participants';
const participantSchema = object({
  ...{ pseudonym: text, language: text, zone: orNull(text), status: oneOf(statuses) },
  ...{ trainingDay: whole, trainingCompleted: flag, firstDate: orNull(date), joinedAt: instant },
  ...{ lastSeenAt: orNull(instant), pausedUntil: orNull(instant), withdrawnAt: orNull(instant) },
  ...{ droppedOutAt: orNull(instant), excludeReason: orNull(text), consentVersion: whole },
  ...{ aiAllowed: flag, quotationAllowed: flag, sent: whole, completed: whole },
});
const pendingSchema = object({
  participant: participantSchema,
  pending: {
    ...listOf(text),
    description: 'what the Conversation was asked for; it happens in its next Turn',
  },
});

const list = defineRoute({
  ...{ method: 'GET', path, tag, role: 'viewer', summary: 'Participants by pseudonym' },
  query: z.strictObject({ ...pageKeys, status: z.enum(statuses).optional() }),
  problems: [404],
  answers: { 200: { description: 'Participants', schema: pageOf(participantSchema) } },
  async handle(call) {
    const { id: studyId } = await readStudy(call.services, param(call, 'id'));
    const { cursor, limit, status = null } = call.query;
    const after = readCursor(cursor, z.strictObject({ pseudonym: z.string() }))?.pseudonym ?? null;
    const statement = selectParticipants({ studyId, status, after, limit: limit + 1 });
    const rows = await call.services.runtime.database.query<ParticipantListRow>(statement);
    return ok(
      toPage(
        rows,
        limit,
        ({ pseudonym }) => ({ pseudonym }),
        (row) => row,
      ),
    );
  },
});

const read = defineRoute({
  ...{ method: 'GET', path: `${path}/{pseudonym}`, tag, role: 'viewer', summary: 'One participant' },
  problems: [404],
  answers: { 200: { description: 'The participant', schema: object({ participant: participantSchema }) } },
  async handle(call) {
    const { id } = await readStudy(call.services, param(call, 'id'));
    return ok({ participant: shown(await readParticipant(call.services, id, param(call, 'pseudonym'))) });
  },
});

const change = defineRoute({
  ...{ method: 'PATCH', path: `${path}/{pseudonym}`, tag, role: 'owner' },
  summary: 'Changes a status, ends or continues the training, leaves somebody out of analysis',
  body: z.strictObject({
    status: z.enum(settable).optional(),
    trainingCompleted: z.boolean().optional().describe('true graduates, false holds in training'),
    excludeReason: z.string().trim().min(1).max(500).nullish().describe('null takes an exclusion back'),
  }),
  problems: [404, 409, 422],
  answers: {
    200: { description: 'Done', schema: pendingSchema },
    202: { description: 'The Conversation was asked', schema: pendingSchema },
  },
  async handle(call) {
    const { services, actor, now } = call;
    const { id } = await readStudy(services, param(call, 'id'));
    const pseudonym = param(call, 'pseudonym');
    const participant = await readParticipant(services, id, pseudonym);
    const { status, trainingCompleted, excludeReason } = call.body;
    const events: ParticipantEvent[] = [];
    if (trainingCompleted !== undefined) {
      events.push({ event: 'esm.graduate', payload: { completed: trainingCompleted } });
    }
    if (status !== undefined) events.push({ event: 'esm.status', payload: { status } });
    const changed = Object.keys(call.body);
    if (changed.length === 0) {
      throw invalidContent([{ path: '', message: 'nothing is to be changed', advice: 'Name what changes.' }]);
    }
    for (const event of events) await tellParticipant(services, participant, event);
    const detail = {
      ...{ participant: participant.auditReference, changed },
      ...(status === undefined ? {} : { status }),
      ...(trainingCompleted === undefined ? {} : { trainingCompleted }),
      ...(excludeReason === undefined ? {} : { excluded: excludeReason !== null }),
    };
    const audit = insertAudit({
      studyId: id,
      at: now,
      actor: actor.auditName,
      action: 'participant.change',
      detail,
    });
    const exclusion = excludeReason === undefined ? [] : [excludeParticipant(id, pseudonym, excludeReason)];
    await services.runtime.write([...exclusion, audit]);
    const after = shown(await readParticipant(services, id, pseudonym));
    const pending = changed.filter((key) => key !== 'excludeReason');
    return (pending.length === 0 ? ok : accepted)({ participant: after, pending });
  },
});

const remove = defineRoute({
  ...{ method: 'DELETE', path: `${path}/{pseudonym}`, tag, role: 'owner' },
  summary: 'Erases everything of a participant within the hour',
  problems: [404, 409],
  answers: { 202: { description: 'The Conversation was asked', schema: pendingSchema } },
  async handle(call) {
    const { services, actor, now } = call;
    const { id } = await readStudy(services, param(call, 'id'));
    const participant = await readParticipant(services, id, param(call, 'pseudonym'));
    await tellParticipant(services, participant, { event: 'esm.delete', payload: {} });
    const detail = { participant: participant.auditReference };
    const { auditName } = actor;
    await services.runtime.write([
      insertAudit({ studyId: id, at: now, actor: auditName, action: 'participant.delete', detail }),
    ]);
    return accepted({ participant: shown(participant), pending: ['deletion'] });
  },
});

const message = defineRoute({
  ...{ method: 'POST', path: `${path}/{pseudonym}/messages`, tag, role: 'owner' },
  summary: 'Sends words of the researcher into the participant’s chat',
  body: z.strictObject({ text: z.string().trim().min(1).max(2000) }),
  problems: [404, 409, 422],
  answers: { 202: { description: 'The Conversation was asked', schema: pendingSchema } },
  async handle(call) {
    const { services, actor, now } = call;
    const { id } = await readStudy(services, param(call, 'id'));
    const participant = await readParticipant(services, id, param(call, 'pseudonym'));
    await tellParticipant(services, participant, { event: 'esm.message', payload: call.body });
    const detail = { participant: participant.auditReference, characters: [...call.body.text].length };
    const { auditName } = actor;
    await services.runtime.write([
      insertAudit({ studyId: id, at: now, actor: auditName, action: 'participant.message', detail }),
    ]);
    return accepted({ participant: shown(participant), pending: ['message'] });
  },
});

/** Participants of a study. */
export const participantRoutes: readonly Route[] = [list, read, change, remove, message];

/** What researchers see of a participant: the keys of the schema and nothing else. */
function shown(row: StudyParticipantRow): ParticipantListRow {
  const keys = participantSchema.required as readonly (keyof ParticipantListRow)[];
  return Object.fromEntries(keys.map((key) => [key, row[key]])) as unknown as ParticipantListRow;
}
