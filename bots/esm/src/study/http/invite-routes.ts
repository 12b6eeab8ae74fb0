import { z } from 'zod';
import { insertAudit } from '../../postgres/study/insert-audit.ts';
import { insertInvite } from '../../postgres/study/insert-invite.ts';
import { revokeInvite } from '../../postgres/study/revoke-invite.ts';
import { type InviteListRow, selectInvites } from '../../postgres/study/select-invites.ts';
import { assertChangeable, readStudy, writeOrExplain } from '../actions/read-study.ts';
import { createInviteCode, inviteLinks } from '../invites.ts';
import { invalidContent, notFound } from './api-problem.ts';
import { pageQuery, readCursor, toPage } from './page.ts';
import { created, defineRoute, noContent, ok, param, type Route } from './route.ts';
import { instant, object, orNull, pageOf, text, whole } from './schemas.ts';

const tag = 'invites';
const path = '/studies/{id}/invites';
const links = { telegram: orNull({ ...text, description: 'null while the bot has no Telegram' }), web: text };
const inviteSchema = object({
  ...{ code: text, maxUses: orNull(whole), uses: whole, expiresAt: orNull(instant) },
  ...{ createdBy: text, createdAt: instant, revokedAt: orNull(instant), ...links },
});
const body = z.strictObject({
  maxUses: z.int().min(1).max(1_000_000).nullish().describe('null: as often as wanted'),
  expiresAt: z.iso.datetime({ offset: true }).nullish().describe('null: never'),
});

const create = defineRoute({
  ...{ method: 'POST', path, tag, role: 'owner', summary: 'Makes an invitation' },
  body,
  problems: [404, 409, 422],
  answers: { 201: { description: 'Code and links', schema: object({ code: text, ...links }) } },
  async handle(call) {
    const { services, actor, now } = call;
    const study = await readStudy(services, param(call, 'id'));
    assertChangeable(study);
    const { maxUses = null, expiresAt: expires } = call.body;
    const expiresAt = expires == null ? null : Date.parse(expires);
    if (expiresAt !== null && expiresAt <= now) {
      throw invalidContent([{ path: 'expiresAt', message: 'is not in the future' }]);
    }
    const code = createInviteCode();
    const { runtime } = services;
    await runtime.write([
      insertInvite({ code, studyId: study.id, maxUses, expiresAt, by: actor.auditName, at: now }),
      insertAudit({
        studyId: study.id,
        at: now,
        actor: actor.auditName,
        action: 'invite.create',
        detail: { code },
      }),
    ]);
    return created({ code, ...inviteLinks(code, runtime) });
  },
});

const list = defineRoute({
  ...{ method: 'GET', path, tag, role: 'viewer', summary: 'Invitations, newest first' },
  query: pageQuery,
  problems: [404],
  answers: { 200: { description: 'Invitations', schema: pageOf(inviteSchema) } },
  async handle(call) {
    const { runtime } = call.services;
    const study = await readStudy(call.services, param(call, 'id'));
    const after = readCursor(call.query.cursor, z.strictObject({ createdAt: z.number(), code: z.string() }));
    const statement = selectInvites(study.id, after, call.query.limit + 1);
    const rows = await runtime.database.query<InviteListRow>(statement);
    const cursorOf = ({ createdMs, code }: InviteListRow) => ({ createdAt: createdMs, code });
    const toItem = ({ createdMs: _, ...row }: InviteListRow) => ({
      ...row,
      ...inviteLinks(row.code, runtime),
    });
    return ok(toPage(rows, call.query.limit, cursorOf, toItem));
  },
});

const revoke = defineRoute({
  ...{ method: 'DELETE', path: `${path}/{code}`, tag, role: 'owner' },
  summary: 'Ends an invitation; who joined by it stays',
  problems: [404],
  answers: { 204: { description: 'It has ended' } },
  async handle(call) {
    const { services, actor, now } = call;
    const study = await readStudy(services, param(call, 'id'));
    const code = param(call, 'code');
    await writeOrExplain(
      services,
      [
        revokeInvite(study.id, code, now),
        insertAudit({
          studyId: study.id,
          at: now,
          actor: actor.auditName,
          action: 'invite.revoke',
          detail: { code },
        }),
      ],
      async () => notFound('valid invitation'),
    );
    return noContent;
  },
});

/** Invitations into a study. */
export const inviteRoutes: readonly Route[] = [create, list, revoke];
