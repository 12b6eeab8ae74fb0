import type { FastifyInstance, FastifyReply } from 'fastify';
import { BotApiError, badRequest, toErrorBody } from './bot-api-error.ts';
import type { TelegramEmulatorControl } from './control.ts';
import { type TelegramFault, telegramFaultKinds } from './faults.ts';
import { type JsonObject, type MediaKind, mediaKinds, type TelegramPerson } from './types.ts';

type Query = Readonly<Record<string, string | undefined>>;

/** The person's side over HTTP, below `/emulator`; bodies are JSON. */
export function registerControl(server: FastifyInstance, control: TelegramEmulatorControl): void {
  registerReading(server, control);
  post(server, '/emulator/people', (body) => control.addPerson(personOf(body.person)));
  post(server, '/emulator/messages', (body) =>
    control.write(placeOf(body), textOf(body, 'text'), body.extra as JsonObject | undefined),
  );
  post(server, '/emulator/edits', (body) =>
    control.edit(placeOf(body), numberOf(body, 'messageId'), textOf(body, 'text')),
  );
  post(server, '/emulator/presses', (body) =>
    control.press(placeOf(body), numberOf(body, 'messageId'), textOf(body, 'data')),
  );
  post(server, '/emulator/media', (body) =>
    control.sendFile(placeOf(body), {
      kind: mediaKindOf(body),
      content: Buffer.from(textOf(body, 'contentBase64'), 'base64'),
      name: optionalText(body, 'name'),
      mimeType: optionalText(body, 'mimeType'),
      caption: optionalText(body, 'caption'),
    }),
  );
  post(server, '/emulator/blocks', (body) => ({
    updateId: control.block(placeOf(body), body.blocked !== false) ?? null,
  }));
  post(server, '/emulator/updates', (body) => ({
    updateId:
      control.push(textOf(body, 'kind'), (body.payload ?? {}) as JsonObject, optionalText(body, 'bot')) ??
      null,
  }));
  post(server, '/emulator/faults', (body) => {
    control.addFault(faultOf(body));
    return control.faults();
  });
  server.delete('/emulator/faults', () => {
    control.clearFaults();
    return { ok: true };
  });
}

function registerReading(server: FastifyInstance, control: TelegramEmulatorControl): void {
  server.get('/emulator/state', () => control.state());
  server.get('/emulator/faults', () => control.faults());
  server.get<{ Querystring: Query }>('/emulator/journal', ({ query }) =>
    control.journal({
      bot: query.bot,
      method: query.method,
      chat: query.chat === undefined ? undefined : Number(query.chat),
      after: query.after === undefined ? undefined : Number(query.after),
    }),
  );
  server.get<{ Params: { id: string }; Querystring: Query }>(
    '/emulator/chats/:id/messages',
    ({ params, query }) => control.messages(Number(params.id), query.bot),
  );
  server.get<{ Params: { id: string }; Querystring: Query }>('/emulator/chats/:id', ({ params, query }) =>
    control.chat(Number(params.id), query.bot),
  );
  server.get<{ Params: { id: string } }>('/emulator/files/:id', ({ params }, reply) => {
    const file = control.file(params.id);
    if (file === undefined) return reply.code(404).send(toErrorBody(new BotApiError(404, 'Not Found')));
    // A document made by a bot must not run as a page of this origin.
    const inline = /^(image\/(png|jpeg|gif|webp)|audio\/[\w.+-]+|video\/[\w.+-]+)$/.test(file.mimeType);
    return reply
      .header(
        'content-disposition',
        `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      )
      .header('content-security-policy', "sandbox; default-src 'none'")
      .header('x-content-type-options', 'nosniff')
      .type(inline ? file.mimeType : 'application/octet-stream')
      .send(file.content);
  });
}

function post(server: FastifyInstance, path: string, act: (body: JsonObject) => unknown): void {
  server.post(path, (request, reply): FastifyReply => {
    try {
      return reply.send(act(bodyOf(request.headers['content-type'], request.body)));
    } catch (error) {
      const refusal = error instanceof BotApiError ? error : badRequest(String(error));
      return reply.code(refusal.code).send(toErrorBody(refusal));
    }
  });
}

/** Only JSON is taken, so that another site's page cannot post here without a preflight. */
function bodyOf(contentType: string | undefined, body: unknown): JsonObject {
  if (!contentType?.startsWith('application/json') || !Buffer.isBuffer(body)) throw badRequest('send JSON');
  const parsed: unknown = JSON.parse(body.toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw badRequest('send a JSON object');
  return parsed as JsonObject;
}

function placeOf(body: JsonObject): Parameters<TelegramEmulatorControl['write']>[0] {
  const group = body.group;
  return {
    bot: optionalText(body, 'bot'),
    person: personOf(body.person),
    group: typeof group === 'number' ? group : undefined,
  };
}

/** `7` or `{id: 7, firstName?, username?, languageCode?}`. */
function personOf(value: unknown): TelegramPerson {
  const person = typeof value === 'number' ? { id: value } : (value as TelegramPerson | undefined);
  if (!Number.isSafeInteger(person?.id) || (person?.id ?? 0) <= 0)
    throw badRequest('person.id must be a positive integer');
  return person as TelegramPerson;
}

function faultOf(body: JsonObject): TelegramFault {
  if (!telegramFaultKinds.some((kind) => kind === body.kind)) {
    throw badRequest(`kind must be one of ${telegramFaultKinds.join(', ')}`);
  }
  return body as unknown as TelegramFault;
}

function mediaKindOf(body: JsonObject): MediaKind {
  const kind = mediaKinds.find((one) => one === body.kind);
  if (kind === undefined) throw badRequest(`kind must be one of ${mediaKinds.join(', ')}`);
  return kind;
}

function textOf(body: JsonObject, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw badRequest(`${name} must be text`);
  return value;
}

function optionalText(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function numberOf(body: JsonObject, name: string): number {
  const value = body[name];
  if (typeof value !== 'number') throw badRequest(`${name} must be a number`);
  return value;
}
