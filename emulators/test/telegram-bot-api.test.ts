import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegramEmulator, type TelegramEmulator } from '../src/index.ts';

const token = '42:secret';
const person = { id: 7, firstName: 'Ira', languageCode: 'uk' };

let emulator: TelegramEmulator;
beforeEach(async () => {
  emulator = createTelegramEmulator({ bots: [{ token, username: 'demo_bot' }] });
  await emulator.start();
});
afterEach(() => emulator.stop());

interface Answer {
  readonly ok: boolean;
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: { readonly retry_after?: number };
  readonly result?: { readonly [field: string]: unknown } & readonly { readonly update_id: number }[];
}

async function call(method: string, params: object = {}, using: string = token): Promise<Answer> {
  const response = await fetch(`${emulator.url}/bot${using}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  const answer = (await response.json()) as Answer;
  expect(response.status).toBe(answer.error_code ?? 200);
  return answer;
}

const refusal = (code: number, description: string): object => ({
  ok: false,
  error_code: code,
  description: expect.stringContaining(description),
});

describe('calling', () => {
  it('knows its tokens', async () => {
    expect(await call('getMe')).toMatchObject({
      ok: true,
      result: { id: 42, is_bot: true, username: 'demo_bot' },
    });
    expect(await call('getMe', {}, '42:other')).toMatchObject(refusal(401, 'Unauthorized'));
    expect(await call('getMe', {}, 'nonsense')).toMatchObject(refusal(404, 'Not Found'));
    expect(await call('makeCoffee')).toMatchObject(refusal(404, 'method not found'));
  });

  it('takes JSON, forms, the query and multipart with an unquoted file name', async () => {
    emulator.write({ person }, 'x');
    await fetch(`${emulator.url}/bot${token}/sendMessage?chat_id=7&text=query`);
    await fetch(`${emulator.url}/bot${token}/SENDMESSAGE`, {
      method: 'POST',
      body: new URLSearchParams({ chat_id: '7', text: 'форма' }),
    });
    const part = (head: string, content: string): string => `--b0.x\r\n${head}\r\n\r\n${content}\r\n`;
    const content = 'content-disposition:form-data;filename=bare\r\n';
    const body = `${part('content-disposition:form-data;name="chat_id"', '7')}${part('content-disposition:form-data;name="document"', 'attach://f1')}${part(
      'content-disposition:form-data;name="f1";filename=звіт за день (1).csv\r\ncontent-type:application/octet-stream',
      content,
    )}--b0.x--\r\n`;
    const response = await fetch(`${emulator.url}/bot${token}/sendDocument`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b0.x' },
      body,
    });
    expect(await response.json()).toMatchObject({
      ok: true,
      result: { document: { file_name: 'звіт за день (1).csv' } },
    });
    const file = emulator.messages(7).at(-1)?.file;
    expect(emulator.file(file?.id ?? '')?.content.toString()).toBe(content);
    expect(emulator.shownTexts(7)).toEqual(['query', 'форма', '']);
  });

  it('takes new tokens when no bots are given', async () => {
    const open = createTelegramEmulator();
    await open.start();
    const me = async (given: string): Promise<unknown> =>
      (await fetch(`${open.url}/bot${given}/getMe`)).json();
    expect(await me('5:abc')).toMatchObject({ result: { id: 5, username: 'bot_5' } });
    expect(await me('5:abcd')).toMatchObject({ error_code: 401 });
    await open.stop();
  });

  it('keeps its address, chats and updates over a restart', async () => {
    const { url } = emulator;
    emulator.write({ person }, 'x');
    await emulator.stop();
    await expect(fetch(url)).rejects.toThrow();
    await emulator.start();
    expect(emulator.url).toBe(url);
    expect((await call('getUpdates')).result).toHaveLength(1);
  });
});

describe('getUpdates', () => {
  const ids = async (params: object = {}): Promise<readonly number[]> =>
    ((await call('getUpdates', params)).result ?? []).map((update) => update.update_id);

  it('gives updates in order until an offset confirms them', async () => {
    for (const text of ['a', 'b', 'c']) emulator.write({ person }, text);
    const [first = 0, second = 0, third = 0] = await ids();
    expect([second, third]).toEqual([first + 1, first + 2]);
    expect(await ids({ limit: 2 })).toEqual([first, second]);
    expect(await ids({ offset: third })).toEqual([third]);
    expect(await ids()).toEqual([third]);
    expect(await ids({ offset: third + 1 })).toEqual([]);
    expect(emulator.pendingUpdates()).toBe(0);
  });

  it('counts from the end for a negative offset', async () => {
    for (const text of ['a', 'b', 'c']) emulator.write({ person }, text);
    expect(await ids({ offset: -1 })).toHaveLength(1);
    expect(emulator.pendingUpdates()).toBe(1);
  });

  it('waits for the first update, and no longer than the timeout', async () => {
    const waiting = ids({ timeout: 5 });
    setTimeout(() => emulator.write({ person }, 'at last'), 50);
    expect(await waiting).toHaveLength(1);
    await ids({ offset: -1 });
    const startedAt = performance.now();
    expect(await ids({ timeout: 1, offset: 900_000_000 })).toEqual([]);
    expect(performance.now() - startedAt).toBeGreaterThan(900);
  });

  it('ends the older of two polls with a conflict, and every poll while a webhook is set', async () => {
    const older = call('getUpdates', { timeout: 5 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await call('getUpdates', { timeout: 0 })).toMatchObject({ ok: true });
    expect(await older).toMatchObject(refusal(409, 'terminated by other getUpdates'));
    await call('setWebhook', { url: 'http://127.0.0.1:9/x' });
    expect(await call('getUpdates')).toMatchObject(refusal(409, 'webhook is active'));
    await call('deleteWebhook');
    expect(await call('getUpdates')).toMatchObject({ ok: true });
  });

  it('keeps only the kinds asked for', async () => {
    await call('getUpdates', { allowed_updates: ['edited_message'] });
    const { messageId } = emulator.write({ person }, 'a');
    emulator.edit({ person }, messageId, 'b');
    const { result } = await call('getUpdates');
    expect(result).toHaveLength(1);
    expect(result).toMatchObject([{ edited_message: { text: 'b', edit_date: expect.any(Number) } }]);
  });
});

describe('sendMessage', () => {
  beforeEach(() => void emulator.write({ person }, '/start'));
  const send = (params: object): Promise<Answer> => call('sendMessage', { chat_id: 7, ...params });

  it('measures UTF-16 units after entities', async () => {
    expect(await send({ text: 'x'.repeat(4096) })).toMatchObject({ ok: true });
    expect(await send({ text: 'x'.repeat(4097) })).toMatchObject(refusal(400, 'message is too long'));
    expect(await send({ text: '🙂'.repeat(2049) })).toMatchObject(refusal(400, 'message is too long'));
    expect(await send({ text: `<b>${'x'.repeat(4096)}</b>`, parse_mode: 'HTML' })).toMatchObject({
      ok: true,
    });
  });

  it('parses entities, or refuses them', async () => {
    expect(await send({ text: '<b>a</b> &lt;c&gt;', parse_mode: 'HTML' })).toMatchObject({
      result: { text: 'a <c>' },
    });
    expect(await send({ text: 'a < b', parse_mode: 'HTML' })).toMatchObject(
      refusal(400, "can't parse entities"),
    );
    expect(await send({ text: '*a* \\*b', parse_mode: 'MarkdownV2' })).toMatchObject({
      result: { text: 'a *b' },
    });
    expect(await send({ text: '*a', parse_mode: 'MarkdownV2' })).toMatchObject(
      refusal(400, "can't parse entities"),
    );
    expect(await send({ text: ' <b>plain</b> ' })).toMatchObject({ result: { text: '<b>plain</b>' } });
  });

  it('refuses what the real one refuses', async () => {
    expect(await send({ text: ' \n' })).toMatchObject(refusal(400, 'message text is empty'));
    expect(await send({ text: 'x', chat_id: 8 })).toMatchObject(refusal(400, 'chat not found'));
    expect(await send({ text: 'x', chat_id: '' })).toMatchObject(refusal(400, 'chat_id is empty'));
    emulator.block({ person }, true);
    expect(await send({ text: 'x' })).toMatchObject(refusal(403, 'bot was blocked by the user'));
    emulator.block({ person }, false);
    expect(await send({ text: 'x' })).toMatchObject({ ok: true });
  });

  it('checks keyboards', async () => {
    const inline = (button: object): object => ({ text: 'x', reply_markup: { inline_keyboard: [[button]] } });
    expect(await send(inline({ text: 'a', callback_data: 'ї'.repeat(32) }))).toMatchObject({ ok: true });
    expect(await send(inline({ text: 'a', callback_data: 'ї'.repeat(33) }))).toMatchObject(
      refusal(400, 'BUTTON_DATA_INVALID'),
    );
    expect(await send(inline({ text: 'a' }))).toMatchObject(refusal(400, 'unallowed'));
    expect(await send(inline({ callback_data: 'a' }))).toMatchObject(refusal(400, 'must have text'));
    expect(await send({ text: 'x', reply_markup: { inline_keyboard: 'no' } })).toMatchObject(
      refusal(400, 'Array'),
    );
    expect(await send({ text: 'x', reply_markup: '{' })).toMatchObject(
      refusal(400, "can't parse reply_markup"),
    );
    expect(await send({ text: 'x', reply_markup: { keyboard: [['Так', { text: 'Ні' }]] } })).toMatchObject({
      ok: true,
    });
    expect(emulator.messages(7).at(-1)?.keyboard).toEqual([['Так', 'Ні']]);
  });

  it('limits the rate when asked to', async () => {
    const limited = createTelegramEmulator({ bots: [{ token, username: 'demo_bot' }], rateLimits: true });
    await limited.start();
    const post = async (chat: number): Promise<Answer> =>
      (await fetch(`${limited.url}/bot${token}/sendMessage?text=x&chat_id=${chat}`)).json();
    for (let id = 1; id <= 31; id += 1) limited.write({ person: { id } }, 'x');
    expect(await post(1)).toMatchObject({ ok: true });
    expect(await post(1)).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } });
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => post(index + 2)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(29);
    await limited.stop();
  });
});

describe('changing what was sent', () => {
  let messageId: number;
  const keyboard = { inline_keyboard: [[{ text: 'Так', callback_data: 'yes' }]] };
  beforeEach(async () => {
    emulator.write({ person }, '/start');
    const { result } = await call('sendMessage', { chat_id: 7, text: 'first', reply_markup: keyboard });
    messageId = Number(result?.message_id);
  });
  const edit = (params: object): Promise<Answer> =>
    call('editMessageText', { chat_id: 7, message_id: messageId, ...params });

  it('edits, and tells an edit that changes nothing', async () => {
    expect(await edit({ text: 'first', reply_markup: keyboard })).toMatchObject(
      refusal(400, 'message is not modified'),
    );
    expect(await edit({ text: 'second' })).toMatchObject({ ok: true, result: { text: 'second' } });
    expect(await edit({ text: 'second' })).toMatchObject(refusal(400, 'message is not modified'));
    expect(emulator.messages(7).at(-1)).toMatchObject({
      text: 'second',
      buttons: [],
      revisions: [{ text: 'first' }],
    });
    expect(await edit({ text: 'x', message_id: 99 })).toMatchObject(
      refusal(400, 'message to edit not found'),
    );
    expect(await edit({ text: 'x', message_id: 1 })).toMatchObject(refusal(400, "message can't be edited"));
    expect(await edit({ text: 'x'.repeat(4097) })).toMatchObject(refusal(400, 'message is too long'));
  });

  it('deletes once', async () => {
    expect(await call('deleteMessage', { chat_id: 7, message_id: messageId })).toMatchObject({ ok: true });
    expect(await call('deleteMessage', { chat_id: 7, message_id: messageId })).toMatchObject(
      refusal(400, 'not found'),
    );
    expect(emulator.shownTexts(7)).toEqual([]);
    expect(emulator.messages(7).at(-1)).toMatchObject({ deleted: true, text: 'first' });
  });

  it('hands over a press, which can be answered once', async () => {
    expect(() => emulator.press({ person }, messageId, 'no')).toThrow('no such button');
    emulator.press({ person }, messageId, 'yes');
    const { result } = await call('getUpdates', { offset: -1 });
    expect(result).toMatchObject([
      { callback_query: { data: 'yes', from: { id: 7 }, message: { message_id: messageId } } },
    ]);
    const query = (result as unknown as { callback_query: { id: string } }[])[0]?.callback_query.id;
    expect(await call('answerCallbackQuery', { callback_query_id: query })).toMatchObject({ result: true });
    expect(await call('answerCallbackQuery', { callback_query_id: query })).toMatchObject(
      refusal(400, 'query is too old'),
    );
  });

  it('shows typing for a while', async () => {
    expect(await call('sendChatAction', { chat_id: 7, action: 'typing' })).toMatchObject({ result: true });
    expect(emulator.chat(7).typing).toBe(true);
    expect(await call('sendChatAction', { chat_id: 7, action: 'dancing' })).toMatchObject(
      refusal(400, 'wrong parameter action'),
    );
  });
});

describe('the rest', () => {
  it('keeps commands by language', async () => {
    const commands = [{ command: 'help', description: 'Допомога' }];
    expect(await call('setMyCommands', { commands, language_code: 'uk' })).toMatchObject({ ok: true });
    expect((await call('getMyCommands', { language_code: 'uk' })).result).toEqual(commands);
    expect((await call('getMyCommands')).result).toEqual([]);
    expect(await call('setMyCommands', { commands, language_code: 'ukr' })).toMatchObject(
      refusal(400, 'language code'),
    );
    expect(await call('setMyCommands', { commands: [{ command: 'Help', description: 'x' }] })).toMatchObject(
      refusal(400, 'BOT_COMMAND_INVALID'),
    );
  });

  it.each(['voice', 'photo', 'sticker', 'document', 'audio'] as const)(
    'serves a %s that a person sent',
    async (kind) => {
      emulator.sendFile({ person }, { kind, content: Buffer.from([0, 1, 2, 255]), caption: 'тут' });
      const update = (await call('getUpdates')).result as unknown as { message: Record<string, never> }[];
      const media: unknown = update[0]?.message[kind];
      const { file_id: id } = (Array.isArray(media) ? media.at(-1) : media) as { file_id: string };
      const { result } = await call('getFile', { file_id: id });
      const response = await fetch(`${emulator.url}/file/bot${token}/${String(result?.file_path)}`);
      expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 1, 2, 255]);
      expect((await fetch(`${emulator.url}/file/bot${token}/none`)).status).toBe(404);
      expect((await fetch(`${emulator.url}/file/bot42:no/x`)).status).toBe(401);
      expect(await call('getFile', { file_id: 'none' })).toMatchObject(refusal(400, 'wrong file_id'));
    },
  );

  it('has groups that a bot can leave', async () => {
    emulator.write({ person, group: -9 }, 'hello all');
    expect((await call('getUpdates')).result).toMatchObject([
      { message: { chat: { id: -9, type: 'group' } } },
    ]);
    expect(await call('leaveChat', { chat_id: -9 })).toMatchObject({ result: true });
    expect(await call('sendMessage', { chat_id: -9, text: 'x' })).toMatchObject(
      refusal(403, 'kicked from the group'),
    );
  });
});
