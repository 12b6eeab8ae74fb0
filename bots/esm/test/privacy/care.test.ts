import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addResearcher, createChatCode } from '../../src/study/researchers/register.ts';
import { usualSupportText } from '../../src/study/support-text.ts';
import { openStudy } from '../support/open-study.ts';
import { World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await World.open(0);
});

beforeEach(async () => {
  await world.reset(Date.UTC(2026, 10, 23, 6, 0, 0));
  await openStudy(world, {
    details: {
      supportText: { ru: 'Помощь: 112.', uk: 'Допомога: 112.', en: 'Help: 112.' },
      contact: { ru: 'Пишите.', uk: 'Пишіть.', en: 'Write to us.' },
    },
  });
});

afterAll(() => world?.close());

const statements = [
  ['en', 'I was sitting there and wanted to kill myself, I want to die', 'Help: 112.'],
  ['ru', 'Сидела и думала: не хочу жить', 'Помощь: 112.'],
  ['uk', 'Сиділа й думала: не хочу жити', 'Допомога: 112.'],
] as const;

test.each(statements)(
  'stated self-harm shows the support text, alerts the researcher at once, and the report is kept (%s)',
  async (language, report, support) => {
    const researcher = world.person('researcher');
    await researcher.say('/language en');
    const { id } = await addResearcher(world.runtime, { name: 'Olena', role: 'owner' });
    await researcher.say(`/link ${(await createChatCode(world.runtime, id)).code}`);
    const person = world.person('writes', language);
    await person.join('Kyiv', 'study-code');
    await person.say('/survey');
    const said = await person.say(report);
    expect(said.startsWith(support)).toBe(true);
    const pseudonym = person.state.participation?.pseudonym ?? '';
    const alert = researcher.thread.shown.at(-1)?.text ?? '';
    expect(alert).toContain(`participant ${pseudonym}`);
    expect(alert).toContain('http://localhost:3000/esm/researcher?study=study');
    expect(alert).not.toContain(report);
    expect(world.effects.map(({ name }) => name)).toEqual(['researcher-alert']);
    expect(JSON.stringify(world.effects)).not.toContain(report);
    const audit = await world.rows("SELECT actor, detail FROM esm_audit WHERE action = 'self-harm.alert'");
    expect(audit).toHaveLength(1);
    expect(JSON.stringify(audit)).not.toContain(report);
    const metric = world.runtime.meter as unknown as { render(): Promise<string> };
    expect(await metric.render()).toMatch(/^esm_self_harm_alerts_total [1-9]/m);
    expect(Object.keys(person.state.survey?.items ?? {})).toContain('moment_capture');
    const kept = await world.rows<{ count: number }>('SELECT count(*)::int AS count FROM esm_answers');
    expect(kept).toEqual([{ count: 1 }]);
  },
);

test('an alert reaches a researcher’s chat that a person holds', async () => {
  const researcher = world.person('researcher');
  await researcher.say('/language en');
  const { id } = await addResearcher(world.runtime, { name: 'Olena', role: 'owner' });
  await researcher.say(`/link ${(await createChatCode(world.runtime, id)).code}`);
  researcher.thread.isHeld = true;
  const person = world.person('writes', 'en');
  await person.join('Kyiv', 'study-code');
  await person.say('/contact');
  expect(researcher.last?.text).toContain('researcher?study=study');
  expect(researcher.thread.isHeld).toBe(true);
});

test('before consent the support text is shown, and nobody is named', async () => {
  const person = world.person('stranger');
  await person.say('/start study-code');
  await person.press('English');
  expect(await person.say('I want to kill myself')).toContain('Help: 112.');
  expect(world.effects).toEqual([]);
});

test('without a text of the study the usual one is shown, also outside of studies', async () => {
  const person = world.person('nowhere');
  await person.say('/language en');
  expect(await person.say('I want to kill myself')).toContain(usualSupportText.en);
});

test('ordinary reports bring no support text', async () => {
  const person = world.person('plain');
  await person.join('Kyiv', 'study-code');
  await person.say('/survey');
  expect(await person.say('I could die laughing at this dress')).not.toContain('Help: 112.');
});
