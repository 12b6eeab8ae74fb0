import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { feedbackTexts } from '../../src/texts/parts/feedback.ts';
import { openStudy } from '../support/open-study.ts';
import type { Person } from '../support/person.ts';
import { World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await World.open(0, { TRAINING_DAYS: 1, TRAINING_QUALITY_THRESHOLD: 0 });
});
beforeEach(() => world.reset(Date.UTC(2026, 10, 23, 6, 0, 0)));
afterAll(() => world?.close());

/** Six surveys end the training; the others count. */
async function answer(person: Person, surveys: number): Promise<void> {
  for (let count = 0; count < surveys; count += 1) {
    await person.say('/survey');
    await person.finishSurvey();
  }
}

test('/insights charts own answers after the training, where the study shows them live', async () => {
  await openStudy(world, { details: { feedback: 'live' } });
  const person = world.person('curious');
  await person.join('Kyiv', 'study-code');
  await answer(person, 6);
  expect(await person.say('/insights')).toBe(feedbackTexts.en.insightsNone);
  await answer(person, 2);
  const shown = await person.say('/insights');
  expect(shown).toContain(feedbackTexts.en.insightsTitle);
  expect(shown).toContain('What was your mood in that moment? n = 2');
  expect(await person.say('/help')).toContain('/insights: your own answers on scales');
});

test('/insights waits for the end of a study that shows answers afterwards, and says so', async () => {
  await openStudy(world, { details: { feedback: 'after' } });
  const person = world.person('waits');
  await person.join('Kyiv', 'study-code');
  await answer(person, 7);
  expect(await person.say('/insights')).toBe(feedbackTexts.en.afterStudy);
  await world.advance(8 * 86_400_000);
  expect(person.state.participation?.status).toBe('completed');
  expect(await person.say('/insights')).toContain('n = 1');
});

test('/insights of a study without feedback shows nothing', async () => {
  await openStudy(world, { details: { feedback: 'none' } });
  const person = world.person('nothing');
  await person.join('Kyiv', 'study-code');
  expect(await person.say('/insights')).toBe(feedbackTexts.en.noFeedback);
});
