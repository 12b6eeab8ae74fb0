import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Answer, answerWithFault, faultStatus, internalError, send, toAnswer } from './answers.ts';
import { BotApiError, toErrorBody } from './bot-api-error.ts';
import { type FaultScript, type TelegramFault, takesEffect } from './faults.ts';
import type { Journal, JournalOutcome } from './journal.ts';
import { findMethod } from './methods/index.ts';
import { parseMultipart } from './multipart.ts';
import { Parameters } from './parameters.ts';
import type { JsonObject } from './types.ts';
import type { EmulatedBot, World } from './world.ts';

export interface BotApiRoutesOptions {
  readonly world: World;
  readonly faults: FaultScript;
  readonly journal: Journal;
  /** Aborts when the emulator stops. */
  readonly stopping: AbortSignal;
}

/** `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
export function registerBotApi(server: FastifyInstance, options: BotApiRoutesOptions): void {
  for (const type of ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    server.addContentTypeParser(type, { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  }
  server.route<{ Params: { token: string; method: string } }>({
    method: ['GET', 'POST'],
    url: '/bot:token/:method',
    handler: (request, reply) => answerCall(options, request, reply),
  });
  server.get<{ Params: { token: string; '*': string } }>('/file/bot:token/*', (request, reply) => {
    try {
      options.world.authorise(request.params.token);
    } catch {
      return reply.code(401).send(toErrorBody(new BotApiError(401, 'Unauthorized')));
    }
    const file = [...options.world.files.values()].find(
      (candidate) => candidate.path === request.params['*'],
    );
    if (file === undefined) return reply.code(404).send(toErrorBody(new BotApiError(404, 'Not Found')));
    return sendFile(options, request, reply, file.content);
  });
}

/** A download meets the faults of the pseudo method `download`. */
async function sendFile(
  { faults, world, stopping }: BotApiRoutesOptions,
  request: FastifyRequest<{ Params: { token: string } }>,
  reply: FastifyReply,
  content: Buffer,
): Promise<FastifyReply> {
  const bot = world.authorise(request.params.token);
  const fault = faults.match({ bot: bot.username, method: 'download', chat: null });
  if (fault === undefined) return reply.type('application/octet-stream').send(content);
  return answerWithFault(world, request, reply, stopping, fault, { status: 200, body: {} });
}

async function answerCall(
  options: BotApiRoutesOptions,
  request: FastifyRequest<{ Params: { token: string; method: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { world, faults, journal, stopping } = options;
  const hungUp = new AbortController();
  reply.raw.once('close', () => hungUp.abort());
  let bot: EmulatedBot;
  let params: Parameters;
  try {
    bot = world.authorise(request.params.token);
    params = await readParameters(request);
  } catch (error) {
    return send(reply, toAnswer(error));
  }
  const found = findMethod(request.params.method);
  if (found === undefined) return send(reply, toAnswer(new BotApiError(404, 'Not Found: method not found')));
  const chat = params.integer('chat_id') ?? null;
  const fault = faults.match({ bot: bot.username, method: found.name, chat });
  const at = new Date(world.clock.now()).toISOString();
  const finish = journal.begin({ at, bot: bot.username, method: found.name, chat, params: params.summary() });
  let answer: Answer | undefined;
  if (takesEffect(fault)) {
    const signal = AbortSignal.any([hungUp.signal, stopping]);
    answer = await run(() => found.method({ world, bot, params, signal }));
  }
  finish(toOutcome(answer, fault));
  if (fault !== undefined) return answerWithFault(world, request, reply, stopping, fault, answer);
  return answer === undefined ? send(reply, toAnswer(internalError)) : send(reply, answer);
}

async function run(method: () => unknown): Promise<Answer> {
  try {
    return { status: 200, body: { ok: true, result: await method() } };
  } catch (error) {
    return toAnswer(error);
  }
}

async function readParameters(request: FastifyRequest): Promise<Parameters> {
  const query = request.query as JsonObject;
  const body = request.body;
  if (!Buffer.isBuffer(body) || body.length === 0) return new Parameters(query);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/')) {
    const parsed = await parseMultipart(body, type);
    return new Parameters({ ...query, ...parsed.values }, parsed.files);
  }
  if (type.startsWith('application/json')) {
    try {
      return new Parameters({ ...query, ...(JSON.parse(body.toString('utf8')) as JsonObject) });
    } catch {
      throw new BotApiError(400, "Bad Request: can't parse JSON object");
    }
  }
  return new Parameters({ ...query, ...Object.fromEntries(new URLSearchParams(body.toString('utf8'))) });
}

function toOutcome(answer: Answer | undefined, fault: TelegramFault | undefined): JournalOutcome {
  const result = answer?.body.result;
  const messageId =
    typeof result === 'object' && result !== null && 'message_id' in result ? result.message_id : undefined;
  const description = answer?.body.description;
  return {
    status: fault === undefined ? (answer?.status ?? null) : faultStatus(fault, answer),
    accepted: answer?.status === 200,
    ...(typeof description === 'string' ? { description } : {}),
    ...(fault === undefined ? {} : { fault: fault.kind }),
    ...(typeof messageId === 'number' ? { messageId } : {}),
  };
}
