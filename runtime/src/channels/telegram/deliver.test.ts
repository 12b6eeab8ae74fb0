import { createServer, type Server } from 'node:net';
import type { TelegramFault } from '@opora/emulators';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryOutcome } from '../../contracts/channel.ts';
import type { OutgoingMessage } from '../../contracts/message.ts';
import { createRig, delivery, hurried, progressKeeper, type Rig, token } from './test/rig.ts';

const chat = 501;
const place = { person: { id: chat, firstName: 'Олена', languageCode: 'uk' } };

let rig: Rig;
beforeEach(async () => {
  rig = await createRig();
  rig.emulator.write(place, '/start');
});
afterEach(async () => {
  await rig.close();
  expect(rig.witness.leaks()).toEqual([]);
});

/** Sends one message in plain mode and keeps the outcome for the leak check. */
async function send(message: OutgoingMessage, fault?: TelegramFault, extras = {}): Promise<DeliveryOutcome> {
  if (fault !== undefined) rig.emulator.addFault(fault);
  const channel = rig.channel({ requestTimeoutMs: 700 });
  const outcome = await channel.deliver(delivery(chat, message, extras), progressKeeper());
  rig.witness.note(outcome);
  return outcome;
}

describe('a plain send', () => {
  it('is sent with the id of the message', async () => {
    const buttons = [[{ code: 'yes', label: 'Так' }]];
    expect(await send({ text: 'Вітаю! <b>не розмітка</b>', buttons })).toEqual({
      status: 'sent',
      receipt: { messageId: 2 },
    });
    const [, shown] = rig.emulator.messages(chat);
    expect(shown).toMatchObject({
      text: 'Вітаю! <b>не розмітка</b>',
      buttons: [[{ text: 'Так', data: 'yes' }]],
    });
  });

  it('sends a file by multipart with its name and caption', async () => {
    const file = { name: 'Звіт; "за" тиждень.csv', mimeType: 'text/csv', content: 'день,настрій\n1,5\n' };
    expect(await send({ text: 'Ось звіт', file })).toMatchObject({ status: 'sent' });
    const shown = rig.emulator.messages(chat).at(-1);
    expect(shown).toMatchObject({
      kind: 'document',
      text: 'Ось звіт',
      file: { name: 'Звіт_ _за_ тиждень.csv' },
    });
    expect(rig.emulator.file(shown?.file?.id ?? '')?.content.toString('utf8')).toBe(file.content);
  });

  it.each<[TelegramFault['kind'], Partial<TelegramFault>, object, number]>([
    ['accepted-then-cut', {}, { status: 'unknown', code: 'telegram_answer_lost' }, 1],
    ['cut-before', {}, { status: 'unknown', code: 'telegram_answer_lost' }, 0],
    ['error-after-accept', {}, { status: 'unknown', code: 'telegram_server_error' }, 1],
    ['error-before', {}, { status: 'unknown', code: 'telegram_server_error' }, 0],
    [
      'rate-limited',
      { retryAfterSeconds: 7 },
      { status: 'refused', code: 'telegram_rate_limited', permanent: false, retryAfterMs: 7000 },
      0,
    ],
    ['forbidden', {}, { status: 'refused', code: 'telegram_blocked', permanent: true, blocked: true }, 0],
    ['hang', {}, { status: 'unknown', code: 'telegram_answer_lost' }, 0],
    ['hang', { accept: true }, { status: 'unknown', code: 'telegram_answer_lost' }, 1],
    ['slow', { delayMs: 100 }, { status: 'sent' }, 1],
    ['slow', { delayMs: 1500 }, { status: 'unknown', code: 'telegram_answer_lost' }, 1],
    ['garbage', {}, { status: 'unknown', code: 'telegram_answer_lost' }, 1],
    ['bad-gateway', {}, { status: 'unknown', code: 'telegram_server_error' }, 0],
    ['bad-gateway', { accept: true }, { status: 'unknown', code: 'telegram_server_error' }, 1],
  ])('under %s %j', async (kind, extras, expected, shown) => {
    const outcome = await send({ text: 'Привіт' }, { kind, method: 'sendMessage', ...extras });
    expect(outcome).toMatchObject(expected);
    if (outcome.status !== 'sent') expect(outcome).not.toHaveProperty('receipt');
    expect(rig.emulator.shownTexts(chat)).toHaveLength(shown);
  });

  it('is refused for ever when the person blocked the bot or was never there', async () => {
    rig.emulator.block(place, true);
    expect(await send({ text: 'x' })).toMatchObject({ status: 'refused', permanent: true, blocked: true });
    const outcome = await rig.channel().deliver(delivery(999, { text: 'x' }), progressKeeper());
    expect(outcome).toMatchObject({
      status: 'refused',
      code: 'telegram_blocked',
      permanent: true,
      blocked: true,
    });
  });

  it('is refused for ever, but nobody is blocked, when Telegram or the renderer rejects the message', async () => {
    for (const message of [{ text: ' ' }, { text: 'x', buttons: [[{ code: 'x'.repeat(65), label: 'x' }]] }]) {
      const outcome = await send(message);
      expect(outcome).toMatchObject({ status: 'refused', code: 'telegram_rejected', permanent: true });
      expect(outcome).not.toHaveProperty('blocked');
    }
    const outcome = await rig
      .channel()
      .deliver(delivery(chat, { text: 'x' }, { conversation: 'web-7' }), progressKeeper());
    expect(outcome).toMatchObject({ status: 'refused', permanent: true });
  });

  it('waits long, but not for ever, for a token to be put right', async () => {
    const channel = rig.channel({ token: '7000000001:wrong-AAH-very_secret-part' });
    const outcome = await channel.deliver(delivery(chat, { text: 'x' }), progressKeeper());
    expect(outcome).toMatchObject({
      status: 'refused',
      code: 'telegram_unauthorized',
      permanent: false,
      retryAfterMs: 300_000,
    });
  });

  it.each([
    ['Готово.', 'Possibly repeated'],
    ['Дякую, це всё ещё здесь', 'Возможно'],
    ['Дякую, її вже записано', 'Можливо'],
    ['Done.', 'Possibly repeated'],
  ])('labels a repetition of "%s" in its language', async (text, label) => {
    await send({ text }, undefined, { maybeRepeated: true });
    const expected = text === 'Готово.' ? 'Возможно' : label;
    expect(rig.emulator.shownTexts(chat)[0]).toMatch(new RegExp(`^${expected}[^]*\\n\\n${text}$`));
  });
});

describe('a send that cannot have left', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers) server.close();
  });

  async function listen(onConnection: Parameters<typeof createServer>[1]): Promise<number> {
    const server = createServer(onConnection);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  const sendTo = (apiRoot: string): Promise<DeliveryOutcome> =>
    rig.channel({ apiRoot, requestTimeoutMs: 700 }).deliver(delivery(chat, { text: 'x' }), progressKeeper());

  it('is refused, to be tried again, when nobody listens', async () => {
    const port = await listen(() => undefined);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const outcome = await sendTo(`http://127.0.0.1:${port}`);
    expect(outcome).toMatchObject({ status: 'refused', code: 'telegram_unreachable', permanent: false });
  });

  it('is refused when the name does not resolve', async () => {
    const outcome = await sendTo('http://no-such-host.invalid');
    expect(outcome).toMatchObject({ status: 'refused', code: 'telegram_unreachable', permanent: false });
  });

  it('is refused when the TLS handshake never ends or breaks: no byte of the request was sent', async () => {
    const silent = await listen(() => undefined);
    expect(await sendTo(`https://127.0.0.1:${silent}`)).toMatchObject({
      status: 'refused',
      code: 'telegram_unreachable',
    });
    const rude = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await sendTo(`https://127.0.0.1:${rude}`)).toMatchObject({
      status: 'refused',
      code: 'telegram_unreachable',
    });
  });

  it('is unknown as soon as the request was on its way', async () => {
    const silent = await listen(() => undefined);
    expect(await sendTo(`http://127.0.0.1:${silent}`)).toMatchObject({
      status: 'unknown',
      code: 'telegram_answer_lost',
    });
    const rude = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await sendTo(`http://127.0.0.1:${rude}`)).toMatchObject({
      status: 'unknown',
      code: 'telegram_answer_lost',
    });
  });

  it("is refused when a proxy turns it away, unknown when a proxy's page hides the answer", async () => {
    const proxy = (head: string) =>
      listen((socket) =>
        socket.once('data', () => socket.end(`HTTP/1.1 ${head}\r\nconnection: close\r\n\r\n<html>`)),
      );
    expect(await sendTo(`http://127.0.0.1:${await proxy('407 Auth')}`)).toMatchObject({
      status: 'refused',
      permanent: false,
    });
    expect(await sendTo(`http://127.0.0.1:${await proxy('429 Slow\r\nretry-after: 9')}`)).toMatchObject({
      retryAfterMs: 9000,
    });
    expect(await sendTo(`http://127.0.0.1:${await proxy('200 OK')}`)).toMatchObject({ status: 'unknown' });
  });

  it('keeps the token out even when a server quotes it', async () => {
    const body = JSON.stringify({
      ok: false,
      error_code: 400,
      description: `Bad Request: /bot${token} /bot${encodeURIComponent(token)}`,
    });
    const head = `HTTP/1.1 400 Bad Request\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`;
    const port = await listen((socket) => socket.once('data', () => socket.end(head + body)));
    const outcome = await sendTo(`http://127.0.0.1:${port}`);
    rig.witness.note(outcome);
    expect(outcome).toMatchObject({
      status: 'refused',
      reason: '400 Bad Request: /bot[redacted] /bot[redacted]',
    });
  });

  it('is refused when it was aborted before it began', async () => {
    const outcome = await rig
      .channel()
      .deliver(delivery(chat, { text: 'x' }), { ...progressKeeper(), signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ status: 'refused', permanent: false });
    expect(rig.emulator.shownTexts(chat)).toEqual([]);
  });
});

describe('placeholder mode', () => {
  const message = { text: 'Ваше замовлення прийнято', buttons: [[{ code: 'ok', label: 'Добре' }]] };

  /** Tries as the Outbox does until it is sent. */
  async function deliverUntilSent(
    fault?: TelegramFault,
    content: OutgoingMessage = message,
  ): Promise<readonly DeliveryOutcome[]> {
    if (fault !== undefined) rig.emulator.addFault(fault);
    const channel = rig.channel({ mode: 'placeholder', requestTimeoutMs: 700 });
    expect(channel.delivery).toBe('repeatable');
    const keeper = progressKeeper();
    const outcomes: DeliveryOutcome[] = [];
    while (outcomes.at(-1)?.status !== 'sent' && outcomes.length < 5) {
      const progress = keeper.saved.at(-1) ?? null;
      outcomes.push(
        await channel.deliver(delivery(chat, content, { attempt: outcomes.length + 1, progress }), keeper),
      );
    }
    rig.witness.note(outcomes);
    return outcomes;
  }

  it('edits the content into a placeholder whose id is saved first', async () => {
    expect(await deliverUntilSent()).toEqual([{ status: 'sent', receipt: { messageId: 2 } }]);
    const [, shown] = rig.emulator.messages(chat);
    expect(shown).toMatchObject({
      text: message.text,
      revisions: [{ text: '…' }],
      buttons: [[{ data: 'ok' }]],
    });
  });

  it.each<TelegramFault['kind']>([
    'accepted-then-cut',
    'error-after-accept',
    'garbage',
    'cut-before',
    'error-before',
    'bad-gateway',
    'hang',
  ])('shows one message when the edit meets %s', async (kind) => {
    const outcomes = await deliverUntilSent({ kind, method: 'editMessageText' });
    expect(outcomes.map(({ status }) => status)).toEqual(['unknown', 'sent']);
    expect(rig.emulator.shownTexts(chat)).toEqual([message.text]);
  });

  it.each<TelegramFault['kind']>(['accepted-then-cut', 'error-after-accept', 'garbage', 'cut-before'])(
    'shows the content once when the placeholder meets %s',
    async (kind) => {
      const outcomes = await deliverUntilSent({ kind, method: 'sendMessage' });
      // The content was certainly not shown, so this is no unknown send.
      expect(outcomes.map(({ status }) => status)).toEqual(['refused', 'sent']);
      expect(rig.emulator.shownTexts(chat).filter((text) => text !== '…')).toEqual([message.text]);
    },
  );

  it('sends anew when the placeholder vanished', async () => {
    const outcome = await rig
      .channel({ mode: 'placeholder' })
      .deliver(delivery(chat, message, { progress: { messageId: 77 } }), progressKeeper());
    expect(outcome).toEqual({ status: 'sent', receipt: { messageId: 2 } });
    expect(rig.emulator.shownTexts(chat)).toEqual([message.text]);
  });

  it('takes the placeholder back when its id cannot be saved', async () => {
    const outcome = await rig.channel({ mode: 'placeholder' }).deliver(delivery(chat, message), {
      ...progressKeeper(),
      saveProgress: () => Promise.reject(new Error('database away')),
    });
    expect(outcome).toMatchObject({ status: 'refused', code: 'telegram_progress_unsaved', permanent: false });
    expect(rig.emulator.shownTexts(chat)).toEqual([]);
  });

  it('puts a file into the placeholder, once', async () => {
    const file = { name: 'дані.csv', mimeType: 'text/csv', content: '1,2\n' };
    await deliverUntilSent({ kind: 'accepted-then-cut', method: 'editMessageMedia' }, { text: 'Дані', file });
    const shown = rig.emulator.messages(chat).filter(({ from }) => from === 'bot');
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatchObject({ kind: 'document', text: 'Дані', file: { name: 'дані.csv' } });
  });

  it('hands on a 429 of the edit and a block', async () => {
    const outcomes = await deliverUntilSent({
      kind: 'rate-limited',
      method: 'editMessageText',
      retryAfterSeconds: 3,
    });
    expect(outcomes[0]).toMatchObject({ status: 'refused', permanent: false, retryAfterMs: 3000 });
    rig.emulator.block(place, true);
    const outcome = await rig
      .channel({ mode: 'placeholder' })
      .deliver(delivery(chat, message), progressKeeper());
    expect(outcome).toMatchObject({ status: 'refused', permanent: true, blocked: true });
  });
});

describe('typing and downloads', () => {
  it('shows typing and swallows failures', async () => {
    const channel = rig.channel({ clock: hurried(10) });
    await channel.showTyping?.(String(chat), new AbortController().signal);
    expect(rig.emulator.chat(chat).typing).toBe(true);
    rig.emulator.addFault({ kind: 'error-before', method: 'sendChatAction' });
    await channel.showTyping?.(String(chat), new AbortController().signal);
    expect(rig.witness.counts.get('opora_telegram_typing_failures_total')).toBe(1);
  });

  async function download(fileId: string | undefined): Promise<Buffer> {
    const stream = await rig
      .channel({ requestTimeoutMs: 700 })
      .download?.(
        { kind: 'voice', ...(fileId === undefined ? {} : { fileId }) },
        new AbortController().signal,
      );
    const chunks: Buffer[] = [];
    for await (const chunk of stream ?? []) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  function fileId(): string {
    rig.emulator.sendFile(place, { kind: 'voice', content: Buffer.from('OggS голос') });
    return rig.emulator.messages(chat).at(-1)?.file?.id ?? '';
  }

  it('fetches the bytes that the person sent', async () => {
    expect((await download(fileId())).toString('utf8')).toBe('OggS голос');
  });

  it('says that a file is gone', async () => {
    await expect(download('never-was')).rejects.toMatchObject({
      code: 'attachment_gone',
      decision: 'terminal',
    });
    await expect(download(undefined)).rejects.toMatchObject({ code: 'attachment_gone' });
  });

  it.each<[TelegramFault['kind'], string]>([
    ['accepted-then-cut', 'getFile'],
    ['bad-gateway', 'getFile'],
    ['hang', 'getFile'],
    ['cut-before', 'download'],
    ['bad-gateway', 'download'],
    ['hang', 'download'],
  ])('is transient and keeps the token under %s of %s', async (kind, method) => {
    const id = fileId();
    rig.emulator.addFault({ kind, method });
    const failure: unknown = await download(id).catch((error: unknown) => error);
    rig.witness.note(failure);
    expect(failure).toMatchObject({ code: 'telegram_unavailable', decision: 'transient' });
    expect(JSON.stringify(failure)).not.toContain(token);
  });
});
