import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../contracts/message.ts';
import { formatCursor, isErased, parseCursor, startCursor } from './cursor.ts';
import { toProblem } from './errors.ts';
import { createEventStreams, type EventStreams } from './event-streams.ts';
import { httpChannelName } from './http-channel.ts';
import type { HttpChannelOptions } from './http-options.ts';
import { parseMessage } from './parse-message.ts';
import { sendProblem } from './problem.ts';
import { type HttpMessage, renderMessage } from './render-message.ts';

interface ConversationRequest {
  Params: { readonly id: string };
  Querystring: { readonly after?: string; readonly limit?: string };
}

const maximumPage = 500;

/** Adds the HTTP channel of one bot below `/<bot>/api`. Returns its event streams, to be closed at the end. */
export function addHttpRoutes(server: FastifyInstance, options: HttpChannelOptions): EventStreams {
  const { bot, intake } = options;
  const streams = createEventStreams(options);
  const base = `/${bot}/api`;

  server.post(`${base}/messages`, async (request, reply) => {
    const parsed = parseMessage(request.body);
    if (!parsed.ok) {
      // Whoever may not come in at all is not told what is wrong with the message.
      const stranger = options.authorise(request, '');
      if (stranger?.status === 401) return sendProblem(reply, stranger);
      return sendProblem(reply, {
        status: 400,
        code: 'message_invalid',
        title: 'The message has faults',
        errors: parsed.faults,
      });
    }
    const { conversation, messageId, content } = parsed.message;
    const refusal = options.authorise(request, conversation);
    if (refusal !== null) return sendProblem(reply, refusal);
    try {
      const { updateId, duplicate } = await intake.accept({
        bot,
        channel: httpChannelName,
        conversation,
        externalId: messageId,
        content,
        requestId: request.id,
      });
      streams.touch(conversation);
      return await reply.code(202).send({ updateId, conversationId: conversation, duplicate });
    } catch (error) {
      return sendFailure(options, reply, error);
    }
  });

  server.get<ConversationRequest>(`${base}/conversations/:id/messages`, (request, reply) =>
    listMessages(options, request, reply),
  );

  // No HEAD: it would follow the Conversation for a client that reads nothing.
  const events = { exposeHeadRoute: false };
  server.get<ConversationRequest>(`${base}/conversations/:id/events`, events, (request, reply) => {
    const conversation = request.params.id;
    const refusal = options.authorise(request, conversation);
    if (refusal !== null) return sendProblem(reply, refusal);
    const cursor = parseCursor(request.headers['last-event-id'] ?? request.query.after);
    if (cursor === null) return sendProblem(reply, badCursor);
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    if (!streams.open(conversation, conversationPath(base, conversation), cursor, reply.raw)) {
      reply.raw.end('event: busy\ndata: {}\n\n');
    }
    return reply;
  });

  server.get<{ Params: { id: string; seq: string } }>(
    `${base}/conversations/:id/files/:seq`,
    (request, reply) => sendFile(options, request, reply),
  );

  server.get<{ Querystring: { language?: string } }>(`${base}/commands`, (request, reply) => {
    const language = (['ru', 'uk', 'en'] as const).find((one) => one === request.query.language) ?? 'ru';
    return reply.send({ commands: describeCommands(options, language) });
  });

  return streams;
}

const badCursor = {
  status: 400,
  code: 'cursor_invalid',
  title: 'The cursor is not one of ours',
  detail: 'Give the cursor of an earlier answer, or leave it out to begin at the start.',
} as const;

const conversationPath = (base: string, conversation: string): string =>
  `${base}/conversations/${encodeURIComponent(conversation)}`;

/** A whole number of an address; null when it is none. */
const parseNumber = (value: string | undefined): number | null =>
  value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : null;

function describeCommands(
  { commands }: HttpChannelOptions,
  language: Language,
): readonly { readonly name: string; readonly description: string }[] {
  return commands.map(({ name, description }) => ({ name, description: description[language] }));
}

async function listMessages(
  options: HttpChannelOptions,
  request: FastifyRequest<ConversationRequest>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { bot, store } = options;
  const conversation = request.params.id;
  reply.header('cache-control', 'no-store');
  const refusal = options.authorise(request, conversation);
  if (refusal !== null) return sendProblem(reply, refusal);
  const cursor = parseCursor(request.query.after);
  if (cursor === null) return sendProblem(reply, badCursor);
  const limit = Math.min(maximumPage, Math.max(1, parseNumber(request.query.limit) || 200));
  const read = (afterSeq: number) =>
    store.readMessages({ bot, channel: httpChannelName, conversation, afterSeq, limit });
  try {
    const asked = await read(cursor.seq);
    const erased = isErased(cursor, asked?.head ?? null);
    const page = erased && asked !== null ? await read(startCursor.seq) : asked;
    const basePath = conversationPath(`/${bot}/api`, conversation);
    const messages = (page?.messages ?? [])
      .map((logged) => renderMessage(logged, page?.head.conversationId ?? '', basePath))
      .filter((message): message is HttpMessage => message !== null);
    const last = page?.messages.at(-1);
    const from = erased ? startCursor.seq : cursor.seq;
    const lastSeq = last === undefined ? from : last.direction === 'out' ? last.seq : last.update.seq;
    const next = page === null ? String(lastSeq) : formatCursor(page.head, lastSeq);
    // Told once: the new cursor knows of the erasure.
    return await reply.send({ cursor: next, messages, ...(erased ? { erased } : {}) });
  } catch (error) {
    return sendFailure(options, reply, error);
  }
}

async function sendFile(
  options: HttpChannelOptions,
  request: FastifyRequest<{ Params: { id: string; seq: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { bot, store } = options;
  const conversation = request.params.id;
  reply.header('cache-control', 'no-store');
  const refusal = options.authorise(request, conversation);
  if (refusal !== null) return sendProblem(reply, refusal);
  const seq = parseNumber(request.params.seq);
  try {
    const page =
      seq === null || seq === 0
        ? null
        : await store.readMessages({
            bot,
            channel: httpChannelName,
            conversation,
            afterSeq: seq - 1,
            limit: 1,
          });
    const logged = page?.messages[0];
    const file = logged?.direction === 'out' && logged.seq === seq ? logged.message.file : undefined;
    if (file === undefined) {
      return sendProblem(reply, { status: 404, code: 'file_unknown', title: 'There is no such file' });
    }
    return await reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .type(file.mimeType)
      .send(file.content);
  } catch (error) {
    return sendFailure(options, reply, error);
  }
}

function sendFailure({ logger, bot }: HttpChannelOptions, reply: FastifyReply, error: unknown): FastifyReply {
  const problem = toProblem(error);
  const fields = { bot, requestId: reply.request.id, code: problem.code, error };
  if (problem.status >= 500) logger.error(fields, 'A request of the HTTP channel failed.');
  return sendProblem(reply, problem);
}
