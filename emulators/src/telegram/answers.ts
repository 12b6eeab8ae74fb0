import type { FastifyReply, FastifyRequest } from 'fastify';
import { BotApiError, forbidden, toErrorBody, tooManyRequests } from './bot-api-error.ts';
import type { TelegramFault } from './faults.ts';
import { type JsonObject, pause } from './types.ts';
import type { World } from './world.ts';

/** What a method answered. */
export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

/** For what nobody foresaw. */
export const internalError: BotApiError = new BotApiError(500, 'Internal Server Error');
const BAD_GATEWAY =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n';

/** Answers, or fails to answer, as the fault says. */
export async function answerWithFault(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  stopping: AbortSignal,
  fault: TelegramFault,
  answer: Answer | undefined,
): Promise<FastifyReply> {
  switch (fault.kind) {
    case 'accepted-then-cut':
    case 'cut-before':
      reply.hijack();
      request.raw.socket.resetAndDestroy();
      return reply;
    case 'hang':
      // The socket stays open; closing the server or the caller ends it.
      reply.hijack();
      return reply;
    case 'slow':
      await pause(world.clock, fault.delayMs ?? 1000, stopping);
      return send(reply, answer ?? toAnswer(internalError));
    case 'garbage':
      return reply.code(200).type('application/json').send('{"ok":true,"resu');
    case 'bad-gateway':
      return reply.code(502).type('text/html').send(BAD_GATEWAY);
    case 'rate-limited':
      return send(reply, toAnswer(tooManyRequests(fault.retryAfterSeconds ?? 1)));
    case 'forbidden':
      return send(reply, toAnswer(forbidden('bot was blocked by the user')));
    default:
      return send(reply, toAnswer(internalError));
  }
}

/** HTTP status that the caller saw; null when there was none. */
export function faultStatus(fault: TelegramFault, answer: Answer | undefined): number | null {
  switch (fault.kind) {
    case 'accepted-then-cut':
    case 'cut-before':
    case 'hang':
      return null;
    case 'slow':
      return answer?.status ?? null;
    case 'garbage':
      return 200;
    case 'bad-gateway':
      return 502;
    case 'rate-limited':
      return 429;
    case 'forbidden':
      return 403;
    default:
      return 500;
  }
}

/** A failed call in the words of the Bot API. */
export function toAnswer(error: unknown): Answer {
  const refusal =
    error instanceof BotApiError ? error : new BotApiError(500, `Internal Server Error: ${String(error)}`);
  return { status: refusal.code, body: toErrorBody(refusal) };
}

/** Sends an answer. */
export function send(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply.code(answer.status).send(answer.body);
}
