import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLlmEmulator, type LlmEmulator } from '../../../../emulators/src/llm/index.ts';
import { Actor, WebDoor } from '../acceptance/support/actor.ts';
import { doubtfulReports } from '../acceptance/support/doubtful-reports.ts';
import { RealTime } from '../acceptance/support/real-time.ts';
import { hour, Stage } from '../acceptance/support/stage.ts';
import { usualProtocol } from '../support/open-study.ts';
import { Installation } from '../support/product.ts';

let emulator: LlmEmulator;
let installation: Installation;
let time: RealTime;
let token: string;
let code: string;

beforeAll(async () => {
  emulator = createLlmEmulator();
  await emulator.start();
  emulator.addRule({
    answer: { object: { verdict: 'accept', classes: [], phenomena: [], confidence: 0.5 } },
  });
  installation = await Installation.open({
    env: {
      ...{ OPENAI_API_KEY: 'sk-very-secret-key-0123456789abcdef', OPENAI_BASE_URL: emulator.url },
      ...{ OPORA_MODEL: 'openai:gpt-4.1-mini', OPORA_MODERATION_MODEL: 'none' },
    },
  });
  time = new RealTime(installation.database.connectionString);
  token = await installation.addOwner();
  code = await installation.openStudy(token, usualProtocol, { aiAllowed: true });
}, 120_000);

afterAll(async () => {
  await time?.end();
  await installation?.close();
  await emulator?.stop();
});

interface TableCount {
  readonly name: string;
  readonly count: number;
}

type Rows = <Row>(sql: string) => Promise<readonly Row[]>;

/** Rows of every table that names a Conversation, the ledger of erasures left out. */
async function ownRows(rows: Rows): Promise<readonly TableCount[]> {
  const tables = await rows<{ name: string }>(
    `SELECT c.table_name AS name FROM information_schema.columns c
    JOIN information_schema.tables t ON t.table_name = c.table_name AND t.table_schema = c.table_schema
    WHERE c.table_schema = 'public' AND c.column_name = 'conversation_id' AND t.table_type = 'BASE TABLE'
      AND c.table_name <> 'erasures' ORDER BY 1`,
  );
  const counts: TableCount[] = [];
  for (const { name } of tables) {
    const [row] = await rows<{ count: number }>(`SELECT count(*)::int AS count FROM ${name}`);
    counts.push({ name, count: row?.count ?? 0 });
  }
  return counts.filter(({ count }) => count > 0);
}

/** Where the words of a person lie in a database: as they are, in no row of any table. */
async function tablesWith(rows: Rows, words: string): Promise<readonly string[]> {
  const tables = await rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await rows<{ some: boolean }>(
      `SELECT count(*) > 0 AS some FROM ${name} t WHERE t::text LIKE '%${words}%'`,
    );
    if (row?.some === true) found.push(name);
  }
  return found;
}

const zips = async (): Promise<readonly string[]> =>
  (await readdir(installation.folder, { recursive: true })).filter((name) => name.endsWith('.zip'));

/** Asks for an export with the words of everybody; resolves with its id when its file is there. */
async function exportTexts(studyId: string): Promise<string> {
  const made = await installation.ask<{ readonly id: string }>(`/esm/api/studies/${studyId}/exports`, token, {
    ...{ texts: 'full', training: true },
  });
  await expect.poll(zips, { timeout: 30_000 }).toHaveLength(1);
  return made.answer.id;
}

test('scenario 16: /delete_my_data, yesterday’s backup restored: gone everywhere; wrong export token: 401', async () => {
  const rows: Rows = (sql) => installation.rows(sql);
  const one = new Actor(new WebDoor(installation, 'forgets'), 'en', () => time.settle());
  await one.say(`/start ${code}`);
  await one.press('English');
  await one.press(`☐ ${one.part.partAi}`);
  await one.press(one.texts.agree);
  await one.say('Kyiv');
  await one.press(one.part.keepHours);
  await one.say('/survey');
  await one.say('something quite private');
  const before = (await ownRows(rows)).map(({ name }) => name);
  expect(before).toEqual(
    expect.arrayContaining([
      ...['esm_answers', 'esm_beeps', 'esm_participants', 'esm_responses'],
      ...['conversation_names', 'deliveries', 'timers', 'turns', 'updates'],
    ]),
  );
  await installation.stop();
  const file = join(installation.folder, 'yesterday.backup');
  expect(await installation.command('backup', file, '--no-verify')).toBe(0);
  await installation.start();

  const [study] = await rows<{ id: string }>('SELECT study_id AS id FROM esm_studies');
  const exported = await exportTexts(study?.id ?? '');
  const path = `/esm/api/exports/${exported}/file`;
  for (const wrong of [null, 'wrong', `esm_${'a'.repeat(43)}`, `${token.slice(0, -1)}!`]) {
    for (const asked of [path, `/esm/api/exports/${exported}`, '/esm/api/studies']) {
      expect((await installation.ask(asked, wrong)).status, asked).toBe(401);
    }
  }
  await one.say('/delete_my_data');
  await one.press('Erase everything');
  expect((await one.heard()).join('\n')).toContain('are erased');
  expect((await ownRows(rows)).filter(({ name }) => name.startsWith('esm_'))).toEqual([]);
  await expect.poll(zips, { timeout: 20_000 }).toEqual([]);
  expect((await fetch(`${installation.url}${path}`, bearer())).status).toBe(409);
  // The pseudonym stays for earlier copies; who it was, nobody knows.
  const records = (): Promise<readonly unknown[]> =>
    rows(`SELECT n.pseudonym IS NOT NULL AS named, a.at = n.at AS dated FROM esm_deletion_notices n
      JOIN esm_audit a ON a.action = 'deletion' AND a.detail ->> 'deletionId' = n.deletion_id`);
  expect(await records()).toEqual([{ named: true, dated: true }]);

  await installation.stop();
  expect(await installation.command('restore', file, '--yes')).toBe(0);
  await installation.start();
  expect(await ownRows(rows)).toEqual([]);
  expect(await rows('SELECT 1 FROM conversations')).toEqual([]);
  expect(await records()).toEqual([{ named: true, dated: true }]);
  expect(await tablesWith(rows, 'quite private')).toEqual([]);
  expect(await one.heard()).toEqual([]);
  expect(await zips()).toEqual([]);
  const { answer } = await installation.ask<{ items: readonly object[] }>(
    `/esm/api/studies/${study?.id}/responses?texts=full`,
    token,
  );
  expect(answer.items).toEqual([]);
}, 180_000);

const bearer = (): RequestInit => ({ headers: { authorization: `Bearer ${token}` } });

test('scenario 16: what a model said of the texts is forgotten with them', async () => {
  const one = new Actor(new WebDoor(installation, 'asked-about'), 'en', () => time.settle());
  await one.say(`/start ${code}`);
  await one.press('English');
  await one.press(`☐ ${one.part.partAi}`);
  await one.press(one.texts.agree);
  await one.say('Kyiv');
  await one.press(one.part.keepHours);
  const kept = installation.cachedAnswers;
  for (const text of doubtfulReports) {
    if (installation.cachedAnswers > kept) break;
    await one.say('/survey');
    await one.say(text);
    await one.say('/cancel');
  }
  expect(installation.cachedAnswers).toBeGreaterThan(kept);
  await one.say('/delete_my_data');
  await one.press('Erase everything');
  await expect.poll(() => installation.cachedAnswers, { timeout: 10_000 }).toBe(kept);
}, 120_000);

test('scenario 16: nothing is left after an hour, without any restore', async () => {
  const stage = await Stage.open();
  try {
    const study = await stage.openStudy();
    const one = stage.web('leaves');
    await one.join(study.code);
    await stage.nextBeep(one);
    await one.press(one.part.startBeep);
    await one.answerAll('the cold rim of a cup at my lip');
    const rows: Rows = (sql) => stage.installation.rows(sql);
    expect((await ownRows(rows)).length).toBeGreaterThan(8);
    await one.say('/delete_my_data');
    await one.press('Erase everything');
    await stage.advance(hour);
    await expect.poll(() => ownRows(rows), { timeout: 30_000, interval: 500 }).toEqual([]);
    // The empty Conversation goes with the next upkeep.
    await expect
      .poll(() => rows('SELECT 1 FROM conversations'), { timeout: 30_000, interval: 500 })
      .toEqual([]);
    expect(await tablesWith(rows, 'rim of a cup')).toEqual([]);
  } finally {
    await stage.close();
  }
}, 120_000);
