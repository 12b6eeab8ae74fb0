import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validateReport } from '../../src/validator/validate-report.ts';
import { consentWords } from '../support/open-study.ts';
import { day, hour, Stage, type StagedStudy } from './support/stage.ts';

const read = (text: string): ReturnType<typeof validateReport> => validateReport(text, { item: 'moment' });

describe('§20: words', () => {
  test('§20: ASCII \\b silently killed Cyrillic rules', () => {
    const folder = fileURLToPath(new URL('../../src/', import.meta.url));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(200);
    for (const name of files) {
      const source = readFileSync(`${folder}${name}`, 'utf8').replace(/^\s*(?:\/\/|\*|\/\*).*$/gmu, '');
      expect(source, name).not.toMatch(/(?<!\\)\\b/u);
    }
    // At the beginning, in the middle, at the end, beside punctuation.
    for (const text of [
      'Вечно не в духе',
      'По утрам я вечно не в духе',
      'Не в духе, вечно',
      '«вечно» я не в духе вечно.',
    ]) {
      expect(
        read(text).classes.map(({ id }) => id),
        text,
      ).toContain('generalisation');
    }
    expect(read('Завжди знервована вранці').classes.map(({ id }) => id)).toContain('generalisation');
  });

  test('§20: substrings misfired (`стол` in «столько»)', () => {
    for (const text of [
      'Столько света на стене',
      'Вечность цвета в небе',
      'Зараз тепло, завжденний рух у руці',
    ]) {
      expect(
        read(text).classes.filter(({ confidence }) => confidence >= 0.6),
        text,
      ).toEqual([]);
    }
  });

  test('§20: quotes meant inner speech', () => {
    for (const text of [
      'Вижу вывеску «Булочная», красные буквы',
      'The word "stop" painted on the road, white',
      'Напис «Зачинено» на дверях, жовтий',
    ]) {
      expect(
        read(text).phenomena.map(({ id }) => id),
        text,
      ).not.toContain('innerSpeech');
    }
    expect(read('Про себя проговариваю: "где ключи"').phenomena.map(({ id }) => id)).toEqual(['innerSpeech']);
  });
});

describe('§20: people', () => {
  let stage: Stage;
  let study: StagedStudy;

  beforeAll(async () => {
    stage = await Stage.open({ telegram: true });
    study = await stage.openStudy();
  });

  afterAll(() => stage?.close());

  test('§20: only the next beep was stored; evenings went unsampled', async () => {
    const one = stage.web('evenings');
    await one.join(study.code);
    const stored = await stage.beeps(one);
    expect(Math.max(...stored.map(({ planned }) => planned))).toBeGreaterThan(stage.now + day);
    for (const date of new Set(stored.map((beep) => beep.date))) {
      const ofDay = stored.filter((beep) => beep.date === date);
      const last = new Date(Math.max(...ofDay.map(({ planned }) => planned)) + 2 * hour);
      expect(ofDay).toHaveLength(6);
      expect(last.getUTCHours()).toBeGreaterThanOrEqual(19);
    }
    await stage.advance(day);
    expect(Math.max(...(await stage.beeps(one)).map(({ planned }) => planned))).toBeGreaterThan(
      stage.now + day,
    );
  });

  test('§20: the training day never advanced', async () => {
    const one = stage.web('learns');
    await one.join(study.code);
    const taught: string[] = [];
    for (let trained = 0; trained < 3; trained += 1) {
      const opened = await one.say('/survey');
      taught.push(opened.split('1/9')[0] ?? '');
      await one.answerAll('Cold rim of the mug on my lip');
      await stage.time.jumpTo(stage.now + day);
      await stage.settle();
    }
    expect(new Set(taught).size).toBe(3);
    const days = await stage.installation.rows<{ day: number }>(
      `SELECT r.training_day AS day FROM esm_responses r JOIN conversation_names n USING (conversation_id)
      WHERE n.external_id = $1 ORDER BY r.started_at`,
      stage.installation.stored('learns'),
    );
    expect(days.map(({ day: number }) => number)).toEqual([1, 2, 3]);
  });

  test('§20: objects read as strings froze quality', async () => {
    const one = stage.web('improves');
    await one.join(study.code);
    const quality = async (): Promise<number | null> => {
      const [row] = await stage.installation.rows<{ quality: number | null }>(
        `SELECT (golden_fields ->> 'averageDataQuality')::float8 AS quality FROM esm_participants p
        JOIN conversation_names n ON n.conversation_id = p.conversation_id WHERE n.external_id = $1`,
        stage.installation.stored('improves'),
      );
      return row?.quality ?? null;
    };
    const seen: (number | null)[] = [await quality()];
    for (const text of ['stuff', 'Cold rim of the mug on my lip', 'A low hum of the fridge']) {
      await one.say('/survey');
      for (let tried = 0; tried < 3 && !((await one.heard()).at(-1) ?? '').includes('2/9'); tried += 1) {
        await one.say(text);
      }
      for (let item = 0; item < 6; item += 1) await one.press('4');
      await one.say('washing a cup');
      await one.say('alone');
      seen.push(await quality());
    }
    expect(seen[0]).toBeNull();
    const [, first = 0, second = 0, third = 0] = seen.map(Number);
    expect(first).toBeLessThan(second);
    expect(second).toBeLessThan(third);
  });

  test('§20: button presses lost their sender', async () => {
    const people = [stage.inTelegram(7501, 'ru'), stage.inTelegram(7502, 'en')] as const;
    for (const one of people) await one.say(`/start ${study.code}`);
    // Both press at once; every chat has buttons of the same codes.
    const [ru, en] = people;
    await Promise.all([ru.door.press(await ru.codeOf('Русский')), en.door.press(await en.codeOf('English'))]);
    await stage.settle();
    expect((await ru.heard()).at(-1)).toContain(consentWords(1).ru);
    expect((await en.heard()).at(-1)).toContain(consentWords(1).en);
    await ru.press(ru.texts.agree);
    const agreed = await stage.installation.rows<{ name: string }>(
      `SELECT n.external_id AS name FROM esm_participants p
      JOIN conversation_names n ON n.conversation_id = p.conversation_id WHERE n.external_id = ANY($1)`,
      people.map(({ door }) => stage.installation.stored(door.name)),
    );
    expect(agreed).toEqual([{ name: stage.installation.stored('7501') }]);
  });
});
