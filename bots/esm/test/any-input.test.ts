import fc from 'fast-check';
import { languages } from 'opora';
import { expect, test } from 'vitest';
import { createEsm, des9, esm } from '../src/index.ts';
import { itemsOf } from '../src/instrument/instrument.ts';
import { type Act, Dialogue, edit, media } from './fakes/dialogue.ts';
import { everyType } from './fakes/every-type.ts';

/** What is drawn; buttons are chosen from those shown so far, so presses are live, stale or doubled. */
type Move =
  | { readonly kind: 'act'; readonly act: Act }
  /** Goes on: answers the current question in a way that fits. */
  | { readonly kind: 'answer'; readonly from: number }
  | { readonly kind: 'shown'; readonly from: number }
  | { readonly kind: 'edit'; readonly of: number };

const commandNames = [
  ...['start', 'help', 'survey', 'survey', 'survey', 'back', 'skip', 'cancel', 'consent', 'export', 'mydata'],
  ...['language', 'delete_my_data', 'nonsense', 'constructor', '__proto__', 'settings', 'pause', 'resume'],
  ...['withdraw', 'contact', 'event', 'preview', 'training', 'stats', 'achievements', 'info', 'news', 'link'],
  ...['pushover', 'studies', 'unlink', 'insights'],
];

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: fc.nat(99).map((from): Move => ({ kind: 'answer', from })) },
  { weight: 4, arbitrary: fc.nat(999).map((from): Move => ({ kind: 'shown', from })) },
  {
    weight: 3,
    arbitrary: fc
      .oneof(
        fc.constantFrom(
          '4',
          '12',
          'семь',
          'uk',
          'English',
          'a\0b',
          '\ud800',
          '/',
          '/ x',
          '/ні що',
          '/home/me',
          '//x',
          ' /@x',
          ' ',
        ),
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constant('я'.repeat(2001)),
        fc.nat(20).map(String),
      )
      .map((text): Move => ({ kind: 'act', act: { content: { kind: 'message', text } } })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...commandNames), fc.constantFrom('', ' uk', ' x y'))
      .map(([name, argument]): Move => ({ kind: 'act', act: `/${name}${argument}` })),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc
        .constantFrom(media('sticker'), media('voice'), media('image', 'words'))
        .map((act): Move => ({ kind: 'act', act })),
      fc.nat(30).map((of): Move => ({ kind: 'edit', of })),
      fc
        .oneof(
          fc.string(),
          fc.constantFrom('a:', 'l:', 'c:yes:1:constructor', 'd:yes:', 'a:00000000:constructor:1'),
        )
        .map((button): Move => ({ kind: 'act', act: { content: { kind: 'button', button } } })),
    ),
  },
);

function actOf(drawn: Move, dialogue: Dialogue): Act {
  if (drawn.kind === 'act') return drawn.act;
  if (drawn.kind === 'edit') return edit(`m${drawn.of}`, 'edited');
  if (drawn.kind === 'answer') {
    const live = (dialogue.shown.at(-1)?.buttons ?? []).flat().filter((button) => /^[ao]:/.test(button.code));
    const button = live[drawn.from % Math.max(1, live.length)]?.code;
    return button === undefined ? String(drawn.from % 10) : { content: { kind: 'button', button } };
  }
  // The newest bubbles first, so that small numbers press what is current.
  const codes = dialogue.shown
    .slice(-30)
    .flatMap((message) => message.buttons ?? [])
    .flat()
    .map((button) => button.code)
    .reverse();
  const code = codes.length === 0 ? 'none' : (codes[drawn.from % Math.min(codes.length, 40)] ?? 'none');
  return { content: { kind: 'button', button: code } };
}

test.each([
  ['des-9', esm, des9],
  ['every type', createEsm([everyType]), everyType],
] as const)('any sequence of inputs is survived, answered and kept small: %s', async (_, bot, instrument) => {
  const items = itemsOf(instrument).length;
  let answers = 0;
  let completed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(move, { minLength: 1, maxLength: 3 }), { minLength: 5, maxLength: 40, size: 'max' }),
      async (turns) => {
        const dialogue = new Dialogue(bot, instrument);
        await dialogue.say('/start', 'English', { press: 'I agree' }, 'Kyiv', '/survey');
        for (const moves of turns) {
          const { replies } = await dialogue.burst(moves.map((drawn) => actOf(drawn, dialogue)));
          expect(replies.length).toBeGreaterThan(0);
          for (const reply of replies) {
            expect(reply.text).not.toBe('');
            expect(reply.text).not.toMatch(/\{\w+\}|undefined|\[object/);
            for (const button of (reply.buttons ?? []).flat()) {
              expect(Buffer.byteLength(button.code)).toBeLessThanOrEqual(64);
            }
          }
          expect(dialogue.stateBytes).toBeLessThan(16_384);
          expect(bot.parseState(JSON.parse(JSON.stringify(dialogue.state)))).toEqual(dialogue.state);
          if (dialogue.state.consent === null) {
            const { language } = dialogue.state;
            expect({ ...dialogue.state, invitation: null }).toEqual({ ...bot.initialState(), language });
            expect(language === null || languages.includes(language)).toBe(true);
            expect(dialogue.tables.answers.size + dialogue.tables.participants.size).toBe(0);
          }
          for (const row of dialogue.tables.answered()) {
            expect(row.firstText?.split('\n').some((line) => /^\s*\/\S/u.test(line))).toBe(false);
            expect(row.firstText).not.toContain('\0');
          }
          expect(dialogue.tables.answers.size).toBeLessThanOrEqual(items * dialogue.tables.responses.size);
        }
        answers += dialogue.tables.answered().length;
        completed += [...dialogue.tables.responses.values()].filter(
          (row) => row.status === 'completed',
        ).length;
      },
    ),
    { numRuns: 100 },
  );
  // A property over dialogues that never get anywhere would prove nothing.
  expect(answers).toBeGreaterThan(150);
  expect(completed).toBeGreaterThan(0);
});
