import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InvariantError, RefusedError, TransientError } from '../../core/errors.ts';
import { createRandom } from '../../core/random.ts';
import type { TelegramChannel } from './telegram-channel.ts';
import { createRig, FakeIntake, hurried, type Rig, token, until } from './test/rig.ts';

const secret = 'hook-secret_1';
const header = 'x-telegram-bot-api-secret-token';
const update = {
  update_id: 5,
  message: { message_id: 1, date: 1, chat: { id: 7, type: 'private' }, text: 'Привіт' },
};

let rig: Rig;
let intake: FakeIntake;
let server: FastifyInstance;
let url: string;
beforeEach(async () => {
  rig = await createRig({ webhook: { retryBaseMs: 5, retryCapMs: 50 } });
  intake = new FakeIntake();
  server = fastify({ forceCloseConnections: true });
});
afterEach(async () => {
  await server.close();
  await rig.close();
  expect(rig.witness.leaks()).toEqual([]);
});

/** A channel whose webhook is a real address. */
async function serve(haste = 20): Promise<TelegramChannel> {
  let channel: TelegramChannel | undefined;
  server.post('/esm/webhooks/telegram', async (request, reply) => {
    const { headers, body, id: requestId } = request;
    const refusal = await channel?.handleWebhook({ headers, body, requestId });
    return reply.code(refusal?.status ?? 200).send(refusal ?? { ok: true });
  });
  url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/esm/webhooks/telegram`;
  channel = rig.channel({ webhook: { url, secret }, clock: hurried(haste), requestTimeoutMs: 2000 * haste });
  return channel;
}

describe('the webhook', () => {
  it('takes everything, in order within a chat, although Intake fails at times', async () => {
    const channel = await serve();
    const random = createRandom(3);
    intake.failWith = () => (random() < 0.3 ? new TransientError('intake_unavailable', 'away') : undefined);
    await channel.start(intake);
    expect(channel.status()).toMatchObject({ mode: 'webhook', state: 'receiving' });
    const texts = Array.from({ length: 15 }, (_, index) => `№${index}`);
    for (const text of texts) for (const id of [1, 2, 3]) rig.emulator.write({ person: { id } }, text);
    await until(() => rig.emulator.pendingUpdates() === 0);
    for (const id of [1, 2, 3]) expect(intake.texts(id)).toEqual(texts);
    expect(intake.accepted).toHaveLength(45);
    const { result } = await (await fetch(`${rig.emulator.url}/bot${token}/getWebhookInfo`)).json();
    expect(result).toMatchObject({ url, pending_update_count: 0 });
    expect(result.last_error_message).toContain('503');
  });

  it('answers only after the acceptance', async () => {
    const channel = await serve();
    let release = (): void => undefined;
    intake.delay = () => new Promise((resolve) => (release = resolve));
    await channel.start(intake);
    let answered = false;
    const answer = channel
      .handleWebhook({ headers: { [header]: secret }, body: update, requestId: 'r' })
      .then((given) => {
        answered = true;
        return given;
      });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(answered).toBe(false);
    release();
    expect(await answer).toBeNull();
    expect(intake.accepted[0]).toMatchObject({
      externalId: 'message:1',
      conversation: '7',
      requestId: 'r',
      content: { text: 'Привіт' },
    });
  });

  it.each([undefined, '', 'hook-secret_', 'hook-secret_12', ['hook-secret_1', 'x']])(
    'is closed to the secret %j',
    async (given) => {
      const channel = await serve();
      await channel.start(intake);
      const answer = await channel.handleWebhook({
        headers: { [header]: given },
        body: update,
        requestId: 'r',
      });
      expect(answer).toMatchObject({ status: 401, code: 'webhook_unauthorised' });
      expect(channel.refuseWebhook({ [header]: given })).toEqual(answer);
      expect(intake.accepted).toEqual([]);
    },
  );

  it.each([
    [new TransientError('intake_unavailable', 'away', { retryAfterMs: 4200 }), 503, 4.2],
    [new TransientError('intake_unavailable', 'away'), 503, 2],
    [new RefusedError('intake_overloaded', 'full'), 503, 2],
    [new RefusedError('update_invalid', 'bad'), 503, 2],
    [new InvariantError('bug', 'a bug'), 500, undefined],
    [new Error('anything'), 500, undefined],
  ])('turns %s into %i', async (fault, status, retryAfter) => {
    const channel = await serve();
    await channel.start(intake);
    intake.failWith = () => fault;
    const answer = await channel.handleWebhook({
      headers: { [header]: secret },
      body: update,
      requestId: 'r',
    });
    expect(answer).toMatchObject({ status });
    expect(answer?.retryAfter).toBe(retryAfter);
  });

  it('gives up what Intake calls invalid, so that others come through', async () => {
    const channel = await serve();
    intake.failWith = ({ content }) =>
      content.text === 'bad' ? new RefusedError('update_invalid', 'bad') : undefined;
    await channel.start(intake);
    for (const text of ['bad', 'good']) rig.emulator.write({ person: { id: 1 } }, text);
    await until(() => rig.emulator.pendingUpdates() === 0);
    expect(intake.texts(1)).toEqual(['good']);
    expect(rig.witness.counts.get('opora_telegram_updates_total esm given_up')).toBe(1);
    expect(rig.witness.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('passes over what is malformed, as polling does, and acknowledges kinds it does not know', async () => {
    const channel = await serve();
    await channel.start(intake);
    const post = async (body: unknown) =>
      (await channel.handleWebhook({ headers: { [header]: secret }, body, requestId: 'r' }))?.status ?? 200;
    for (const body of ['{', '', null, [], { update_id: 'x' }, Buffer.from('{"a":'), '7'])
      expect(await post(body)).toBe(200);
    expect(rig.witness.lines.filter(({ level }) => level === 'error')).toHaveLength(7);
    expect(await post({ update_id: 9, message_reaction: { chat: { id: 1 } } })).toBe(200);
    expect(await post({ update_id: 10, poll: {} })).toBe(200);
    expect(await post(JSON.stringify(update))).toBe(200);
    expect(await post(Buffer.from(JSON.stringify(update)))).toBe(200);
    expect(rig.witness.counts.get('opora_telegram_updates_total esm unknown_kind')).toBe(2);
    expect(rig.witness.counts.get('opora_telegram_updates_total esm malformed')).toBe(7);
    expect(intake.accepted).toHaveLength(1);
    expect(intake.duplicates).toBe(1);
  });

  it('asks to come again before the start and after the stop, and does not exist while polling', async () => {
    const channel = await serve();
    const post = (to: TelegramChannel) =>
      to.handleWebhook({ headers: { [header]: secret }, body: update, requestId: 'r' });
    expect(await post(channel)).toMatchObject({ status: 503, retryAfter: 2 });
    await channel.start(intake);
    expect(await post(channel)).toBeNull();
    await channel.stop();
    expect(await post(channel)).toMatchObject({ status: 503 });
    expect(await post(rig.channel())).toMatchObject({ status: 404 });
  });

  it('tells when Telegram cannot hand over, and when it can again', async () => {
    const channel = await serve(200);
    intake.failWith = () => new TransientError('intake_unavailable', 'away');
    await channel.start(intake);
    rig.emulator.write({ person: { id: 1 } }, 'x');
    await until(() => channel.status().state === 'waiting');
    expect(channel.status().advice).toMatch(/cannot hand over .*1 waiting.*503/);
    intake.failWith = () => undefined;
    await until(() => channel.status().state === 'receiving');
    expect(channel.status().advice).toBeNull();
    await channel.stop();
    expect(channel.status().state).toBe('stopped');
  });

  it('registers again until Telegram answers', async () => {
    const channel = await serve();
    rig.emulator.addFault({ kind: 'bad-gateway', method: 'setWebhook', count: 2 });
    await channel.start(intake);
    expect(channel.status().state).toBe('waiting');
    await until(() => channel.status().state === 'receiving');
    rig.emulator.write({ person: { id: 1 } }, 'x');
    await until(() => intake.accepted.length === 1);
  });
});

describe('options', () => {
  it('are refused together, without the token', () => {
    const make = () =>
      rig.channel({
        token: 'nonsense-AAH-very_secret-part',
        apiRoot: 'ftp://x',
        languages: [],
        webhook: { url: 'x', secret: 'ü' },
      });
    expect(make).toThrow(/token must.*languages must.*apiRoot must.*webhook.url.*webhook.secret/);
    expect(make).not.toThrow(/very_secret/);
  });
});
