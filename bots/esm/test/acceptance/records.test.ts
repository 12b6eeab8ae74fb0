import { languages } from 'opora';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from './support/actor.ts';
import { Stage, type StagedStudy } from './support/stage.ts';

let stage: Stage;
let study: StagedStudy;

beforeAll(async () => {
  stage = await Stage.open({ telegram: true });
  study = await stage.openStudy();
});

afterAll(() => stage?.close());

const rows = <Row>(sql: string, ...values: readonly unknown[]) =>
  stage.installation.rows<Row>(sql, ...values);

describe.each(['web chat', 'Telegram'])('in the %s', (channel) => {
  const person = (index: number): Actor => {
    const language = languages[index % 3] ?? 'en';
    return channel === 'Telegram'
      ? stage.inTelegram(7000 + index, language)
      : stage.web(`new-${index}`, language);
  };

  test('scenario 2: /start twice, then ten users: one record each', async () => {
    const people = Array.from({ length: 10 }, (_, index) => person(20 + index));
    for (const one of people) {
      await one.say(`/start ${study.code}`);
      await one.say(`/start ${study.code}`);
      await one.press(one.texts.languageName);
      await one.press(one.texts.agree);
      await one.say('Kyiv');
      const before = await stage.beeps(one);
      expect(await one.say(`/start ${study.code}`, '/start')).toContain(one.texts.alreadyIn);
      expect(await stage.beeps(one)).toEqual(before);
    }
    const records = await rows<{ people: number; pseudonyms: number }>(
      `SELECT count(*)::int AS people, count(DISTINCT pseudonym)::int AS pseudonyms FROM esm_participants
      WHERE conversation_id IN (SELECT conversation_id FROM conversation_names WHERE external_id = ANY($1))`,
      people.map(({ door }) => stage.installation.stored(door.name)),
    );
    expect(records).toEqual([{ people: 10, pseudonyms: 10 }]);
  }, 90_000);
});
