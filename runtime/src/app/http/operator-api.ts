import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sendProblem } from '../../channels/http/index.ts';
import type { EngineStore } from '../../contracts/store.ts';
import type { Intake } from '../../contracts/update.ts';
import type { Clock } from '../../core/clock.ts';
import type { Logger, LogLevel } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import type { Redactor } from '../../core/redaction.ts';
import type { DeadLetterRow } from '../../postgres/statements/dead-letters.ts';
import { readHandoff } from '../../postgres/statements/read-handoff.ts';
import { releasedEvent } from '../../stages/worker/released-event.ts';
import type { DeadLetters } from '../dead-letters.ts';
import { explain, redactExplanation } from '../explain.ts';
import type { Access } from './access.ts';

export interface OperatorApiOptions {
  readonly access: Access;
  readonly store: EngineStore;
  readonly intake: Intake;
  readonly deadLetters: DeadLetters;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly logger: Logger;
  /** What an Operator is shown goes through it, unless it is revealed. */
  readonly redactor: Redactor;
  readonly logLevel: { get(): LogLevel; set(level: LogLevel): void };
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
const levelBody = z.object({ level: z.enum(levels) });
const takeoverBody = z.object({
  operator: z.string().min(1).max(200),
  reason: z.string().min(1).max(500).default('an operator took over'),
});
const conversationPath = '/api/operator/conversations/:bot/:channel/:conversation';

/** Adds `/api/operator/*`: everything an Operator does, behind the operator token. */
export function addOperatorApi(server: FastifyInstance, options: OperatorApiOptions): void {
  const guarded =
    (handler: Handler): Handler =>
    async (request, reply) => {
      const refusal = options.access.operator(request);
      return refusal === null ? handler(request, reply) : sendProblem(reply, refusal);
    };
  addWhy(server, options, guarded);
  addDeadLetters(server, options, guarded);
  addHandoff(server, options, guarded);
  server.get(
    '/api/operator/log-level',
    guarded(async () => ({ level: options.logLevel.get() })),
  );
  server.put(
    '/api/operator/log-level',
    guarded(async (request, reply) => {
      const body = levelBody.safeParse(request.body);
      if (!body.success) return sendProblem(reply, invalid('level', `must be one of ${levels.join(', ')}`));
      options.logLevel.set(body.data.level);
      return { level: options.logLevel.get() };
    }),
  );
}

type Guard = (handler: Handler) => Handler;

const notFound = (what: string) => ({ status: 404, code: 'not_found', title: `There is no such ${what}` });
const invalid = (path: string, message: string) => ({
  status: 400,
  code: 'request_invalid',
  title: 'The request has faults',
  errors: [{ path, message }],
});
const parameter = (request: FastifyRequest, name: string): string =>
  String((request.params as Readonly<Record<string, unknown>>)[name] ?? '');

function addWhy(server: FastifyInstance, options: OperatorApiOptions, guarded: Guard): void {
  const { store, logger, redactor } = options;
  server.get(
    '/api/operator/why/:id',
    guarded(async (request, reply) => {
      const id = parameter(request, 'id');
      const story = await explain(store, id);
      if (story === null) return sendProblem(reply, notFound('message, turn or delivery'));
      const { reveal } = request.query as { readonly reveal?: unknown };
      if (reveal !== 'true') return redactExplanation(story, redactor);
      logger.warn({ requestId: request.id, id: story.id }, 'An Operator revealed personal data.');
      return story;
    }),
  );
}

function addDeadLetters(
  server: FastifyInstance,
  { deadLetters, redactor }: OperatorApiOptions,
  guarded: Guard,
): void {
  const shown = (letter: DeadLetterRow): DeadLetterRow => ({
    ...letter,
    reason: redactor.text(letter.reason),
  });
  server.get(
    '/api/operator/dead-letters',
    guarded(async () => ({ deadLetters: (await deadLetters.list(500)).map(shown) })),
  );
  for (const verb of ['retry', 'drop'] as const) {
    server.post(
      `/api/operator/dead-letters/:id/${verb}`,
      guarded(async (request, reply) => {
        const id = parameter(request, 'id');
        const letter = /^\d{1,18}$/.test(id) ? await deadLetters[verb](id) : null;
        return letter !== null ? shown(letter) : sendProblem(reply, notFound('open dead letter'));
      }),
    );
  }
}

function addHandoff(server: FastifyInstance, options: OperatorApiOptions, guarded: Guard): void {
  const { store, intake, clock, meter } = options;
  const named = (request: FastifyRequest) => ({
    bot: parameter(request, 'bot'),
    channel: parameter(request, 'channel'),
    conversation: parameter(request, 'conversation'),
  });

  server.post(
    `${conversationPath}/takeover`,
    guarded(async (request, reply) => {
      const body = takeoverBody.safeParse(request.body);
      if (!body.success) return sendProblem(reply, invalid('operator', 'must name the operator'));
      const found = await store.readMessages({ ...named(request), afterSeq: 0, limit: 1 });
      if (found === null) return sendProblem(reply, notFound('conversation'));
      const { operator, reason } = body.data;
      await store.takeOver(found.head.conversationId, { operator, reason, at: clock.now() });
      meter.count('opora_handoffs_total', { bot: named(request).bot });
      return { conversationId: found.head.conversationId, heldBy: operator };
    }),
  );
  server.post(
    `${conversationPath}/release`,
    guarded(async (request, reply) => {
      const found = await store.readMessages({ ...named(request), afterSeq: 0, limit: 1 });
      if (found === null) return sendProblem(reply, notFound('conversation'));
      const handoff = await readHandoff(store, found.head.conversationId);
      if (handoff === null) {
        return sendProblem(reply, {
          ...{ status: 409, code: 'conversation_not_held', title: 'The bot has this conversation already' },
        });
      }
      return intake.accept({
        ...named(request),
        // A request id may come again; what it released before is another takeover.
        externalId: `${releasedEvent}:${handoff.at}:${request.id}`,
        content: { kind: 'event', event: releasedEvent },
        requestId: request.id,
      });
    }),
  );
}
