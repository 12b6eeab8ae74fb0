import { afterAll, beforeAll, expect, test } from 'vitest';
import { participantTexts } from '../../src/texts/parts/participant.ts';
import { consentWords } from '../support/open-study.ts';
import { Installation } from '../support/product.ts';

let installation: Installation;
let code: string;

beforeAll(async () => {
  installation = await Installation.open();
  code = await installation.openStudy(await installation.addOwner(), {
    waves: [{ name: 'main', startDay: 1, days: 7 }],
    hours: { start: '00:00', end: '24:00' },
    // As early as joining allows: the first beep comes at once.
    schedules: [{ kind: 'once', name: 'entry', at: 'entry' }],
  });
}, 120_000);

afterAll(() => installation?.close());

test('scenario 13: stopped between items 4 and 5, the next press continues; one beep, one response', async () => {
  const chat = installation.chat('web-person');
  await chat.say(`/start ${code}`);
  expect(await chat.press('English')).toContain(consentWords(1).en);
  await chat.press('I agree');
  await chat.say('Kyiv');
  await chat.until(participantTexts.en.signal.slice(0, 30));
  await installation.stop();
  await installation.start();
  expect(await chat.press('Start')).toContain('1/9');
  expect(await chat.say('the cold rim of a cup at my lip')).toContain('2/9');
  for (const next of ['3/9', '4/9', '5/9']) expect(await chat.press('4')).toContain(next);
  await installation.stop();
  await installation.start();
  expect(await chat.press('4')).toContain('6/9');
  for (const next of ['7/9', '8/9']) expect(await chat.press('4')).toContain(next);
  expect(await chat.say('washing a cup')).toContain('9/9');
  await chat.press('Skip');
  await chat.until('Saved');
  const beeps = await installation.rows<{ beep_id: string; status: string }>(
    'SELECT beep_id, status FROM esm_beeps',
  );
  const responses = await installation.rows('SELECT beep_id, status FROM esm_responses');
  expect(beeps).toHaveLength(1);
  expect(beeps[0]?.status).toBe('completed');
  expect(responses).toEqual([{ beep_id: beeps[0]?.beep_id, status: 'completed' }]);
  expect(await installation.rows('SELECT count(*)::int AS count FROM esm_answers')).toEqual([{ count: 9 }]);
  expect(await installation.rows('SELECT status FROM esm_participants')).toEqual([{ status: 'training' }]);
}, 120_000);
