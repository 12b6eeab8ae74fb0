import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Problem } from '../../channels/http/index.ts';
import { isLoopback } from '../config-rules.ts';

export interface AccessOptions {
  readonly demo: boolean;
  readonly apiToken: string | null;
  readonly operatorToken: string;
  /** Signs visitors' cookies; the same in every process and after a restart. */
  readonly visitorKey: string;
  /** Sent with `Secure` when the product is reached over https. */
  readonly secureCookies: boolean;
}

/** Who may do what over HTTP. */
export interface Access {
  /** Lets an API client, or the web visitor who owns it, into a Conversation. */
  conversation(request: FastifyRequest, conversation: string): Problem | null;
  /** Lets an Operator in. */
  operator(request: FastifyRequest): Problem | null;
  isOperator(request: FastifyRequest): boolean;
  /** The web Conversation of this browser, and the cookie to set when it is new. */
  visitor(request: FastifyRequest): { readonly conversation: string; readonly cookie: string | null };
}

const cookieName = 'opora_visitor';
const cookieAge = 60 * 60 * 24 * 365;

const unauthorised: Problem = {
  status: 401,
  code: 'unauthorised',
  title: 'A valid token is needed',
  detail: 'Send "Authorization: Bearer <token>", or open the chat page in a browser first.',
};
const forbidden: Problem = {
  status: 403,
  code: 'foreign_conversation',
  title: 'This is somebody else’s conversation',
};

/** Builds the checks. */
export function createAccess(options: AccessOptions): Access {
  const sign = (visitor: string): string =>
    createHmac('sha256', options.visitorKey).update(visitor).digest('base64url');

  const readVisitor = (request: FastifyRequest): string | null => {
    const value = readCookie(request.headers.cookie, cookieName);
    const dot = value?.lastIndexOf('.') ?? -1;
    if (value === undefined || dot < 1) return null;
    const visitor = value.slice(0, dot);
    return isEqual(value.slice(dot + 1), sign(visitor)) ? visitor : null;
  };
  const isOperator = ({ headers }: FastifyRequest): boolean =>
    bearsToken(headers.authorization, options.operatorToken);

  return {
    isOperator,
    operator: (request) => (isOperator(request) ? null : unauthorised),
    conversation(request, conversation) {
      if (options.demo && isFromThisMachine(request)) return null;
      if (options.apiToken !== null && bearsToken(request.headers.authorization, options.apiToken))
        return null;
      const visitor = readVisitor(request);
      if (visitor === null || isForeignOrigin(request)) return unauthorised;
      return conversation === `web-${visitor}` ? null : forbidden;
    },
    visitor(request) {
      // Lax: who comes by a link in a letter comes as themselves. What changes anything looks at the Origin too.
      const known = readVisitor(request);
      const visitor = known ?? randomBytes(16).toString('base64url');
      const secure = options.secureCookies ? '; Secure' : '';
      const cookie =
        known === null
          ? `${cookieName}=${visitor}.${sign(visitor)}; Path=/; Max-Age=${cookieAge}; HttpOnly; SameSite=Lax${secure}`
          : null;
      return { conversation: `web-${visitor}`, cookie };
    },
  };
}

/** Constant-time comparison of secrets of any length. */
export function isEqual(left: string, right: string): boolean {
  const salt = randomBytes(16);
  const digest = (text: string): Buffer => createHmac('sha256', salt).update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** Whether a header `Authorization` is `Bearer` (in any case) with this token; compared in constant time. */
export function bearsToken(header: string | undefined, token: string): boolean {
  const given = /^bearer (.*)$/i.exec(header ?? '')?.[1];
  return given !== undefined && isEqual(given.trim(), token);
}

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}

const hostName = (host: string | undefined): string =>
  (host ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');

/** Set by proxies: the caller is somebody else than who connects. */
const forwardingHeaders = [
  ...['forwarded', 'via', 'x-real-ip', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'],
  ...['x-client-ip', 'cf-connecting-ip', 'true-client-ip'],
];

/** A page of another site can make a browser here send requests: its Origin or Host gives it away. */
function isFromThisMachine(request: FastifyRequest): boolean {
  const { headers, socket } = request;
  const forwarded = forwardingHeaders.some((name) => headers[name] !== undefined);
  return (
    isLoopback((socket.remoteAddress ?? '').replace(/^::ffff:/, '')) &&
    isLoopback(hostName(headers.host)) &&
    !forwarded &&
    !isForeignOrigin(request)
  );
}

function isForeignOrigin({ headers }: FastifyRequest): boolean {
  if (headers.origin === undefined) return false;
  try {
    return new URL(headers.origin).host !== headers.host;
  } catch {
    // "null" and other opaque origins are foreign.
    return true;
  }
}
