import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { feedbackTexts } from '../../src/texts/parts/feedback.ts';
import { probeTexts } from '../../src/texts/parts/probes.ts';
import { openStudy } from '../support/open-study.ts';
import type { Person } from '../support/person.ts';
import { World } from '../support/world.ts';

const day = 86_400_000;
const texts = feedbackTexts.en;
let world: World;

beforeAll(async () => {
  world = await World.open(0, { TRAINING_DAYS: 1, TRAINING_QUALITY_THRESHOLD: 0 });
});
beforeEach(() => world.reset(Date.UTC(2026, 10, 23, 6, 0, 0)));
afterAll(() => world?.close());

/** Opens an extra survey and answers it, always in general terms; the last words that came back. */
async function reportInGeneral(person: Person): Promise<string> {
  await person.say('/survey');
  await person.say('I usually feel tense');
  if (person.state.survey?.position === 0) await person.press(probeTexts.en.keepAsIs);
  let last = '';
  for (const answer of ['3', '4', '5', '4', '4', '4', 'work', 'alone']) last = await person.say(answer);
  expect(person.state.survey).toBeNull();
  return last;
}

/** Somebody trained, with ten general reports after it, who then leaves the signals of a day and a half unanswered. */
async function careless(feedback: 'live' | 'none'): Promise<Person> {
  await openStudy(world, { details: { feedback } });
  const person = world.person('careless');
  await person.join('Kyiv', 'study-code');
  for (let count = 0; count < 16; count += 1) await reportInGeneral(person);
  expect(person.state.training.end).not.toBeNull();
  await world.advance(2.2 * day);
  return person;
}

test('a class that recurs and unanswered signals bring one line each, once a day', async () => {
  const person = await careless('live');
  const first = await reportInGeneral(person);
  expect(first).toContain(texts.howToReport.generalisation);
  expect(first).toContain('If other hours suit better');
  const second = await reportInGeneral(person);
  expect(second).not.toContain(texts.howToReport.generalisation);
  expect(second).not.toContain('If other hours suit better');
});

test('a study without feedback gives no advice', async () => {
  const person = await careless('none');
  const said = await reportInGeneral(person);
  expect(said).not.toContain(texts.howToReport.generalisation);
  expect(said).not.toContain('If other hours suit better');
});
