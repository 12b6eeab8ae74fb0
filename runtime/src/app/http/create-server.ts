import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
} from 'fastify';
import { type Problem, sendProblem, toProblem } from '../../channels/http/index.ts';
import type { ErrorReporter } from '../../core/error-reporter.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import { httpMethods } from '../../core/metric-catalogue.ts';
import { isJsonWithinDepth, limits } from '../../stages/guard/limits/index.ts';
import { type RouteList, trackRoutes } from './route-list.ts';

/** Fastify, and what it answers. */
export type Server = FastifyInstance & { readonly routeList: RouteList };

export interface ServerOptions {
  readonly bodyLimitBytes: number;
  readonly trustedProxy: readonly string[];
  readonly logger: Logger;
  readonly meter: Meter;
  readonly errors: ErrorReporter;
}

/** Longest path parameter: 200 characters of three bytes each, percent-encoded. */
const maximumParameter = 1_800;

/** Builds the HTTP server: request ids, metrics, limits and errors; the routes are added by their owners. */
export function createServer(options: ServerOptions): Server {
  const server = fastify({
    bodyLimit: options.bodyLimitBytes,
    logger: false,
    forceCloseConnections: 'idle',
    // Who is already connected is served to the end, with `Connection: close`; intake is still open.
    return503OnClosing: false,
    requestTimeout: 30_000,
    trustProxy: options.trustedProxy.length > 0 ? [...options.trustedProxy] : false,
    routerOptions: { maxParamLength: maximumParameter },
    genReqId: (request) => toRequestId(request.headers['x-request-id']),
    // Addresses that never reach a route (a broken percent sign, an overlong parameter).
    frameworkErrors: (error, request, reply) => {
      addHeaders(request, reply);
      sendProblem(reply, {
        status: error.statusCode ?? 400,
        code: 'request_invalid',
        title: 'The address is not valid',
      });
    },
    clientErrorHandler: (error, socket) => refuseBrokenRequest(error, socket),
  });
  // Bodies are JSON; a form or plain text is what a page of another site can send without asking.
  server.removeContentTypeParser('text/plain');
  addJsonParser(server);
  const routeList = trackRoutes(server);
  addHooks(server, options);
  addErrors(server, options, routeList);
  return Object.assign(server, { routeList });
}

/** The framework's own parser, after a look at the bytes and the depth: what nests without end costs everybody who reads it. */
function addJsonParser(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = body.toString('utf8');
    if (!isUtf8Type(request.headers['content-type'])) done(refused('FST_ERR_CTP_INVALID_MEDIA_TYPE'));
    else if (!isUtf8(body)) done(refused(notUtf8));
    else if (!isJsonWithinDepth(text)) done(refused(jsonTooDeep));
    else void parse(request, text, done);
  });
}

const jsonTooDeep = 'OPORA_JSON_TOO_DEEP';
const notUtf8 = 'OPORA_NOT_UTF8';

/** An error that `clientProblems` has an answer for. */
const refused = (code: string): Error => Object.assign(new Error('The body is refused.'), { code });

/** JSON is UTF-8 (RFC 8259); who names another encoding means other letters than we would read. */
function isUtf8Type(contentType = ''): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
}

function addHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id);
  reply.header('x-content-type-options', 'nosniff');
}

function addHooks(server: FastifyInstance, { logger, meter }: ServerOptions): void {
  const log = logger.child({ module: 'server' });
  server.addHook('onRequest', (request, reply, done) => {
    addHeaders(request, reply);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    const { method, id: requestId } = request;
    const counted = httpMethods.includes(method) ? method : 'OTHER';
    meter.count('opora_http_requests_total', { route, method: counted, status });
    meter.observe('opora_http_request_seconds', reply.elapsedTime / 1000, { route });
    log.debug({ requestId, method, route, status: reply.statusCode }, 'A request was answered.');
    done();
  });
}

function addErrors(server: FastifyInstance, options: ServerOptions, routeList: RouteList): void {
  const { logger, errors } = options;
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const methods = routeList.methodsOf(path);
    const detail = `${request.method} ${path} is not a route of this server.`;
    if (methods.length === 0) {
      return sendProblem(reply, {
        status: 404,
        code: 'route_unknown',
        title: 'There is nothing here',
        detail,
      });
    }
    reply.header('allow', methods.join(', '));
    const title = 'This address takes other methods';
    return sendProblem(reply, { status: 405, code: 'method_not_allowed', title, detail });
  });
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const known = clientProblems[error.code];
    if (known !== undefined) return sendProblem(reply, known(request));
    if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
      return sendProblem(reply, { status: error.statusCode, code: 'request_invalid', title: error.message });
    }
    const route = request.routeOptions.url;
    logger.error({ error, requestId: request.id, route }, 'A request failed.');
    errors.report(error, { requestId: request.id, route });
    return sendProblem(reply, toProblem(error));
  });
}

const brokenRequests: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers bytes that are no HTTP request; there is no request to answer through. */
function refuseBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = brokenRequests[error.code ?? ''] ?? '400 Bad Request';
  const requestId = randomUUID();
  const code = 'request_invalid';
  const body = JSON.stringify({
    ...{ type: `urn:opora:${code}`, code, title: status.slice(4), status: Number.parseInt(status, 10) },
    requestId,
  });
  const head = `content-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}`;
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\nx-request-id: ${requestId}\r\n${head}\r\n\r\n${body}`,
  );
}

const clientProblems: Readonly<Record<string, (request: FastifyRequest) => Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ({ routeOptions }) => ({
    status: 413,
    code: 'body_too_large',
    title: 'The request is too large',
    detail: `At most ${routeOptions.bodyLimit} bytes are accepted.`,
  }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => ({
    status: 415,
    code: 'media_type_unsupported',
    title: 'The content type is not supported',
    detail: 'Send application/json in UTF-8.',
  }),
  [jsonTooDeep]: () => ({
    status: 400,
    code: 'json_too_deep',
    title: 'The body nests too deep',
    detail: `At most ${limits.jsonDepth} levels are accepted.`,
  }),
  [notUtf8]: () => ({ ...invalidJson, errors: [{ path: '', message: 'must be UTF-8' }] }),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => invalidJson,
  FST_ERR_CTP_INVALID_JSON_BODY: () => invalidJson,
};

const invalidJson = {
  status: 400,
  code: 'json_invalid',
  title: 'The body is not valid JSON',
  errors: [{ path: '', message: 'must be a JSON object' }],
} as const;

/** Keeps a caller's id when it is harmless in logs and headers. */
function toRequestId(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.:-]{1,128}$/.test(header) ? header : randomUUID();
}
