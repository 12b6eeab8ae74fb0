import { languages } from 'opora';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consentWords } from '../support/open-study.ts';
import type { Actor } from './support/actor.ts';
import { day, Stage, type StagedStudy } from './support/stage.ts';

let stage: Stage;
let study: StagedStudy;

beforeAll(async () => {
  stage = await Stage.open({ telegram: true });
  study = await stage.openStudy();
});

afterAll(() => stage?.close());

const rows = <Row>(sql: string, ...values: readonly unknown[]) =>
  stage.installation.rows<Row>(sql, ...values);

/** Rows about somebody in every table of the bot, by table. */
async function ownRows({ door }: Actor): Promise<Readonly<Record<string, number>>> {
  const tables = await rows<{ name: string }>(`SELECT table_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'conversation_id' AND table_name LIKE 'esm\\_%' ORDER BY 1`);
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${name} WHERE conversation_id::text IN
        (SELECT conversation_id::text FROM conversation_names WHERE external_id = $1)`,
      stage.installation.stored(door.name),
    );
    if (row !== undefined && row.count > 0) counts[name] = row.count;
  }
  return counts;
}

const timersOf = async ({ door }: Actor): Promise<number> => {
  const found = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM timers t JOIN conversation_names n ON n.conversation_id = t.conversation_id
    WHERE n.external_id = $1`,
    stage.installation.stored(door.name),
  );
  return found[0]?.count ?? 0;
};

describe.each(['web chat', 'Telegram'])('in the %s', (channel) => {
  const person = (index: number): Actor => {
    const language = languages[index % 3] ?? 'en';
    return channel === 'Telegram'
      ? stage.inTelegram(7000 + index, language)
      : stage.web(`new-${index}`, language);
  };

  test.each([0, 1, 2])(
    'scenario 1: a new user chooses the language, then reads the consent version (%i)',
    async (index) => {
      const one = person(index);
      const { texts, part, language } = one;
      const first = await one.say(`/start ${study.code}`);
      expect(first).toContain(texts.chooseLanguage);
      expect(first).not.toContain(consentWords(1)[language].slice(0, 12));
      expect(await one.press(texts.languageName)).toContain(consentWords(1)[language]);
      // Nothing but the hash of the chat, and the language.
      expect(await ownRows(one)).toEqual({ esm_invitations: 1 });
      const [invited] = await rows<object>(
        `SELECT i.* FROM esm_invitations i JOIN conversation_names n ON n.conversation_id = i.conversation_id
      WHERE n.external_id = $1`,
        stage.installation.stored(one.door.name),
      );
      expect(invited).toMatchObject({ language, chat_hash: expect.stringMatching(/^1\.[0-9a-f]{32}$/) });
      expect(JSON.stringify(invited)).not.toContain(`"${one.door.name}"`);
      for (const table of ['conversation_names', 'conversations']) {
        const named = await rows(`SELECT 1 FROM ${table} WHERE external_id = $1`, one.door.name);
        expect(named, table).toEqual([]);
      }

      await stage.time.jumpTo(stage.now + day);
      await stage.settle();
      expect(await timersOf(one)).toBe(0);
      expect(await one.count(part.signal)).toBe(0);
      expect(await one.say('/survey')).not.toContain('1/9');

      await one.press(texts.agree);
      const [agreed] = await rows<object>(
        `SELECT p.consent_version, p.consent_language, p.consent_text_hash, p.agreed_at, p.consent_parts
      FROM esm_participants p JOIN conversation_names n ON n.conversation_id = p.conversation_id
      WHERE n.external_id = $1`,
        stage.installation.stored(one.door.name),
      );
      expect(agreed).toEqual({
        ...{ consent_version: 1, consent_language: language, agreed_at: new Date(stage.now) },
        consent_text_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        consent_parts: { takingPart: true, aiProvider: false, quotation: false },
      });
      await one.say('Kyiv');
      const planned = await stage.beeps(one);
      expect(planned.length).toBeGreaterThan(0);
      expect(Math.min(...planned.map((beep) => beep.planned))).toBeGreaterThan(stage.now);
      await stage.nextBeep(one);
      expect(await one.count(part.signal)).toBe(1);
      await one.say('/withdraw');
    },
  );

  test('scenario 1: Decline leaves an anonymous count and nothing else', async () => {
    const count = async (): Promise<number> =>
      (
        await rows<{ count: number }>(
          'SELECT coalesce(sum(count), 0)::int AS count FROM esm_study_declines WHERE study_id = $1',
          study.id,
        )
      )[0]?.count ?? 0;
    const before = await count();
    const one = person(5);
    await one.say(`/start ${study.code}`);
    await one.press(one.texts.languageName);
    const said = await one.press(one.texts.decline);
    if (channel === 'Telegram') expect(said).toContain(one.texts.declined);
    expect(await count()).toBe(before + 1);
    expect(await ownRows(one)).toEqual({});
    expect(await timersOf(one)).toBe(0);
    await stage.time.jumpTo(stage.now + day);
    await stage.settle();
    expect(await stage.beeps(one)).toEqual([]);
  });
});
