import type { Json } from '../../contracts/json.ts';
import { vectors } from '../../stages/guard/index.ts';
import { version } from '../version.ts';

const problem = { $ref: '#/components/responses/Problem' };
const conversation = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const json = (schema: Json): Json => ({ 'application/json': { schema } });
const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

/** The description of the HTTP surface (OpenAPI 3.1), for the bots that run and those with a Telegram webhook. */
export function openApi({
  bots,
  telegram,
  further,
}: {
  readonly bots: readonly string[];
  readonly telegram: readonly string[];
  /** Routes that the bots have added, by path. */
  readonly further: Readonly<Record<string, Json>>;
}): Json {
  const paths: Record<string, Json> = { ...commonPaths, ...operatorPaths };
  for (const bot of bots) Object.assign(paths, botPaths(bot));
  for (const bot of telegram) paths[`/${bot}/webhooks/telegram`] = telegramPath(bot);
  Object.assign(paths, further);
  return {
    openapi: '3.1.0',
    info: { title: 'Opora', version, license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      responses: {
        Problem: {
          description: 'What is wrong, with every fault (RFC 9457)',
          content: { 'application/problem+json': { schema: reference('Problem') } },
        },
      },
      schemas,
    },
  };
}

const page = (tags: readonly string[], summary: string): Json => ({
  tags: [...tags],
  summary,
  responses: { 200: { description: 'A page', content: { 'text/html': {} } } },
});

const probe = (summary: string): Json => ({
  tags: ['probes'],
  summary,
  responses: { 200: { description: 'Yes' }, 503: { description: 'No' } },
});

const commonPaths: Readonly<Record<string, Json>> = {
  '/': { get: page(['pages'], 'What runs here; JSON unless HTML is asked for') },
  '/livez': { get: probe('Whether the process loop turns') },
  '/readyz': { get: probe('Whether messages can be accepted and committed') },
  '/startupz': { get: probe('Whether the start is over') },
  '/healthz': { get: probe('The health report; its detail for operators') },
  '/metrics': {
    get: {
      tags: ['probes'],
      summary: 'Metrics for Prometheus',
      responses: { 200: { description: 'Metrics', content: { 'text/plain': {} } } },
    },
  },
  '/openapi.json': {
    get: { tags: ['pages'], summary: 'This description', responses: { 200: { description: 'OpenAPI' } } },
  },
};

const telegramPath = (bot: string): Json => ({
  post: {
    tags: [bot],
    summary: 'Where Telegram hands in updates; the secret header is compared',
    responses: { 200: { description: 'Stored' }, 401: problem, 503: problem },
  },
});

function botPaths(bot: string): Readonly<Record<string, Json>> {
  const tags = [bot];
  return {
    [`/${bot}/api/messages`]: {
      post: {
        tags,
        summary: 'Hands in a message; answered after it is stored',
        requestBody: { required: true, content: json(reference('IncomingMessage')) },
        responses: {
          202: { description: 'Stored', content: json(reference('Accepted')) },
          400: problem,
          401: problem,
          413: problem,
          429: problem,
          503: problem,
        },
      },
    },
    [`/${bot}/api/conversations/{id}/messages`]: {
      get: {
        tags,
        summary: 'What was said after a cursor, in order',
        parameters: [conversation, { name: 'after', in: 'query', schema: { type: 'string' } }],
        responses: { 200: { description: 'Messages', content: json(reference('Messages')) }, 401: problem },
      },
    },
    [`/${bot}/api/conversations/{id}/files/{seq}`]: {
      get: {
        tags,
        summary: 'The file of a reply',
        parameters: [conversation, { name: 'seq', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { 200: { description: 'The file' }, 401: problem, 404: problem },
      },
    },
    [`/${bot}/api/commands`]: {
      get: {
        tags,
        summary: 'The slash commands of the bot',
        parameters: [{ name: 'language', in: 'query', schema: { enum: ['ru', 'uk', 'en'] } }],
        responses: { 200: { description: 'Commands with their descriptions' } },
      },
    },
    [`/${bot}/chat`]: { get: page(tags, 'The web chat') },
    [`/${bot}`]: {
      get: { tags, summary: 'Leads to the web chat', responses: { 302: { description: 'The web chat' } } },
    },
    [`/${bot}/api/conversations/{id}/events`]: {
      get: {
        tags,
        summary: 'The same as server-sent events, with typing; resumes by Last-Event-ID',
        parameters: [conversation],
        responses: { 200: { description: 'Events', content: { 'text/event-stream': {} } }, 401: problem },
      },
    },
  };
}

const guarded = (summary: string, extra: Readonly<Record<string, Json>> = {}): Json => ({
  tags: ['operator'],
  summary,
  security: [{ bearer: [] }],
  responses: { 200: { description: 'Done' }, 401: problem, 404: problem },
  ...extra,
});

const operatorPaths: Readonly<Record<string, Json>> = {
  '/api/operator/why/{id}': { get: guarded('The whole story of a message, turn or delivery') },
  '/api/operator/dead-letters': { get: guarded('Work given up') },
  '/api/operator/dead-letters/{id}/retry': { post: guarded('Gives work another chance') },
  '/api/operator/dead-letters/{id}/drop': { post: guarded('Closes work given up') },
  '/api/operator/conversations/{bot}/{channel}/{conversation}/takeover': {
    post: guarded('A person takes the conversation; the bot is silent until it is released'),
  },
  '/api/operator/conversations/{bot}/{channel}/{conversation}/release': {
    post: guarded('Gives the conversation back to the bot'),
  },
  '/api/operator/models': { get: guarded('Breakers, queues, cache, limits and budget of this process') },
  '/api/operator/models/reset': { post: guarded('Closes the breaker of a model, or of all') },
  '/api/operator/guards/inspect': {
    post: guarded('What the Guards make of a text; nothing is stored', {
      requestBody: { required: true, content: json(reference('Inspection')) },
      responses: {
        200: { description: 'Score, Verdict, signals, spans', content: json(reference('InspectionResult')) },
        400: problem,
        401: problem,
      },
    }),
  },
  '/api/operator/log-level': { get: guarded('The log level'), put: guarded('Sets the log level') },
};

const text = { type: 'string' };

const schemas: Readonly<Record<string, Json>> = {
  IncomingMessage: {
    type: 'object',
    required: ['conversationId', 'messageId'],
    properties: {
      conversationId: { type: 'string', maxLength: 200 },
      messageId: { type: 'string', maxLength: 200, description: 'The same on every try' },
      text: { type: 'string', maxLength: 20000 },
      button: { type: 'string', maxLength: 64, description: 'Code of the pressed button' },
      language: text,
      attachments: { type: 'array', maxItems: 4, items: { type: 'object' } },
    },
  },
  Inspection: {
    type: 'object',
    required: ['text'],
    properties: {
      text: { type: 'string', maxLength: 20000 },
      vector: { enum: [...vectors] },
      payload: { type: ['string', 'null'], maxLength: 20000, description: 'Text of the indirect source' },
      turns: {
        type: ['array', 'null'],
        maxItems: 20,
        items: text,
        description: 'Earlier messages, oldest first; the last may be the text itself',
      },
    },
  },
  InspectionResult: {
    type: 'object',
    properties: {
      score: { type: 'number', minimum: 0, maximum: 1 },
      verdict: { enum: ['admit', 'noted', 'raised', 'refuse'] },
      signals: {
        type: 'array',
        items: {
          type: 'object',
          properties: { class: text, weight: { type: 'number' }, pattern: text, source: text },
        },
      },
      withheld: { type: 'boolean', description: 'The payload must not reach a model' },
      spans: {
        type: 'array',
        description: 'Personal data; offsets in UTF-16 units, end exclusive',
        items: {
          type: 'object',
          properties: { start: { type: 'integer' }, end: { type: 'integer' }, kind: text, value: text },
        },
      },
      redacted: { type: 'string', description: 'The text with placeholders' },
    },
  },
  Accepted: {
    type: 'object',
    properties: { updateId: text, conversationId: text, duplicate: { type: 'boolean' } },
  },
  Messages: {
    type: 'object',
    properties: { cursor: text, messages: { type: 'array', items: { type: 'object' } } },
  },
  Problem: {
    type: 'object',
    properties: {
      type: text,
      code: text,
      title: text,
      status: { type: 'integer' },
      detail: text,
      requestId: text,
      errors: {
        type: 'array',
        items: { type: 'object', properties: { path: text, message: text } },
      },
    },
  },
};
