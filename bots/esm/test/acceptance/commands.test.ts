import { type Language, languages } from 'opora';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feedbackTexts } from '../../src/texts/parts/feedback.ts';
import { trainingTexts } from '../../src/texts/parts/training.ts';
import { fill } from '../../src/texts/texts.ts';
import { consentWords } from '../support/open-study.ts';
import type { Actor } from './support/actor.ts';
import { day, hour, minute, Stage, type StagedStudy } from './support/stage.ts';

/** Section 2 of the specification, the participant's table. */
const participantCommands = [
  ...['start', 'help', 'info', 'news', 'consent', 'survey', 'event', 'back', 'skip', 'cancel', 'settings'],
  ...['language', 'pause', 'resume', 'training', 'stats', 'insights', 'achievements', 'export', 'mydata'],
  ...['pushover', 'contact', 'withdraw', 'delete_my_data'],
] as const;
const contact: Readonly<Record<Language, string>> = {
  ru: 'Спросите Олену',
  uk: 'Запитайте Олену',
  en: 'Ask Olena',
};

let stage: Stage;
let study: StagedStudy;

beforeAll(async () => {
  stage = await Stage.open({ env: { ESM_PUSHOVER_TOKEN: 'azGDORePK8gMaC0QOYAMyEEuzJnyUi' } });
  study = await stage.openStudy({ details: { contact, feedback: 'live' } });
});

afterAll(() => stage?.close());

async function pseudonymOf(one: Actor): Promise<string> {
  const [row] = await stage.installation.rows<{ pseudonym: string }>(
    `SELECT pseudonym FROM esm_participants p JOIN conversation_names n ON n.conversation_id = p.conversation_id
    WHERE n.external_id = $1`,
    stage.installation.stored(one.door.name),
  );
  return row?.pseudonym ?? '';
}

let people = 0;
async function joined(language: Language): Promise<Actor> {
  people += 1;
  const one = stage.web(`commands-${people}`, language);
  await one.join(study.code);
  return one;
}

describe.each(languages)('in %s', (language) => {
  test('/help lists every command of the specification', async () => {
    const one = await joined(language);
    const said = await one.say('/help');
    for (const command of participantCommands) expect(said).toContain(`/${command}: `);
    expect(said).not.toMatch(/\/(?:link|studies|participants|invite|freeze|message|unlink)\b/u);
    // And each is known: none is answered as an unknown one.
    for (const command of participantCommands.filter((name) => !['contact', 'withdraw'].includes(name))) {
      const unknown = fill(one.texts.unknownCommand, { command: `/${command}` });
      expect(await one.say(`/${command}`), command).not.toContain(unknown);
    }
  });

  test('/info, /news, /consent: method and contact; release notes; what was agreed, and its optional parts', async () => {
    const one = await joined(language);
    const info = await one.say('/info');
    expect(info).toContain(one.part.infoMethod);
    expect(info).toContain(contact[language]);
    for (const note of one.part.news) expect(await one.say('/news')).toContain(note);
    expect(await one.say('/consent')).toContain(consentWords(1)[language]);
    await one.press(`☐ ${one.part.partQuotation}`);
    const parts = async (): Promise<unknown> =>
      (
        await stage.installation.rows<{ parts: { quotation: boolean } }>(
          'SELECT consent_parts AS parts FROM esm_participants WHERE pseudonym = $1',
          await pseudonymOf(one),
        )
      )[0]?.parts;
    expect(await parts()).toMatchObject({ quotation: true });
    await one.press(`☑ ${one.part.partQuotation}`);
    expect(await parts()).toMatchObject({ quotation: false });
  });

  test('/survey, /back, /skip, /cancel: the beep that waits, and the way through it; the plan is not told', async () => {
    const one = await joined(language);
    const extra = await one.say('/survey');
    expect(extra).toContain('1/9');
    await one.say('/cancel');
    const beep = await stage.nextBeep(one);
    await stage.time.jumpTo((beep.sent ?? 0) + minute);
    expect(await one.say('/survey')).toContain('1/9');
    const [opened] = (await stage.beeps(one)).filter(({ id }) => id === beep.id);
    expect(opened?.status).toBe('opened');
    expect(await one.say('/skip')).toContain('2/9');
    expect(await one.say('/back')).toContain('1/9');
    expect(await one.say('/cancel')).toContain(one.texts.cancelled);
    const [left] = (await stage.beeps(one)).filter(({ id }) => id === beep.id);
    expect(left?.status).toBe('partial');
    expect(await one.say('/event')).toContain(one.part.noEvents);
    const heard = (await one.heard()).join('\n');
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Kyiv',
      hour: '2-digit',
      minute: '2-digit',
    });
    const planned = (await stage.beeps(one)).filter((later) => later.planned > stage.now + hour);
    expect(planned.length).toBeGreaterThan(3);
    const told = planned.filter(
      (later) => heard.includes(clock.format(later.planned)) && clock.format(later.planned) !== '09:00',
    );
    // The one time that is told is when the beep that came expires.
    expect(told.filter((later) => later.planned - (beep.sent ?? 0) !== 45 * minute).length).toBeLessThan(2);
  });

  test('/settings: hours, count 1–10, zone by city, quiet hours, form of address', async () => {
    const one = await joined(language);
    expect(await one.say('/settings hours 10:00-20:00')).toContain('10:00–20:00');
    expect(await one.say('/settings count 4')).toContain('4');
    expect(await one.say('/settings count 11')).toMatch(/1[^0-9]+10/u);
    expect(await one.say('/settings count 0')).toMatch(/1[^0-9]+10/u);
    expect(await one.say('/settings quiet 13:00-14:00')).toContain('13:00–14:00');
    expect(await one.say('/settings zone Berlin')).toContain('Europe/Berlin');
    const own = await one.say('/settings');
    for (const part of ['10:00–20:00', '4', '13:00–14:00', 'Europe/Berlin']) expect(own).toContain(part);
    await one.press(one.part.changeAddress);
    const [row] = await stage.installation.rows<{ form: string }>(
      `SELECT address_form AS form FROM esm_participants WHERE pseudonym = $1`,
      await pseudonymOf(one),
    );
    expect(row?.form).toBe('informal');
  });

  test('/language changes the language at once', async () => {
    const one = await joined(language);
    const other = languages.find((each) => each !== language) ?? 'en';
    expect(await one.say('/language')).toContain(one.texts.chooseLanguage);
    const there = stage.web(one.door.name, other);
    expect(await one.say(`/language ${other}`)).toContain(there.texts.languageSet);
    expect(await one.say('/help')).toContain(there.texts.helpTitle);
  });

  test('/pause up to 14 days, /resume', async () => {
    const one = await joined(language);
    expect(await one.say('/pause 15')).toContain(fill(one.part.pauseDays, { most: 14 }));
    expect(await one.say('/resume')).toContain(one.part.notPaused);
    expect(await one.say('/pause 3')).toContain(one.part.pausedUntil.slice(0, 10));
    const before = (await stage.beeps(one)).filter(({ status }) => status === 'planned');
    expect(before).toEqual([]);
    expect(await one.say('/resume')).toContain(one.part.resumed);
    expect((await stage.nextBeep(one, 2 * day)).sent).not.toBeNull();
  });

  test('/training, /stats, /achievements, /insights', async () => {
    const one = await joined(language);
    const teaching = trainingTexts[language].teaching[0] ?? 'none';
    const training = await one.say('/training');
    expect(training).toContain(teaching);
    expect(training).toContain(fill(trainingTexts[language].left, { days: 3, surveys: 6 }));
    expect(await one.say('/insights')).toContain(feedbackTexts[language].insightsNone);
    await stage.ask(
      `${study.path}/participants/${await pseudonymOf(one)}`,
      { trainingCompleted: true },
      'PATCH',
    );
    await stage.settle();
    expect(await one.say('/training')).toContain(trainingTexts[language].over);
    await one.say('/survey');
    await one.answerAll('the cold rim of a cup at my lip');
    expect(await one.say('/stats')).toContain(fill(feedbackTexts[language].statsSurveys, { count: 1 }));
    expect(await one.say('/achievements')).toContain(`✓ ${feedbackTexts[language].achievementFirst}`);
    const insights = await one.say('/insights');
    expect(insights).toContain(feedbackTexts[language].insightsTitle);
    expect(insights).toContain(fill(feedbackTexts[language].scaleCount, { count: 1 }));
    expect(insights).toMatch(/4 █+ 1/u);
  });

  test('/export and /mydata: own data, JSON and CSV', async () => {
    const one = await joined(language);
    await one.say('/survey');
    await one.say('the cold rim of a cup at my lip');
    for (const command of ['/export', '/mydata']) {
      const said = await one.say(command);
      expect(said).toContain(one.texts.exportJson);
      expect(said).toContain(one.texts.exportCsv);
    }
  });

  test('/pushover takes a key and ends with off', async () => {
    const one = await joined(language);
    expect(await one.say('/pushover short')).toContain(one.part.pushoverKey);
    expect(await one.say(`/pushover ${'u'.repeat(30)}`)).toContain(one.part.pushoverOn);
    expect(await one.say('/pushover off')).toContain(one.part.pushoverOff);
    const [row] = await stage.installation.rows<{ keys: number }>(
      `SELECT count(*)::int AS keys FROM esm_participants p WHERE p::text LIKE '%uuuuuuuuuu%'`,
    );
    expect(row?.keys).toBe(0);
  });

  test('/contact hands the chat to the researchers; beeps meanwhile are cancelled', async () => {
    const one = await joined(language);
    expect(await one.say('/contact')).toContain(one.part.contactAsked);
    const silent = await one.say('is anybody there?');
    expect(silent).toBe('');
    const signals = await one.count(one.part.signal);
    await stage.time.jumpTo(stage.now + day);
    await stage.settle();
    expect(await one.count(one.part.signal)).toBe(signals);
    expect(
      (await stage.beeps(one)).filter(({ status }) => status === 'planned' || status === 'sent'),
    ).toEqual([]);
  });

  test('/withdraw cancels beeps and asks: keep or delete; /delete_my_data erases', async () => {
    const one = await joined(language);
    expect(await one.say('/withdraw')).toContain(one.part.withdrawn);
    const rows = await stage.beeps(one);
    expect(rows.filter(({ status }) => status === 'planned')).toEqual([]);
    expect(await one.press(one.part.withdrawKeep)).toContain(one.part.withdrawKept);
    expect(await one.say('/delete_my_data')).toContain(one.texts.deleteAsk);
    expect(await one.press(one.texts.deleteNo)).toContain(one.texts.deleteKept);
    await one.say('/delete_my_data');
    await stage.time.jumpTo(stage.now + 11 * minute);
    // Ten minutes, not eleven.
    expect(await one.press(one.texts.deleteYes)).toContain(one.texts.deleteExpired);
    await one.say('/delete_my_data');
    expect(await one.press(one.texts.deleteYes)).toContain(one.texts.deleted);
    expect(await stage.beeps(one)).toEqual([]);
  });

  test('while a researcher has the chat, /withdraw and /delete_my_data work, and nothing else does', async () => {
    const one = await joined(language);
    await one.say('/contact');
    expect(await one.say('/stats', 'a word to the researcher')).toBe('');
    expect(await one.say('/withdraw')).toContain(one.part.withdrawn);
    expect(await one.press(one.part.withdrawKeep)).toContain(one.part.withdrawKept);
    expect(await one.say('another word')).toBe('');
    expect(await one.say('/delete_my_data')).toContain(one.texts.deleteAsk);
    expect(await one.press(one.texts.deleteYes)).toContain(one.texts.deleted);
    expect(await stage.beeps(one)).toEqual([]);
    // Nobody holds the chat any more.
    expect(await one.say('/help')).toContain('/start');
  });

  test('researchers: /link, then every command of theirs; for others they are unknown', async () => {
    const own = await stage.openStudy();
    const participant = await joined(language);
    const pseudonym = await pseudonymOf(participant);
    const one = stage.web(`researcher-${language}`, language);
    await one.say(`/language ${language}`);
    const theirs = ['studies', 'status', 'participants', 'invite', 'freeze', 'message', 'unlink', 'preview'];
    for (const command of theirs) {
      const unknown = fill(participant.texts.unknownCommand, { command: `/${command}` });
      expect(await participant.say(`/${command} x`), command).toContain(unknown);
      expect(await one.say(`/${command} x`), command).toContain(unknown);
    }
    const { code } = await stage.ask<{ code: string }>('link-codes', {});
    expect(await one.say(`/link ${code}`)).toContain('Owner');
    const help = await one.say('/help');
    for (const command of theirs) expect(help).toContain(`/${command}: `);
    expect(await one.say('/studies')).toContain('/esm/researcher');
    const status = await one.say(`/status ${study.id}`);
    expect(status).toContain(`/esm/researcher?study=${study.id}`);
    expect(await one.say(`/participants ${study.id}`)).toContain(pseudonym);
    expect(await one.say(`/invite ${own.id}`)).toContain('/esm/chat?invite=');
    await one.say(`/message ${pseudonym} Thursday suits`);
    await stage.settle();
    expect((await participant.heard()).at(-1)).toContain('Thursday suits');
    expect(await one.say(`/preview 5 ${own.id}`)).toContain('5');
    await one.press(one.part.previewRemove);
    await one.say(`/freeze ${own.id}`);
    const frozen = await stage.ask<{ study: { status: string } }>(own.path);
    expect(frozen.study.status).toBe('frozen');
    await one.say('/unlink');
    expect(await one.say('/studies')).toContain(fill(one.texts.unknownCommand, { command: '/studies' }));
  });
});
