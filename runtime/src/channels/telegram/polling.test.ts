import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IncomingUpdate } from '../../contracts/update.ts';
import { systemClock } from '../../core/clock.ts';
import { RefusedError, TransientError } from '../../core/errors.ts';
import { createRandom } from '../../core/random.ts';
import { createRig, FakeIntake, hurried, type Rig, token, until } from './test/rig.ts';

let rig: Rig;
let intake: FakeIntake;
beforeEach(async () => {
  rig = await createRig();
  intake = new FakeIntake();
});
afterEach(async () => {
  await rig.close();
  expect(rig.witness.leaks()).toEqual([]);
});

const write = (chat: number, text: string) =>
  rig.emulator.write({ person: { id: chat, languageCode: 'uk' } }, text);
/** Back-off runs 20 times as fast, while calls keep two real seconds. */
const fast = { clock: hurried(20), requestTimeoutMs: 40_000 };

function writeAll(chats: readonly number[], count: number): readonly string[] {
  const texts = Array.from({ length: count }, (_, index) => `№${index}`);
  for (const text of texts) for (const chat of chats) write(chat, text);
  return texts;
}

/** The offsets sent, each with the id of its journal entry. */
function confirmations(): readonly { readonly offset: number; readonly id: number }[] {
  return rig.emulator
    .journal({ method: 'getUpdates' })
    .filter((entry) => entry.params.offset !== undefined)
    .map((entry) => ({ offset: Number(entry.params.offset), id: entry.id }));
}

describe('long polling', () => {
  it('loses nothing, keeps the order of each chat and confirms only what was accepted', async () => {
    const chats = [11, 12, 13, 14, 15];
    const random = createRandom(7);
    const acceptedAt = new Map<number, number>();
    intake.delay = () => new Promise((resolve) => setTimeout(resolve, random() * 4));
    intake.failWith = () => (random() < 0.15 ? new TransientError('intake_unavailable', 'away') : undefined);
    intake.onAccepted = ({ raw }: IncomingUpdate) =>
      acceptedAt.set((raw as { update_id: number }).update_id, rig.emulator.journal().at(-1)?.id ?? 0);
    const texts = writeAll(chats, 30);
    await rig.channel({ ...fast }).start(intake);
    await until(() => intake.accepted.length === 150 && rig.emulator.pendingUpdates() === 0, 20_000);

    for (const chat of chats) expect(intake.texts(chat)).toEqual(texts);
    expect(intake.mostAtOncePerChat).toBe(1);
    expect(intake.mostAtOnce).toBeGreaterThan(2);
    expect(confirmations().length).toBeGreaterThan(1);
    for (const { offset, id } of confirmations()) {
      const confirmed = [...acceptedAt.keys()].filter((updateId) => updateId < offset);
      // Ids are consecutive, so everything below the offset must be among the accepted, and earlier.
      expect(confirmed).toHaveLength(offset - Math.min(...acceptedAt.keys()));
      for (const updateId of confirmed) expect(acceptedAt.get(updateId)).toBeLessThan(id);
    }
  });

  it('is delivered again, with the same ids, after being killed in the middle of a batch', async () => {
    writeAll([21, 22], 5);
    let release = (): void => undefined;
    const never = new Promise<void>((resolve) => {
      release = resolve;
    });
    // Chat 22 hangs at its third message; the process then "dies": this channel never goes on.
    intake.delay = ({ conversation, content }) =>
      conversation === '22' && content.text === '№2' ? never : Promise.resolve();
    await rig.channel().start(intake);
    await until(() => intake.accepted.length === 7);
    expect(confirmations()).toEqual([]);

    const second = new FakeIntake();
    second.accepted.push(...intake.accepted);
    await rig.channel().start(second);
    await until(() => rig.emulator.pendingUpdates() === 0);
    expect(second.duplicates).toBe(7);
    for (const chat of [21, 22]) expect(second.texts(chat)).toEqual(['№0', '№1', '№2', '№3', '№4']);
    release();
  });

  it('stops at once during a long poll', async () => {
    const channel = rig.channel({ pollTimeoutSeconds: 25 });
    await channel.start(intake);
    await until(() => rig.emulator.state().bots[0]?.receiving === 'polling');
    const startedAt = performance.now();
    await channel.stop();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    write(31, 'later');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(intake.accepted).toEqual([]);
    expect(channel.status().state).toBe('stopped');
  });

  it('finishes running acceptances on stop, begins no further one and confirms neither', async () => {
    writeAll([41], 4);
    let release = (): void => undefined;
    intake.delay = ({ content }) =>
      content.text === '№1' ? new Promise((resolve) => (release = resolve)) : Promise.resolve();
    const channel = rig.channel();
    await channel.start(intake);
    await until(() => intake.accepted.length === 1);
    const stopped = channel.stop();
    release();
    await stopped;
    expect(intake.texts(41)).toEqual(['№0', '№1']);
    expect(rig.emulator.pendingUpdates()).toBe(4);
    expect(confirmations()).toEqual([]);

    intake.delay = () => Promise.resolve();
    await channel.start(intake);
    await until(() => rig.emulator.pendingUpdates() === 0);
    expect(intake.texts(41)).toEqual(['№0', '№1', '№2', '№3']);
  });

  it('lets other chats go on while one cannot be stored, and gives up only what is invalid', async () => {
    intake.failWith = ({ content }) =>
      content.text === '№1' && content.kind === 'message'
        ? new RefusedError('update_invalid', 'bad')
        : undefined;
    const channel = rig.channel({ ...fast });
    await channel.start(intake);
    writeAll([51], 3);
    write(52, 'other');
    await until(() => rig.emulator.pendingUpdates() === 0);
    expect(intake.texts(51)).toEqual(['№0', '№2']);
    expect(intake.texts(52)).toEqual(['other']);
    expect(rig.witness.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('answers a press after its acceptance', async () => {
    const channel = rig.channel();
    write(61, '/start');
    await channel.start(intake);
    await until(() => intake.accepted.length === 1);
    const message = { text: 'Як справи?', buttons: [[{ code: 'good', label: 'Добре' }]] };
    const outcome = await channel.deliver(
      {
        id: 'd1.2',
        conversation: '61',
        message,
        attempt: 1,
        maybeRepeated: false,
        progress: null,
        requestId: 'r',
      },
      { signal: new AbortController().signal, saveProgress: () => Promise.resolve() },
    );
    expect(outcome.status).toBe('sent');
    rig.emulator.press({ person: { id: 61 } }, 2, 'good');
    await until(() =>
      rig.emulator.journal({ method: 'answerCallbackQuery' }).some(({ outcome: done }) => done?.accepted),
    );
    expect(intake.accepted.at(-1)?.content).toMatchObject({ kind: 'button', button: 'good' });
  });

  it('refuses a group politely once, and never hands it to Intake', async () => {
    await rig.channel().start(intake);
    const place = { person: { id: 71, languageCode: 'uk' }, group: -500 };
    for (const text of ['/help', 'агов', 'є хто?']) rig.emulator.write(place, text);
    write(71, 'особисто');
    await until(() => intake.accepted.length === 1 && rig.emulator.shownTexts(-500).length > 0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(rig.emulator.shownTexts(-500)).toEqual(['Пишіть мені особисто.']);
    expect(intake.accepted.map(({ conversation }) => conversation)).toEqual(['71']);
  });

  it('refuses a group again after an hour', async () => {
    let ahead = 0;
    await rig.channel({ clock: { ...systemClock, now: () => Date.now() + ahead } }).start(intake);
    const ask = (): unknown => rig.emulator.write({ person: { id: 71 }, group: -500 }, 'агов');
    ask();
    await until(() => rig.emulator.shownTexts(-500).length === 1);
    ahead = 3_600_000;
    ask();
    await until(() => rig.emulator.shownTexts(-500).length === 2);
  });

  it('hears that it was blocked and unblocked', async () => {
    await rig.channel().start(intake);
    write(81, 'x');
    rig.emulator.block({ person: { id: 81 } }, true);
    rig.emulator.block({ person: { id: 81 } }, false);
    await until(() => intake.accepted.length === 3);
    expect(intake.accepted.map(({ content }) => content.event)).toEqual([
      undefined,
      'telegram.blocked',
      'telegram.unblocked',
    ]);
  });
});

describe('trouble while polling', () => {
  it('takes a forgotten webhook away and publishes the commands in every language', async () => {
    const root = `${rig.emulator.url}/bot${token}`;
    await fetch(`${root}/setWebhook?url=http://127.0.0.1:9/hook`);
    const description = { ru: 'Помощь', uk: 'Допомога', en: 'Help' };
    await rig.channel({ commands: [{ name: 'help', description }] }).start(intake);
    write(91, 'x');
    await until(() => intake.accepted.length === 1);
    await until(() => rig.emulator.journal({ method: 'setMyCommands' }).length === 4);
    const menu = async (query: string): Promise<unknown> =>
      (await (await fetch(`${root}/getMyCommands${query}`)).json()).result;
    await until(() =>
      rig.emulator.journal({ method: 'setMyCommands' }).every(({ outcome }) => outcome !== null),
    );
    expect(await menu('')).toEqual([{ command: 'help', description: 'Помощь' }]);
    expect(await menu('?language_code=uk')).toEqual([{ command: 'help', description: 'Допомога' }]);
    expect(await menu('?language_code=en')).toEqual([{ command: 'help', description: 'Help' }]);
  });

  it('learns its name at Telegram, for links to it', async () => {
    const channel = rig.channel({});
    expect(channel.username()).toBeNull();
    await channel.start(intake);
    await until(() => channel.username() !== null);
    const told = (await (await fetch(`${rig.emulator.url}/bot${token}/getMe`)).json()) as {
      result: { username: string };
    };
    expect(channel.username()).toBe(told.result.username);
  });

  it('only logs that the commands could not be published', async () => {
    rig.emulator.addFault({ kind: 'error-before', method: 'setMyCommands', count: 0 });
    await rig
      .channel({ commands: [{ name: 'help', description: { ru: 'а', uk: 'б', en: 'c' } }] })
      .start(intake);
    write(92, 'x');
    await until(() => intake.accepted.length === 1);
    expect(rig.witness.counts.get('opora_telegram_background_calls_total esm commands failed')).toBe(1);
  });

  it('reports another poller with advice, and goes on when it is gone', async () => {
    const channel = rig.channel({ ...fast });
    await channel.start(intake);
    await until(() => rig.emulator.state().bots[0]?.receiving === 'polling');
    await fetch(`${rig.emulator.url}/bot${token}/getUpdates`);
    await until(() => channel.status().state === 'conflict');
    expect(channel.status().advice).toContain('Another process');
    expect(
      rig.witness.lines.some(({ level, text }) => level === 'warn' && text.includes('Another process')),
    ).toBe(true);
    write(93, 'x');
    await until(() => intake.accepted.length === 1);
    expect(channel.status()).toMatchObject({ mode: 'polling', state: 'receiving', advice: null });
  });

  it('stops and says so when the token is unknown', async () => {
    const channel = rig.channel({ token: '7000000001:old-AAH-very_secret-part', ...fast });
    await channel.start(intake);
    expect(channel.status()).toMatchObject({ state: 'unauthorized' });
    expect(channel.status().advice).toContain('BotFather');
    expect(rig.witness.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    await channel.stop();
  });

  it('bears every fault of getUpdates and an outage of the server', async () => {
    const channel = rig.channel({ ...fast, pollTimeoutSeconds: 1 });
    await channel.start(intake);
    const texts: string[] = [];
    for (const kind of [
      'accepted-then-cut',
      'error-before',
      'garbage',
      'bad-gateway',
      'rate-limited',
      'hang',
    ] as const) {
      rig.emulator.addFault({ kind, method: 'getUpdates' });
      write(94, kind);
      texts.push(kind);
      await until(() => intake.accepted.length === texts.length);
    }
    await rig.emulator.stop();
    await until(() => channel.status().state === 'waiting');
    await rig.emulator.start();
    write(94, 'after the outage');
    await until(() => intake.accepted.length === texts.length + 1);
    expect(intake.texts(94)).toEqual([...texts, 'after the outage']);
  });

  it('hears people even when ids begin anew after a quiet week', async () => {
    await rig.channel({ pollTimeoutSeconds: 1 }).start(intake);
    write(95, 'before');
    await until(() => intake.accepted.length === 1 && rig.emulator.pendingUpdates() === 0);
    // Once confirmed, the offset is left out: a lower id would be forgotten unseen.
    await until(() => rig.emulator.journal({ method: 'getUpdates' }).at(-1)?.params.offset === undefined);
  });

  it('starts although Telegram is away, and receives when it is back', async () => {
    await rig.emulator.stop();
    const channel = rig.channel({ ...fast });
    await channel.start(intake);
    expect(channel.status().state).toBe('waiting');
    await rig.emulator.start();
    write(96, 'x');
    await until(() => intake.accepted.length === 1);
  });
});
