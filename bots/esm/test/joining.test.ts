import { languages } from 'opora';
import { expect, test } from 'vitest';
import { commands } from '../src/commands.ts';
import { esm } from '../src/index.ts';
import { currentConsent } from '../src/joining/consent-text.ts';
import { hashConsentText } from '../src/study/consent.ts';
import { participantTexts } from '../src/texts/parts/participant.ts';
import { texts } from '../src/texts/texts.ts';
import { Dialogue, edit, media } from './fakes/dialogue.ts';
import { beginDialogue, play, type Script } from './fakes/script.ts';

/** The open invitation of the demo. */
const demo = { studyId: 'demo', code: 'demo' };

const scripts: readonly Script[] = [
  {
    name: 'scenario 1: language, then the consent version, nothing but the language before Agree',
    from: 'nothing',
    lines: (say, language) => [
      {
        act: '/start',
        shows: [texts.ru.chooseLanguage, texts.uk.chooseLanguage, texts.en.chooseLanguage],
        check: ({ state }) => expect(state).toEqual({ ...esm.initialState(), invitation: demo }),
      },
      {
        act: { press: say.languageName },
        shows: [currentConsent.text[language]],
        check: ({ state, tables }) => {
          expect(state).toEqual({ ...esm.initialState(), language, invitation: demo });
          expect(tables.participants.size).toBe(0);
        },
      },
      {
        act: { press: say.agree },
        shows: [say.agreed],
        hides: [currentConsent.text[language]],
        check: ({ state, tables, now }) => {
          expect(state.consent).toEqual({
            version: 1,
            language,
            textHash: hashConsentText(currentConsent.text[language]),
            agreedAt: now,
            parts: { takingPart: true, aiProvider: false, quotation: false },
          });
          expect(tables.participants.size).toBe(1);
          expect(tables.responses.size).toBe(0);
        },
      },
      { act: { press: say.agree }, shows: [say.alreadyAgreed] },
      { act: '/consent', shows: [currentConsent.text[language], '2026'] },
    ],
  },
  {
    name: 'scenario 1: Decline leaves a count and nothing else, pressed twice too',
    from: 'nothing',
    lines: (say) => [
      { act: 'hello' },
      { act: { press: say.languageName } },
      {
        act: { press: say.decline },
        shows: [say.declined],
        hides: [say.chooseLanguage],
        check: ({ state, tables }) => {
          expect(state).toEqual(esm.initialState());
          expect(tables.declines).toBe(1);
          expect(tables.participants.size).toBe(0);
        },
      },
      {
        act: { press: say.decline },
        shows: [texts.en.chooseLanguage],
        check: ({ tables }) => expect(tables.declines).toBe(1),
      },
      { act: { press: say.agree }, check: ({ state }) => expect(state.consent).toBeNull() },
    ],
  },
  {
    name: 'scenario 2: /start twice is harmless, one record',
    lines: (say) => [
      { act: '/start', shows: [say.alreadyIn] },
      {
        act: ['/start', '/start abc'],
        shows: [say.alreadyIn],
        check: ({ tables }) => expect(tables.participants.size).toBe(1),
      },
    ],
  },
  {
    name: 'text, media, edits and commands while consent is pending show the consent again and store nothing',
    from: 'nothing',
    lines: (say, language) => [
      { act: 'hi', shows: [say.chooseLanguage] },
      { act: say.languageName.toUpperCase(), shows: [currentConsent.text[language]] },
      ...[
        ...['I saw a tree', media('sticker'), edit('m1', 'hi!')],
        ...['/survey', '/back', '/skip', '/cancel', '/stats', '/start', '/start demo'],
      ].map((act) => ({ act, shows: [say.consentFirst, currentConsent.text[language]] })),
      { act: '/export', shows: [say.exportNothing, currentConsent.text[language]] },
      { act: '/help', shows: ['/delete_my_data', currentConsent.text[language]] },
      {
        act: 'yes',
        shows: [say.consentFirst],
        check: ({ state, tables }) => {
          expect(state).toEqual({ ...esm.initialState(), language, invitation: demo });
          expect(tables.answers.size + tables.responses.size + tables.participants.size).toBe(0);
        },
      },
    ],
  },
  {
    name: 'words at the question about the usual hours get it again, with its buttons',
    from: 'nothing',
    lines: (say, language) => {
      const part = participantTexts[language];
      return [
        { act: '/start' },
        { act: { press: say.languageName }, hides: [say.consentFirst] },
        { act: { press: say.agree } },
        { act: 'Kyiv', shows: [part.askUsualHours] },
        { act: 'EST', shows: [say.useButtons, part.askUsualHours], hides: [say.idle] },
        { act: { press: part.keepHours }, shows: [part.joined] },
      ];
    },
  },
  {
    name: '/language changes the language at any time, by button and by name',
    from: 'survey',
    lines: () => [
      { act: '/language', shows: [texts.en.chooseLanguage] },
      { act: { press: 'Українська' }, shows: [texts.uk.languageSet, 'В останню мить'] },
      { act: '/language English', shows: [texts.en.languageSet, 'In the last moment'] },
      {
        act: '/language ru',
        shows: [texts.ru.languageSet, 'В последний миг'],
        check: ({ tables }) => expect(tables.participants.get('1')?.language).toBe('ru'),
      },
      { act: '/language klingon', shows: [texts.ru.chooseLanguage] },
    ],
  },
];

test.each(scripts)('$name', (script) => play(script));

test('scenario 2: ten users joining twice are one record each', async () => {
  for (let user = 0; user < 10; user += 1) {
    const dialogue = await beginDialogue(languages[user % 3] ?? 'en', 'joined');
    await dialogue.say('/start', '/start');
    expect(dialogue.tables.participants.size).toBe(1);
  }
});

test('the language choice begins with the platform hint', async () => {
  for (const [hint, first] of [
    ['uk-UA', texts.uk],
    ['ru', texts.ru],
    ['de', texts.en],
  ] as const) {
    const dialogue = new Dialogue(esm);
    dialogue.languageHint = hint;
    const { replies } = await dialogue.say('hi');
    expect(replies[0]?.text.startsWith(first.chooseLanguage)).toBe(true);
    expect(replies[0]?.buttons?.[0]?.map((button) => button.code)).toEqual(['l:ru', 'l:uk', 'l:en']);
  }
});

test('a refusal asks the runtime to forget the messages too', async () => {
  const dialogue = new Dialogue(esm);
  const { erased } = await dialogue.say('/start', { press: 'English' }, { press: 'I decline' });
  expect(erased).toBe(true);
});

test('an agreement to a version that is not offered is stale', async () => {
  const dialogue = new Dialogue(esm);
  await dialogue.say('/start', 'English');
  const result = await dialogue.say({ content: { kind: 'button', button: 'c:yes:0123456789ab:00' } });
  expect(Dialogue.textOf(result)).toContain(texts.en.staleButton);
  expect(dialogue.state.consent).toBeNull();
});

test('what is agreed to is the text that was seen, also after the language changed', async () => {
  const dialogue = new Dialogue(esm);
  await dialogue.say('/start', 'English', '/language uk', { press: 'I agree' });
  expect(dialogue.state.consent).toMatchObject({
    language: 'en',
    textHash: hashConsentText(currentConsent.text.en),
  });
});

test('every listed command works for a member and is described in three languages', async () => {
  for (const command of commands) {
    const dialogue = await beginDialogue('en', 'survey');
    const result = await dialogue.say(`/${command.name}`);
    expect(Dialogue.textOf(result), command.name).not.toContain('There is no command');
    expect(result.replies.length, command.name).toBeGreaterThan(0);
    for (const language of languages) expect(command.description[language].trim()).not.toBe('');
  }
});
