import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LlmFault, LlmFaultScript } from './faults.ts';
import { faultStatus, spoil, writePieces } from './faulty-answers.ts';
import type { LlmJournal, LlmOutcome } from './journal.ts';
import { readMultipart } from './multipart.ts';
import { chatCompletions } from './protocols/chat-completions.ts';
import {
  embed,
  inputsOf,
  type MediaAnswer,
  mediaCall,
  moderate,
  speak,
  transcribe,
} from './protocols/media.ts';
import { messages } from './protocols/messages.ts';
import { openAiError } from './protocols/openai-errors.ts';
import { responses } from './protocols/responses.ts';
import { type LlmRuleAnswer, type LlmRules, toPlan } from './rules.ts';
import { thoughtOf } from './thinking.ts';
import {
  type LlmCall,
  type LlmEmulatorClock,
  LlmHttpError,
  type LlmJson,
  type LlmProtocol,
  pauseFor,
} from './types.ts';

export interface ApiRoutesOptions {
  readonly rules: LlmRules;
  readonly faults: LlmFaultScript;
  readonly journal: LlmJournal;
  readonly clock: LlmEmulatorClock;
  /** Keys that are accepted; any non-empty one when null. */
  readonly keys: readonly string[] | null;
  /** Aborts when the emulator stops. */
  readonly stopping: AbortSignal;
}

/** How a call is carried out once it is known. */
interface Handling {
  readonly protocol: Pick<LlmProtocol, 'renderError' | 'renderStreamError'>;
  /** Answers without a fault in HTTP; `outcome` is noted before the first byte. */
  readonly answer: (
    fault: LlmFault | undefined,
    said: LlmRuleAnswer,
  ) => {
    readonly outcome: Omit<LlmOutcome, 'status' | 'fault'>;
    readonly send: () => Promise<void>;
  };
}

const openAiErrors: Handling['protocol'] = {
  renderError: openAiError,
  renderStreamError: (type, message) => `data: ${JSON.stringify(openAiError(500, type, message))}\n\n`,
};

const page =
  '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n';

/** Everything below `/v1`. */
export function registerApi(server: FastifyInstance, options: ApiRoutesOptions): void {
  for (const [path, protocol] of [
    ['/v1/chat/completions', chatCompletions],
    ['/v1/responses', responses],
    ['/v1/messages', messages],
  ] as const) {
    server.post(path, (request, reply) => answerText(options, protocol, request, reply));
  }
  for (const [path, endpoint, make] of [
    ['/v1/embeddings', 'embeddings', embed],
    ['/v1/moderations', 'moderations', moderate],
    ['/v1/audio/speech', 'speech', speak],
  ] as const) {
    server.post(path, (request, reply) => {
      const read = (): LlmCall => {
        const body = jsonOf(request);
        return mediaCall(endpoint, body, inputsOf(body).join('\n'));
      };
      return answerMedia(options, request, reply, read, make);
    });
  }
  server.post('/v1/audio/transcriptions', (request, reply) => {
    let file: Buffer = Buffer.alloc(0);
    const read = async (): Promise<LlmCall> => {
      const parts = await readMultipart(request.body, request.headers['content-type'] ?? '');
      file = parts.file;
      return mediaCall('transcriptions', parts.fields, parts.fileName);
    };
    return answerMedia(options, request, reply, read, (call, said) => transcribe(call, said, file));
  });
  server.get('/v1/models', (_request, reply) =>
    reply.send({
      object: 'list',
      data: [{ id: 'emulated', object: 'model', created: 0, owned_by: 'opora' }],
    }),
  );
}

async function answerText(
  options: ApiRoutesOptions,
  protocol: LlmProtocol,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { clock, stopping } = options;
  const id = randomUUID().replaceAll('-', '').slice(0, 24);
  const read = (): LlmCall => {
    if (protocol === messages && request.headers['anthropic-version'] === undefined) {
      throw new LlmHttpError(400, 'invalid_request_error', 'anthropic-version: header is required');
    }
    const call = protocol.parse(jsonOf(request));
    return { ...call, thought: thoughtOf(call) };
  };
  return carryOut(options, request, reply, protocol, read, (call) => ({
    protocol,
    answer: (fault, said) => {
      const plan = toPlan(spoil(said, fault), call);
      const createdAt = Math.floor(clock.now() / 1_000);
      const streamError = protocol.renderStreamError(
        fault?.type ?? 'server_error',
        'The server had an error.',
      );
      const pieces = call.stream
        ? protocol.renderEvents(plan, call, id, createdAt)
        : halves(JSON.stringify(protocol.renderBody(plan, call, id, createdAt)));
      const write = { clock, stopping, fault, streamError, chunkDelayMs: said.chunkDelayMs ?? 0 };
      const type = call.stream ? 'text/event-stream; charset=utf-8' : 'application/json';
      return {
        outcome: { billed: true, tokensIn: plan.tokensIn, tokensOut: plan.tokensOut, text: plan.text },
        send: () => writePieces(reply, pieces, type, write),
      };
    },
  }));
}

function answerMedia(
  options: ApiRoutesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  read: () => LlmCall | Promise<LlmCall>,
  make: (call: LlmCall, said: LlmRuleAnswer) => MediaAnswer,
): Promise<FastifyReply> {
  const { clock, stopping } = options;
  return carryOut(options, request, reply, openAiErrors, read, (call) => ({
    protocol: openAiErrors,
    answer: (fault, said) => {
      const { contentType, body, tokensIn } = make(call, said);
      const empty = fault?.kind === 'empty' && call.endpoint === 'speech';
      const send = async (): Promise<void> => {
        if (Buffer.isBuffer(body)) {
          await reply.type(contentType).send(empty ? Buffer.alloc(0) : body);
          return;
        }
        const said = fault?.kind === 'empty' && typeof body === 'object' ? { ...body, text: '' } : body;
        const broken = fault?.kind === 'malformed-json' ? '{"data": [' : undefined;
        const wrong = fault?.kind === 'schema-mismatch' ? '{"unexpected":1}' : undefined;
        const text = broken ?? wrong ?? (typeof said === 'string' ? said : JSON.stringify(said));
        await writePieces(reply, halves(text), contentType, {
          ...{ clock, stopping, fault, chunkDelayMs: 0, streamError: '' },
        });
      };
      return { outcome: { billed: true, tokensIn, tokensOut: 0 }, send };
    },
  }));
}

const halves = (text: string): readonly string[] => {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
};

async function carryOut(
  options: ApiRoutesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  errors: Handling['protocol'],
  read: () => LlmCall | Promise<LlmCall>,
  handle: (call: LlmCall) => Handling,
): Promise<FastifyReply> {
  const { faults, journal, rules, clock, stopping } = options;
  let call: LlmCall;
  try {
    authorise(request, options.keys);
    call = await read();
  } catch (error) {
    const fault =
      error instanceof LlmHttpError ? error : new LlmHttpError(400, 'invalid_request_error', String(error));
    return reply.code(fault.status).send(errors.renderError(fault.status, fault.type, fault.message));
  }
  const fault = faults.match(call);
  const finish = begin(journal, clock, call, request);
  const named = fault === undefined ? {} : { fault: fault.kind };
  const unpaid = (status: number | null): void =>
    finish({ status, billed: false, tokensIn: 0, tokensOut: 0, ...named });
  const refused = faultStatus(fault, call.endpoint);
  if (refused !== null) {
    unpaid(refused.status);
    if (fault?.retryAfterSeconds !== undefined) reply.header('retry-after', String(fault.retryAfterSeconds));
    return reply.code(refused.status).send(errors.renderError(refused.status, refused.type, refused.message));
  }
  if (fault?.kind === 'hang' || fault?.kind === 'cut-before') {
    unpaid(null);
    reply.hijack();
    if (fault.kind === 'cut-before') request.raw.socket.resetAndDestroy();
    return reply;
  }
  const said = rules.answer(call);
  const delayMs = (said.delayMs ?? 0) + (fault?.kind === 'slow' ? (fault.delayMs ?? 1_000) : 0);
  if (delayMs > 0) await pauseFor(clock, delayMs, stopping);
  const { outcome, send } = handle(call).answer(fault, said);
  finish({ ...outcome, status: 200, ...named });
  if (fault?.kind === 'garbage') return reply.code(200).type('text/html').send(page);
  await send();
  return reply;
}

function begin(
  journal: LlmJournal,
  clock: LlmEmulatorClock,
  call: LlmCall,
  request: FastifyRequest,
): (outcome: LlmOutcome) => void {
  const { endpoint, model, system, lastUserText, stream } = call;
  const requestId = request.headers['x-request-id'];
  return journal.begin({
    at: new Date(clock.now()).toISOString(),
    ...{ endpoint, model, system, lastUserText, stream },
    messages: call.messages.length,
    structured: call.schema !== null,
    requestId: typeof requestId === 'string' ? requestId : null,
  });
}

function authorise(request: FastifyRequest, keys: readonly string[] | null): void {
  const bearer = request.headers.authorization?.replace(/^Bearer /i, '');
  const header = request.headers['x-api-key'];
  const key = bearer ?? (typeof header === 'string' ? header : '');
  if (key === '' || (keys !== null && !keys.includes(key))) {
    throw new LlmHttpError(401, 'invalid_api_key', 'Incorrect API key provided.');
  }
}

function jsonOf(request: FastifyRequest): LlmJson {
  const { body } = request;
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as LlmJson;
  throw new LlmHttpError(400, 'invalid_request_error', 'We could not parse the JSON body of your request.');
}
