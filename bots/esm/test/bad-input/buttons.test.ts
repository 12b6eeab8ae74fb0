import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { minute, Stage, type StagedStudy } from '../acceptance/support/stage.ts';
import { answersOf, channels, seatOn, surveyed } from './support/seat.ts';

let stage: Stage;
let study: StagedStudy;

beforeAll(async () => {
  stage = await Stage.open({ telegram: true });
  study = await stage.openStudy();
});

afterAll(() => stage?.close());

describe.each(channels)('in the %s', (channel) => {
  test('§19: stale button: harmless, explained', async () => {
    const one = await surveyed(stage, channel, study.code);
    await one.say('rain on the roof');
    const challenge = await one.codeOf('4');
    await one.press('7');
    const said = await one.pressCode(challenge);
    expect(said).toContain(one.texts.alreadyAnswered);
    expect(said).toContain('3/9');
    await one.say('/cancel');
    expect(await one.pressCode(challenge)).toContain(one.texts.staleButton);
    await one.say('/survey');
    expect(await one.pressCode(challenge)).toContain(one.texts.staleButton);
    const agree = await one.codeOf(one.texts.agree);
    expect(await one.pressCode(agree)).toContain(one.texts.alreadyAgreed);
    expect((await answersOf(stage, one)).filter(({ item }) => item === 'challenge')).toMatchObject([
      { value: 7 },
    ]);
  });

  test('§19: foreign button: harmless, explained', async () => {
    const owner = await surveyed(stage, channel, study.code);
    await owner.say('rain on the roof');
    const foreign = await owner.codeOf('4');
    const other = await surveyed(stage, channel, study.code);
    await other.say('a red door');
    const said = await other.pressCode(foreign);
    expect(said).toContain(other.texts.staleButton);
    expect(said).toContain('2/9');
    expect(await answersOf(stage, other)).toHaveLength(1);
    expect(await answersOf(stage, owner)).toHaveLength(1);

    // A beep of somebody else; a deletion that somebody else has asked for; no button at all.
    await other.say('/cancel');
    const beep = await stage.nextBeep(owner);
    expect(await other.pressCode(`b:start:${beep.id}`)).not.toContain('1/9');
    await owner.say('/delete_my_data');
    expect(await other.pressCode(await owner.codeOf(owner.texts.deleteYes))).toContain(
      other.texts.deleteExpired,
    );
    for (const code of ['x', 'a:b', 'l:xx', 'pv:', 'r:open', '%00', '🙂']) {
      expect(await other.pressCode(code), code).not.toBe('');
    }
    expect(await answersOf(stage, other)).toMatchObject([{ item: 'moment_capture' }, { status: 'shown' }]);
    expect(await stage.installation.rows('SELECT 1 FROM esm_participants')).not.toHaveLength(0);
  });

  test('§19: double button: harmless, explained', async () => {
    const one = await surveyed(stage, channel, study.code);
    await one.say('rain on the roof');
    const four = await one.codeOf('4');
    // Both before the first is answered, as an impatient finger does.
    const both = await one.act(async () => {
      await Promise.all([one.door.press(four), one.door.press(four)]);
    });
    expect(both).toContain(one.texts.alreadyAnswered);
    const answers = await answersOf(stage, one);
    expect(answers.filter(({ item }) => item !== 'moment_capture')).toMatchObject([
      { item: 'challenge', value: 4, attempts: 1 },
    ]);
    await one.say('/cancel');

    const beep = await stage.nextBeep(one);
    await stage.time.jumpTo((beep.sent ?? 0) + minute);
    const start = await one.codeOf(one.part.startBeep);
    await one.act(async () => {
      await Promise.all([one.door.press(start), one.door.press(start)]);
    });
    const responses = await stage.installation.rows<{ count: number }>(
      'SELECT count(*)::int AS count FROM esm_responses WHERE beep_id = $1',
      beep.id,
    );
    expect(responses).toEqual([{ count: 1 }]);
  });

  test('§19: unknown zone: reason, next step', async () => {
    const one = seatOn(stage, channel);
    await one.say(`/start ${study.code}`);
    await one.press('English');
    await one.press(one.texts.agree);
    for (const [typed, reason] of [
      ['Atlantis', 'not on the list'],
      ['UTC+2', 'offset'],
      ['EST', ''],
      ['../etc/passwd', 'not on the list'],
    ] as const) {
      const said = await one.say(typed);
      expect(said, typed).toContain(reason);
      expect(said, typed).toMatch(/for example Kyiv/u);
    }
    expect(await stage.beeps(one)).toEqual([]);
    expect(await one.say('Kyiv')).toContain('Europe/Kyiv');
  });

  test('§19: bad code, closed study: reason, next step', async () => {
    const one = seatOn(stage, channel);
    await one.say('/language en');
    expect(await one.say('/start nowhere')).toContain(one.part.inviteUnknown);
    expect(await one.say("/start x' OR 1=1 --")).toContain(one.part.inviteUnknown);
    expect(await one.say(`/start ${'z'.repeat(500)}`)).toContain(one.part.inviteUnknown);
    const over = await stage.openStudy();
    const early = seatOn(stage, channel);
    await early.say(`/start ${over.code}`);
    await early.press('English');
    await stage.ask(`${over.path}/freeze`, {});
    expect(await one.say(`/start ${over.code}`)).toContain(one.part.inviteFrozen);
    await stage.ask(`${over.path}/open`, {});
    await stage.ask(`${over.path}/close`, {});
    await stage.settle();
    expect(await one.say(`/start ${over.code}`)).toContain(one.part.inviteClosed);
    // Closed between reading and agreeing.
    expect(await early.press(early.texts.agree)).toContain(early.part.inviteClosed);
    const none = await stage.installation.rows('SELECT 1 FROM esm_participants WHERE study_id = $1', over.id);
    expect(none).toEqual([]);
    expect(await one.say(`/start ${study.code}`)).toContain('Consent, version 1');
  });
});
