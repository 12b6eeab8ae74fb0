import type { FastifyRequest } from 'fastify';
import { type ActorRow, selectActorByToken } from '../../postgres/study/select-actor.ts';
import { selectActorBySession } from '../../postgres/study/select-session-actor.ts';
import type { Role } from '../researchers/role.ts';
import { csrfTokenOf, hashSecret, isSameText } from '../researchers/secret-text.ts';
import type { StudyServices } from '../study-services.ts';
import { ApiProblem } from './api-problem.ts';

/** Who asks. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** In the audit. */
  readonly auditName: string;
  /** The secret of the cookie session; null for a bearer. */
  readonly sessionSecret: string | null;
}

/** Name of the session's cookie. */
export const sessionCookie = 'esm_session';

/** Header in which writes of a cookie session show that a page of this origin made them. */
export const csrfHeader = 'x-csrf-token';

const unauthorised = new ApiProblem({
  ...{ status: 401, code: 'unauthorised', title: 'A valid token of a researcher is needed' },
  detail:
    'Send "Authorization: Bearer <token>", or sign in. Operators make tokens: opora esm researcher add.',
});

/**
 * Finds out who asks: by the bearer token, else by the cookie session, whose writes also need the CSRF header and
 * an origin of this server.
 * @throws ApiProblem 401 without a valid one, 403 for a write that another page made the browser send.
 */
export async function authenticate(
  { runtime }: Pick<StudyServices, 'runtime'>,
  request: FastifyRequest,
  now: number,
): Promise<Actor> {
  const token = readBearer(request);
  const secret = token === null ? readCookie(request, sessionCookie) : null;
  if (token === null && secret === null) throw unauthorised;
  const hash = hashSecret(token ?? secret ?? '');
  const statement = token === null ? selectActorBySession(hash, now) : selectActorByToken(hash);
  const [row] = await runtime.database.query<ActorRow>(statement);
  if (row === undefined || !isSameText(row.hash, hash)) throw unauthorised;
  if (secret !== null && request.method !== 'GET') assertOwnPage(request, secret);
  const { id, name, role } = row;
  return { id, name, role, auditName: `researcher:${id}`, sessionSecret: secret };
}

function assertOwnPage(request: FastifyRequest, secret: string): void {
  const shown = request.headers[csrfHeader];
  const isShown = typeof shown === 'string' && isSameText(shown, csrfTokenOf(secret));
  if (isShown && !isForeignOrigin(request)) return;
  throw new ApiProblem({
    ...{ status: 403, code: 'csrf_refused', title: 'This change was not made by a page of this server' },
    detail: `Send ${csrfHeader} as the sign-in answered it, or a bearer token instead of the cookie.`,
  });
}

function readBearer(request: FastifyRequest): string | null {
  const header = request.headers.authorization;
  return header === undefined ? null : (/^Bearer +(\S+) *$/i.exec(header)?.[1] ?? '');
}

/** A cookie of the request; null without one. */
export function readCookie(request: FastifyRequest, name: string): string | null {
  for (const part of request.headers.cookie?.split(';') ?? []) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

function isForeignOrigin({ headers }: FastifyRequest): boolean {
  if (headers.origin === undefined) return false;
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host;
}
