import { languages } from 'opora';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudy } from '../support/open-study.ts';
import { World } from '../support/world.ts';

/** As the contact of the demo names the pages. */
const told = 'The researcher pages are at /esm/researcher.';
let world: World;

beforeAll(async () => {
  world = await World.open(0);
  await world.reset(Date.UTC(2026, 10, 23, 6, 0, 0));
  await openStudy(world, { details: { contact: { ru: told, uk: told, en: told } } });
});
afterAll(() => world?.close());

test('/info gives the researcher pages by a full address, which no chat takes for a command', async () => {
  for (const language of languages) {
    const person = world.person(`asks-${language}`, language);
    await person.join('Kyiv', 'study-code');
    const said = await person.say('/info');
    expect(said).toContain('The researcher pages are at http://localhost:3000/esm/researcher.');
    expect(said).not.toMatch(/(?<!\S)\/esm/u);
  }
});
