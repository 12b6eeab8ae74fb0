import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { deleteSession } from '../../postgres/study/delete-session.ts';
import { insertAudit } from '../../postgres/study/insert-audit.ts';
import { insertSession } from '../../postgres/study/insert-session.ts';
import { type ActorRow, selectActorByToken } from '../../postgres/study/select-actor.ts';
import { createChatCode } from '../researchers/register.ts';
import { roles } from '../researchers/role.ts';
import { createSessionSecret, csrfTokenOf, hashSecret, isSameText } from '../researchers/secret-text.ts';
import type { StudyServices } from '../study-services.ts';
import { ApiProblem } from './api-problem.ts';
import { type Actor, sessionCookie } from './authenticate.ts';
import { created, defineRoute, noContent, ok, type Route } from './route.ts';
import { instant, object, oneOf, orNull, text } from './schemas.ts';

const tag = 'access';
/** How long a sign-in lasts, in ms. */
const sessionMs = 12 * 3_600_000;

const sessionSchema = object({
  researcher: object({ id: text, name: text, role: oneOf(roles) }),
  csrf: orNull({ ...text, description: 'for the header x-csrf-token of writes; null for a bearer' }),
});

const begin = defineRoute({
  ...{ method: 'POST', path: '/session', tag, role: null },
  summary: 'Signs a browser in with a token: a cookie that pages cannot read, for 12 hours',
  body: z.strictObject({ token: z.string().min(1).max(200) }),
  problems: [401, 422],
  answers: { 200: { description: 'Who signed in', schema: sessionSchema } },
  async handle({ services, body, now, reply }) {
    const tokenHash = hashSecret(body.token.trim());
    const [row] = await services.runtime.database.query<ActorRow>(selectActorByToken(tokenHash));
    if (row === undefined || !isSameText(row.hash, tokenHash)) {
      throw new ApiProblem({ status: 401, code: 'token_unknown', title: 'This token is not known' });
    }
    const secret = createSessionSecret();
    const { id, name, role } = row;
    await services.runtime.write([
      insertSession({ hash: hashSecret(secret), researcherId: id, at: now, expiresAt: now + sessionMs }),
      insertAudit({ studyId: null, at: now, actor: `researcher:${id}`, action: 'session.begin' }),
    ]);
    setCookie(services, reply, secret, sessionMs / 1000);
    return ok({ researcher: { id, name, role }, csrf: csrfTokenOf(secret) });
  },
});

const read = defineRoute({
  ...{ method: 'GET', path: '/session', tag, role: 'viewer', summary: 'Who is signed in' },
  answers: { 200: { description: 'Who asks', schema: sessionSchema } },
  handle: async ({ actor }) => ok(describe(actor)),
});

const end = defineRoute({
  ...{
    method: 'DELETE',
    path: '/session',
    tag,
    role: 'viewer',
    summary: 'Signs the browser out, at the server too',
  },
  answers: { 204: { description: 'The session has ended' } },
  async handle({ services, actor, now, reply }) {
    if (actor.sessionSecret !== null) {
      await services.runtime.write([
        deleteSession(hashSecret(actor.sessionSecret)),
        insertAudit({ studyId: null, at: now, actor: actor.auditName, action: 'session.end' }),
      ]);
    }
    setCookie(services, reply, '', 0);
    return noContent;
  },
});

const linkCode = defineRoute({
  ...{ method: 'POST', path: '/link-codes', tag, role: 'viewer' },
  summary: 'Makes a one-time code for /link in a chat of yours; it holds for 15 minutes',
  answers: { 201: { description: 'The code', schema: object({ code: text, expiresAt: instant }) } },
  async handle({ services, actor }) {
    const { code, expiresAt } = await createChatCode(services.runtime, actor.id);
    return created({ code, expiresAt: new Date(expiresAt).toISOString() });
  },
});

/** Signing in and out, and linking a chat. */
export const sessionRoutes: readonly Route[] = [begin, read, end, linkCode];

function describe({ id, name, role, sessionSecret }: Actor): Readonly<Record<string, unknown>> {
  return { researcher: { id, name, role }, csrf: sessionSecret === null ? null : csrfTokenOf(sessionSecret) };
}

function setCookie({ runtime }: StudyServices, reply: FastifyReply, value: string, seconds: number): void {
  const secure = runtime.url.startsWith('https:') ? '; Secure' : '';
  const age = `Max-Age=${Math.floor(seconds)}`;
  reply.header(
    'set-cookie',
    `${sessionCookie}=${value}; Path=/esm; ${age}; HttpOnly; SameSite=Strict${secure}`,
  );
}
