import { languages } from 'opora';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudy, usualProtocol } from '../support/open-study.ts';
import { World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await World.open(0);
  await world.reset(Date.UTC(2026, 10, 23, 12, 0, 0));
  const schedules = [...usualProtocol.schedules, { kind: 'event', name: 'meal' }];
  await openStudy(world, { protocol: { ...usualProtocol, schedules } });
});

afterAll(() => world?.close());

test('a survey of an event names the event as its moment, and speaks of no opening', async () => {
  for (const language of languages) {
    const person = world.person(`eats-${language}`, language);
    await person.join('Kyiv', 'study-code');
    const said = await person.say('/event');
    expect(said).toContain(person.texts.eventOpening);
    expect(said).not.toContain(person.texts.surveyOpening);
    expect(said).toContain('1/9');
    expect(await person.say('the rim of a cold cup on my lip')).not.toContain(person.texts.eventOpening);
  }
});
