import { expect, test } from 'vitest';
import { probeTexts } from '../src/texts/parts/probes.ts';
import { fill, texts } from '../src/texts/texts.ts';
import { Dialogue, edit, media } from './fakes/dialogue.ts';
import { beginDialogue, play, questionOf, type Script } from './fakes/script.ts';

const scales = ['challenge', 'skill', 'concentration', 'mood', 'energy', 'stress'];

const scripts: readonly Script[] = [
  {
    name: 'the nine items in order, typed and pressed, are stored as given',
    lines: (say, language) => [
      {
        act: { press: say.startSurvey },
        shows: [say.surveyOpening, '1/9', questionOf('moment_capture', language)],
      },
      { act: '  Холодний край чашки…\n🙂 ', shows: ['2/9', questionOf('challenge', language)] },
      ...scales.map((_, index) => ({
        act: index % 2 === 0 ? { press: String(index + 1) } : String(index + 1),
        shows: [`${index + 3}/9`],
      })),
      { act: '=HYPERLINK("x")', shows: ['9/9', questionOf('current_companion', language)] },
      {
        act: '<b>Olha</b>; DROP TABLE',
        shows: [say.saved],
        check: ({ tables, state }) => {
          const rows = [...tables.answers.values()].sort((one, other) => one.position - other.position);
          expect(rows.map((row) => row.finalText)).toEqual([
            '  Холодний край чашки…\n🙂 ',
            ...['1', '2', '3', '4', '5', '6'],
            '=HYPERLINK("x")',
            '<b>Olha</b>; DROP TABLE',
          ]);
          expect(rows.map((row) => row.value)).toEqual([null, 1, 2, 3, 4, 5, 6, null, null]);
          expect([...tables.responses.values()].map((row) => row.status)).toEqual(['completed']);
          expect(state.survey).toBeNull();
        },
      },
    ],
  },
  {
    name: 'scenario 11: "Nothing. Blank." is accepted; «не хочу говорить» gets a probe and is kept as given',
    from: 'survey',
    lines: (say, language) => [
      { act: 'Nothing. Blank.', shows: ['2/9', probeTexts[language].recorded] },
      { act: '/cancel', shows: [say.cancelled] },
      { act: '/survey', shows: ['1/9'] },
      {
        act: 'не хочу говорить',
        shows: ['1/9', probeTexts[language].probes.choice],
        hides: ['2/9'],
        check: ({ tables }) =>
          expect(tables.answered().map((row) => row.firstText)).toEqual([
            'Nothing. Blank.',
            'не хочу говорить',
          ]),
      },
    ],
  },
  {
    name: 'scenario 12: "12", a number word, button 4 twice: two re-asks, one value',
    from: 'survey',
    lines: (say) => [
      { act: 'cold rim of the cup' },
      { act: '12', shows: [fill(say.outOfRange, { min: 0, max: 9 }), '2/9'] },
      { act: 'семь', shows: [fill(say.askScale, { min: 0, max: 9 }), '2/9'] },
      { act: { press: '4' }, shows: ['3/9'] },
      {
        act: { content: { kind: 'button', button: 'a:00000000:challenge:4' } },
        shows: [say.staleButton, '3/9'],
        check: ({ tables }) => expect(tables.answered().map((row) => row.value)).toEqual([null, 4]),
      },
    ],
  },
  {
    name: 'commands in the middle of a survey run, are never answers, and the question comes again',
    from: 'survey',
    lines: (say, language) => [
      ...['/help', '/consent', '/start', '/survey', '/export', '/language', '/foo bar'].map((act) => ({
        act,
        shows: [questionOf('moment_capture', language), '1/9'],
      })),
      { act: '/nonsense', shows: [fill(say.unknownCommand, { command: '/nonsense' })] },
      {
        act: { content: { kind: 'message', text: '/ещё' } },
        shows: [fill(say.unknownCommand, { command: '/ещё' })],
        check: ({ tables }) => expect(tables.answers.size).toBe(0),
      },
    ],
  },
  {
    name: '/back, /skip and /cancel',
    from: 'survey',
    lines: (say, language) => [
      { act: '/back', shows: [say.atFirst, '1/9'] },
      { act: 'warm light', shows: ['2/9'] },
      { act: '/back', shows: ['1/9', questionOf('moment_capture', language), say.earlierKept] },
      { act: { press: say.keep }, shows: ['2/9'] },
      { act: '/back' },
      { act: 'loud ticking', shows: ['2/9'] },
      { act: '/skip', shows: ['3/9'] },
      { act: { press: say.skip }, shows: ['4/9'] },
      {
        act: { press: say.back },
        shows: ['3/9'],
        hides: [say.earlierKept],
        check: ({ shown }) =>
          expect(
            shown
              .at(-1)
              ?.buttons?.flat()
              .map(({ label }) => label),
          ).not.toContain(say.keep),
      },
      { act: '5', shows: ['4/9'] },
      {
        act: '/cancel',
        shows: [say.cancelled],
        check: ({ tables }) => {
          expect([...tables.answers.values()]).toMatchObject([
            { itemId: 'moment_capture', firstText: 'warm light', finalText: 'loud ticking', attempts: 2 },
            { itemId: 'challenge', status: 'skipped', value: null, finalText: null },
            { itemId: 'skill', status: 'answered', value: 5 },
            { itemId: 'concentration', status: 'shown', answeredAt: null },
          ]);
          expect([...tables.responses.values()].map((row) => row.status)).toEqual(['partial']);
        },
      },
      { act: '/back', shows: [say.idle] },
      { act: '/skip', shows: [say.idle] },
      { act: '/cancel', shows: [say.idle] },
      { act: 'hello there', shows: [say.idle] },
    ],
  },
  {
    name: 'stickers, photos, voice and nothing at all get a hint and the question again',
    from: 'survey',
    lines: (say) => [
      ...(['sticker', 'image', 'voice'] as const).map((kind) => ({
        act: media(kind),
        shows: [say.mediaIgnored, '1/9'],
      })),
      {
        act: '   ',
        shows: [say.mediaIgnored, '1/9'],
        check: ({ tables }) => expect(tables.answers.size).toBe(0),
      },
      {
        act: media('image', 'a red door'),
        shows: [say.captionKept, '2/9'],
        check: ({ tables }) => expect(tables.answered().map((row) => row.finalText)).toEqual(['a red door']),
      },
    ],
  },
  {
    name: 'over maxLength: the limit is stated and nothing is stored',
    from: 'survey',
    lines: (say) => [
      {
        act: 'я'.repeat(2001),
        shows: [fill(say.tooLong, { limit: 2000, length: 2001 }), '1/9'],
        check: ({ tables }) => expect(tables.answers.size).toBe(0),
      },
      { act: `cold ${'🙂'.repeat(1995)}`, shows: ['2/9'] },
    ],
  },
  {
    name: 'several quick messages are one answer',
    from: 'survey',
    lines: () => [
      {
        act: ['the kettle', 'its hissing sound', '7'],
        shows: ['2/9'],
        check: ({ tables }) =>
          expect(tables.answered().map((row) => row.finalText)).toEqual(['the kettle\nits hissing sound\n7']),
      },
    ],
  },
  {
    name: 'an event or a timer in the Burst of an answer does not keep the next question back',
    from: 'survey',
    lines: () => [
      {
        act: [
          'rain on the roof',
          { content: { kind: 'event', event: 'esm.study-changed', payload: { studyId: 'other' } } },
          { content: { kind: 'timer', timer: 'beep:0123456789abcdef0123', payload: null } },
        ],
        shows: ['2/9'],
      },
    ],
  },
  {
    name: 'words that came before the question are not its answer',
    lines: (say) => [
      {
        act: ['/survey', 'too early'],
        shows: [say.tooEarly, '1/9'],
        check: ({ tables }) => expect(tables.answers.size).toBe(0),
      },
    ],
  },
  {
    name: 'an edited message is noted and the first text stays, also after the survey',
    from: 'survey',
    lines: (say) => [
      { act: 'a blue cup', shows: ['2/9'] },
      { act: edit('m7', 'a green cup'), shows: [say.editNoted, '2/9'] },
      { act: edit('m2', 'no answer'), shows: [say.editNoted] },
      { act: '/cancel' },
      {
        act: edit('m7', 'a grey cup'),
        shows: [say.editNoted],
        check: ({ tables }) =>
          expect(tables.answered()).toMatchObject([
            { firstText: 'a blue cup', finalText: 'a blue cup', edits: 2 },
          ]),
      },
    ],
  },
  {
    name: 'stale, foreign and unknown buttons are harmless and explained',
    from: 'survey',
    lines: (say) => [
      ...['a:00000000:moment_capture:4', 'x', '', 'a:b', 'd:yes:zzz', 'c:no:1:en', 'l:xx'].map((button) => ({
        act: { content: { kind: 'button' as const, button } },
        shows: ['1/9'],
        check: (dialogue: Dialogue) => {
          expect(dialogue.tables.answers.size + dialogue.tables.declines).toBe(0);
          expect(dialogue.state.consent).not.toBeNull();
        },
      })),
      { act: { press: say.startSurvey }, shows: [say.surveyOpen, '1/9'] },
    ],
  },
];

test.each(scripts)('$name', (script) => play(script));

test('scenario 12: a doubled press of the same button is explained and changes nothing', async () => {
  for (const language of ['ru', 'uk', 'en'] as const) {
    const dialogue = await beginDialogue(language, 'survey');
    await dialogue.say('cold rim of the cup');
    const four = { content: { kind: 'button', button: dialogue.codeOf('4') } } as const;
    await dialogue.say(four);
    const second = await dialogue.say(four);
    expect(Dialogue.textOf(second)).toContain(texts[language].alreadyAnswered);
    expect(Dialogue.textOf(second)).toContain('3/9');
    const inOneBurst = await dialogue.burst([{ press: '5' }, { press: '5' }]);
    expect(Dialogue.textOf(inOneBurst)).toContain('4/9');
    expect(dialogue.tables.answered().map((row) => row.value)).toEqual([null, 4, 5]);
  }
});

test('scenario 13: a restart between items continues the one response', async () => {
  // Every Turn of a dialogue reads its state from JSON, as a new process would.
  const dialogue = await beginDialogue('uk', 'survey');
  await dialogue.say('холод чашки', '3', '4', '5');
  const before = dialogue.state.survey?.responseId;
  const result = await dialogue.say({ press: '6' });
  expect(Dialogue.textOf(result)).toContain('6/9');
  expect(dialogue.state.survey?.responseId).toBe(before);
  expect(dialogue.tables.responses.size).toBe(1);
});

test('a question carries progress, anchors, the scale hint and buttons within 64 bytes', async () => {
  const dialogue = await beginDialogue('ru', 'survey');
  const { replies } = await dialogue.say('холод чашки');
  expect(replies).toHaveLength(1);
  expect(replies[0]).toMatchObject({
    scale: { min: 0, max: 9, minLabel: 'очень легко', maxLabel: 'очень трудно' },
  });
  // The ends are told once, by the scale.
  expect(replies[0]?.text).not.toContain('очень легко');
  const codes = (replies[0]?.buttons ?? []).flat().map((button) => button.code);
  expect(codes).toHaveLength(12);
  for (const code of codes) expect(Buffer.byteLength(code)).toBeLessThanOrEqual(64);
});

test('times and attempts are kept: first shown, answered, re-asks counted', async () => {
  const dialogue = await beginDialogue('en', 'survey');
  const shownAt = dialogue.now;
  await dialogue.say('cold cup', '12', '/help', '5');
  const [first, second] = dialogue.tables.answered();
  expect(first).toMatchObject({ shownAt, answeredAt: shownAt + 10_000, attempts: 1 });
  expect(second).toMatchObject({ shownAt: shownAt + 10_000, answeredAt: shownAt + 40_000, attempts: 2 });
});

test('timers and events that nobody knows are answered with silence', async () => {
  const dialogue = await beginDialogue('en', 'survey');
  const before = dialogue.state;
  const { replies } = await dialogue.burst([
    { content: { kind: 'timer', timer: 'x' } },
    { content: { kind: 'event', event: 'opora.unheard' } },
  ]);
  expect(replies).toEqual([]);
  expect(dialogue.state).toEqual(before);
});
