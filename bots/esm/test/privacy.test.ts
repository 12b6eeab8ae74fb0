import { expect, test } from 'vitest';
import { esm } from '../src/index.ts';
import { currentConsent } from '../src/joining/consent-text.ts';
import type { StoredResponse } from '../src/postgres/select-responses.ts';
import { csvCell, csvLine } from '../src/privacy/csv.ts';
import { exportFiles } from '../src/privacy/export-files.ts';
import { participantTexts } from '../src/texts/parts/participant.ts';
import { texts } from '../src/texts/texts.ts';
import { Dialogue, media } from './fakes/dialogue.ts';
import { beginDialogue, play, type Script } from './fakes/script.ts';

const scripts: readonly Script[] = [
  {
    name: 'scenario 16, here: /delete_my_data asks, and the button erases everything but the language',
    from: 'survey',
    lines: (say, language) => [
      { act: 'cold cup' },
      { act: '/delete_my_data', shows: [say.deleteAsk], hides: ['2/9'] },
      {
        act: { press: say.deleteNo },
        shows: [say.deleteKept, '2/9'],
        check: ({ tables }) => expect(tables.answers.size).toBe(1),
      },
      { act: { press: say.deleteYes }, shows: [say.deleteExpired] },
      { act: '/delete_my_data', shows: [say.deleteAsk] },
      {
        act: { press: say.deleteYes },
        shows: [say.deleted],
        hides: [say.consentFirst],
        check: ({ tables, state }) => {
          expect(tables.answers.size + tables.responses.size + tables.participants.size).toBe(0);
          expect(state).toEqual({ ...esm.initialState(), language });
        },
      },
      { act: { press: say.deleteYes }, shows: [say.staleButton] },
      { act: { press: say.agree }, shows: [say.staleButton] },
      { act: '/start', shows: [currentConsent.text[language]] },
      { act: { press: say.agree }, shows: [say.agreed] },
      { act: { press: say.deleteYes }, check: ({ state }) => expect(state.consent).not.toBeNull() },
    ],
  },
  {
    name: 'words at the deletion question are no answer to the survey behind it',
    from: 'survey',
    lines: (say) => [
      { act: '/delete_my_data', shows: [say.deleteAsk], hides: ['1/9'] },
      ...[say.deleteYes, media('sticker')].map((act) => ({
        act,
        shows: [say.useButtons, say.deleteAsk],
        hides: ['1/9'],
        check: ({ tables, shown }: Dialogue): void => {
          expect(tables.answers.size).toBe(0);
          expect(
            shown
              .at(-1)
              ?.buttons?.flat()
              .map(({ label }) => label),
          ).toEqual([say.deleteYes, say.deleteNo]);
        },
      })),
      { act: { press: say.deleteNo }, shows: [say.deleteKept, '1/9'] },
      { act: 'a cold cup', shows: ['2/9'] },
      { act: ['/delete_my_data', say.deleteYes], shows: [say.useButtons, say.deleteAsk], hides: ['2/9'] },
      // Any command goes on; the confirmation itself keeps its ten minutes.
      { act: '/help', shows: ['2/9'] },
      { act: { press: say.deleteYes }, shows: [say.deleted] },
    ],
  },
  {
    name: 'words after a withdrawal get the question about the data again, with its buttons',
    lines: (say, language) => {
      const part = participantTexts[language];
      return [
        { act: '/withdraw', shows: [part.withdrawn] },
        { act: part.withdrawDelete, shows: [say.useButtons, part.withdrawn], hides: [part.noPart] },
        { act: { press: part.withdrawDelete }, shows: [say.deleteAsk] },
        { act: say.deleteYes, shows: [say.useButtons, say.deleteAsk] },
        { act: { press: say.deleteNo }, shows: [say.deleteKept] },
        { act: 'hello', shows: [part.noPart], hides: [say.useButtons] },
      ];
    },
  },
  {
    name: '/delete_my_data before consent forgets the language and the messages',
    from: 'nothing',
    lines: (say) => [
      { act: '/start' },
      { act: { press: say.languageName } },
      {
        act: '/delete_my_data',
        shows: [say.nothingToDelete],
        check: ({ state }) => expect(state).toEqual(esm.initialState()),
      },
    ],
  },
];

test.each(scripts)('$name', (script) => play(script));

test('a confirmation is valid for ten minutes, and only the newest one', async () => {
  const dialogue = await beginDialogue('en', 'survey');
  await dialogue.say('/delete_my_data');
  const old = dialogue.codeOf('Erase everything');
  dialogue.now += 600_000;
  const late = await dialogue.say({ press: 'Erase everything' });
  expect(Dialogue.textOf(late)).toContain('no longer valid');
  await dialogue.say('/delete_my_data');
  const replaced = await dialogue.say({ content: { kind: 'button', button: old } });
  expect(replaced.erased).toBe(false);
  dialogue.now += 580_000;
  const inTime = await dialogue.say({ press: 'Erase everything' });
  expect(inTime.erased).toBe(true);
  expect(inTime.writes.map((write) => write.name)).toEqual([
    ...['esm-audit-deletion', 'esm-notice-deletion', 'esm-delete-annotations', 'esm-delete-answers'],
    ...['esm-delete-responses', 'esm-delete-beeps', 'esm-delete-invitation', 'esm-delete-participant'],
  ]);
});

test('words are answers again once the confirmation has lapsed', async () => {
  const dialogue = await beginDialogue('en', 'survey');
  await dialogue.say('/delete_my_data');
  dialogue.now += 600_000;
  expect(Dialogue.textOf(await dialogue.say('a cold cup'))).toContain('2/9');
  expect(dialogue.tables.answered().map((row) => row.firstText)).toEqual(['a cold cup']);
});

test('words do not lengthen the ten minutes', async () => {
  const dialogue = await beginDialogue('en', 'survey');
  await dialogue.say('/delete_my_data');
  dialogue.now += 570_000;
  expect(Dialogue.textOf(await dialogue.say('Erase everything'))).toContain(texts.en.useButtons);
  dialogue.now += 20_000;
  const late = await dialogue.say({ press: 'Erase everything' });
  expect(Dialogue.textOf(late)).toContain(texts.en.deleteExpired);
});

test('/export gives JSON exactly and CSV safely, with missing codes', async () => {
  const dialogue = await beginDialogue('en', 'survey');
  await dialogue.say('=1+1', '/skip', '/skip', '4', '/cancel');
  const { replies } = await dialogue.say('/export');
  const json = JSON.parse(replies[0]?.file?.content ?? '');
  expect(json).toMatchObject({ format: 'opora-esm-export', total: 1, shown: 1 });
  expect(json.responses[0].items.map((item: { value: unknown }) => item.value)).toEqual([
    null,
    ...[-99, 4, -96, -97, -97, -97, -97, -97],
  ]);
  expect(json.responses[0].items[0].first_text).toBe('=1+1');
  const lines = (replies[1]?.file?.content ?? '').split('\r\n');
  expect(replies[1]?.file?.mimeType).toBe('text/csv; charset=utf-8');
  // Without the mark Excel takes Cyrillic for something else.
  expect(lines[0]).toMatch(
    /^\ufeffresponse_id,kind,status,opened,completed,duration,.*,first_text,final_text$/,
  );
  expect(lines[1]).toContain(",'=1+1,'=1+1");
  expect(lines).toHaveLength(11);
});

test('/export twice in one Burst exports once; without data it says so', async () => {
  const member = await beginDialogue('en', 'joined');
  const { replies } = await member.burst(['/export', '/mydata']);
  expect(replies.filter((reply) => reply.file !== undefined)).toHaveLength(2);
  const stranger = await beginDialogue('en', 'nothing');
  await stranger.say('/start', 'English');
  expect(Dialogue.textOf(await stranger.say('/export'))).toContain('No data of yours');
});

test('CSV follows RFC 4180 and disarms formulas', () => {
  expect(csvLine(['a,b', 'say "x"', null, -99, true])).toBe('"a,b","say ""x""",,-99,true\r\n');
  for (const start of ['=', '+', '-', '@', '\t']) expect(csvCell(`${start}x`)).toBe(`'${start}x`);
  expect(csvCell('\rx')).toBe('"\'\rx"');
  expect(csvCell('line\nline')).toBe('"line\nline"');
});

test('files beyond the limit hold the newest responses that fit, oldest first, and say how many', () => {
  const responses = Array.from({ length: 50 }, (_, index) =>
    storedResponse(`r${50 - index}`, 'ю'.repeat(300)),
  );
  const limit = 20_000;
  const files = exportFiles(null, responses, { limit });
  expect(files.total).toBe(50);
  expect(files.shown).toBeGreaterThan(3);
  expect(files.shown).toBeLessThan(50);
  expect(Buffer.byteLength(files.json)).toBeLessThanOrEqual(limit);
  expect(Buffer.byteLength(files.csv)).toBeLessThanOrEqual(limit);
  const ids = JSON.parse(files.json).responses.map((one: { response_id: string }) => one.response_id);
  expect(ids.at(-1)).toBe('r50');
  expect(ids).toHaveLength(files.shown);
});

function storedResponse(id: string, text: string): StoredResponse {
  return {
    ...{ response_id: id, beep_id: null, instrument: 'x', version: 1, language: 'en', status: 'completed' },
    ...{
      item_order: ['a'],
      started: '2026-01-01T00:00:00.000Z',
      completed: null,
      duration_s: null,
      total: 50,
    },
    answers: [
      {
        ...{ item: 'a', status: 'answered', value: null, first_text: text, final_text: text },
        ...{ attempts: 1, edits: 0, shown: '2026-01-01T00:00:00.000Z', answered: null, latency_ms: null },
      },
    ],
  };
}
