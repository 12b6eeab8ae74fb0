import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GoldenFields, goldenDefaults } from '../../src/golden-fields/golden-fields.ts';
import { changeGoldenFields } from '../../src/postgres/golden-fields/change-golden-fields.ts';
import { generateDataKey } from '../../src/vault/data-keys.ts';
import { type EsmDatabase, openEsmDatabase } from '../fakes/esm-database.ts';
import { type OporaExit, startOpora } from '../fakes/start-opora.ts';

let database: EsmDatabase;

beforeAll(async () => {
  database = await openEsmDatabase();
});

afterAll(() => database?.close());

beforeEach(async () => {
  await database.run('TRUNCATE esm_participants');
  await database.run("DELETE FROM opora_data_migrations WHERE name = 'golden-standard-fields'");
  await database.run('DELETE FROM heartbeats');
  // Participants from before the fields existed; every fifth has some real values already.
  await database.run(`INSERT INTO esm_participants (
    conversation_id, language, status, consent_version, consent_language, consent_text_hash, consent_parts,
    agreed_at, created_at, golden_fields
  ) SELECT n, 'uk', 'active', 1, 'uk', 'h', '{}', now(), now(), CASE WHEN n % 5 = 0 THEN
      jsonb_build_object('currentTrainingDay', n, 'qualityHistory', jsonb_build_array(n, n + 1),
        'preferences', jsonb_build_object('showExamples', true)) END
  FROM generate_series(1, 35) AS n`);
});

const dataKey = generateDataKey();

/** `opora migrate <argv>` in a process of its own. */
const startMigrate = (...argv: readonly string[]): ReturnType<typeof startOpora> =>
  startOpora(database.connectionString, ['migrate', ...argv], { ESM_DATA_KEY: dataKey });

const only = ['--only', 'golden-standard-fields'] as const;
const migrate = (...argv: readonly string[]): Promise<OporaExit> => startMigrate(...argv, ...only).exit;

const readAll = async (): Promise<Map<number, GoldenFields | null>> => {
  const rows = await database.run<{ id: string; fields: GoldenFields | null }>(
    'SELECT conversation_id AS id, golden_fields AS fields FROM esm_participants ORDER BY conversation_id',
  );
  return new Map(rows.map(({ id, fields }) => [Number(id), fields]));
};

const real = (n: number): object => ({
  currentTrainingDay: n,
  qualityHistory: [n, n + 1],
  preferences: { showExamples: true },
});

function expectMigrated(all: Map<number, GoldenFields | null>): void {
  for (const [n, fields] of all) {
    const own = n % 5 === 0;
    expect(fields).toEqual({
      ...goldenDefaults,
      ...(own ? real(n) : {}),
      preferences: { ...goldenDefaults.preferences, ...(own ? { showExamples: true } : {}) },
    });
  }
}

async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It did not come about: ${what}.`);
}

describe('scenario 20: killed in batch 2, rerun, down, up', () => {
  test('real values stay intact', async () => {
    // Somebody holds row 15, so that the second batch of ten cannot end before the kill.
    const blocker = await database.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM esm_participants WHERE conversation_id = 15 FOR UPDATE');
    const { child, exit } = startMigrate('up', ...only, '--batch', '10');
    await until('the second batch waits for its rows', async () => {
      const [row] = await database.run<{
        waiting: boolean;
      }>(`SELECT count(*) > 0 AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%golden_fields%'`);
      return row?.waiting === true;
    });
    child.kill('SIGKILL');
    expect((await exit).signal).toBe('SIGKILL');
    await blocker.query('ROLLBACK');
    blocker.release();

    const halfway = await readAll();
    expect([...halfway].filter(([, fields]) => fields?.achievements !== undefined)).toHaveLength(10);
    expect(halfway.get(15)).toEqual(real(15));
    const between = JSON.parse((await migrate('status', '--json')).stdout);
    expect(between.data).toMatchObject([
      { state: 'running', totalUsers: 35, migratedUsers: 10, pendingUsers: 25, errors: 0 },
    ]);

    const rerun = await migrate('up', '--batch', '10', '--json');
    expect(rerun.code).toBe(0);
    const [result] = JSON.parse(rerun.stdout).data;
    expect(result).toMatchObject({ totalUsers: 35, usersUpdated: expect.any(Number), errors: 0 });
    expect(result.usersUpdated + result.usersSkipped).toBeLessThanOrEqual(35);
    expect(JSON.parse((await migrate('status', '--json')).stdout).data).toMatchObject([
      { totalUsers: 35, migratedUsers: 35, pendingUsers: 0 },
    ]);
    expectMigrated(await readAll());
    // Once more there is nothing left to do.
    const idle = await migrate('up', '--batch', '10', '--json');
    expect([idle.code, JSON.parse(idle.stdout).data]).toMatchObject([0, [{ totalUsers: 35, errors: 0 }]]);
    expectMigrated(await readAll());

    // Life goes on between up and down.
    await database.write([
      changeGoldenFields('7', { trainingStartDate: '2026-11-20', qualityHistory: [64] }),
      changeGoldenFields('8', { preferences: { trainingReminders: false } }),
    ]);
    expect((await migrate('down', '--batch', '10')).code).toBe(0);
    const down = await readAll();
    for (const [n, fields] of down) {
      if (n === 7) expect(fields).toEqual({ trainingStartDate: '2026-11-20', qualityHistory: [64] });
      else if (n === 8) expect(fields).toEqual({ preferences: { trainingReminders: false } });
      else expect(fields).toEqual(n % 5 === 0 ? real(n) : null);
    }

    expect((await migrate('up', '--batch', '10')).code).toBe(0);
    const again = await readAll();
    expect(again.get(7)).toEqual({
      ...goldenDefaults,
      ...{ trainingStartDate: '2026-11-20', qualityHistory: [64] },
    });
    expect(again.get(8)?.preferences).toEqual({ ...goldenDefaults.preferences, trainingReminders: false });
    again.delete(7);
    again.delete(8);
    expectMigrated(again);
  }, 120_000);
});

test('a dry run counts and changes nothing', async () => {
  const before = await readAll();
  const dry = await migrate('up', '--dry-run', '--batch', '10', '--json');
  expect(dry.code).toBe(0);
  expect(JSON.parse(dry.stdout).data).toMatchObject([{ total: 35, done: 35, pending: 0, errors: 0 }]);
  expect(await readAll()).toEqual(before);
});

test('the way down can be rehearsed; forced it takes everything, and needs a fresh backup', async () => {
  expect((await migrate('up')).code).toBe(0);
  await database.write([changeGoldenFields('7', { qualityHistory: [64] })]);
  const before = await readAll();
  const dry = await migrate('down', '--dry-run', '--batch', '10', '--json');
  expect([dry.code, JSON.parse(dry.stdout).data]).toMatchObject([0, [{ usersUpdated: 35, usersSkipped: 0 }]]);
  expect(await readAll()).toEqual(before);

  const refused = await migrate('down', '--force');
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('[migration_backup_missing]')]);
  expect(await readAll()).toEqual(before);

  await database.run("INSERT INTO heartbeats (name, beat_at) VALUES ('backup', now() - interval '2 hours')");
  expect((await migrate('down', '--force')).code).toBe(2);
  await database.run("UPDATE heartbeats SET beat_at = now() WHERE name = 'backup'");
  const forced = await migrate('down', '--force');
  expect([forced.code, forced.stdout]).toEqual([
    0,
    'undid golden-standard-fields: 35 rows, 0 left as they were\n',
  ]);
  for (const [, fields] of await readAll()) expect(fields).toBeNull();
}, 240_000);

test('a row of a wrong shape is an error of its own and the exit code is 1; the others are changed', async () => {
  await database.run(`UPDATE esm_participants SET golden_fields = '"broken"' WHERE conversation_id = 12`);
  const { code, stdout } = await migrate('up', '--batch', '10', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout).data).toMatchObject([
    {
      totalUsers: 35,
      usersUpdated: 34,
      usersSkipped: 0,
      errors: 1,
      lastErrors: [{ row: '12', reason: 'golden_fields is no object' }],
    },
  ]);
  const all = await readAll();
  expect(all.get(12)).toBe('broken');
  all.delete(12);
  expectMigrated(all);
});

const join = (id: number): Promise<unknown> =>
  database.run(`INSERT INTO esm_participants (
    conversation_id, language, status, consent_version, consent_language, consent_text_hash, consent_parts,
    agreed_at, created_at) VALUES (${id}, 'en', 'training', 1, 'en', 'h', '{}', now(), now())`);

const status = async (): Promise<readonly [code: number | null, pending: number]> => {
  const { code, stdout } = await migrate('status', '--json');
  return [code, JSON.parse(stdout).data[0].pendingUsers];
};

test('whoever joins needs no migration: after it, and where there was nobody to migrate', async () => {
  expect(await status()).toEqual([1, 35]);
  await database.run('TRUNCATE esm_participants');
  expect(await status()).toEqual([0, 0]);
  await join(100);
  expect(await status()).toEqual([0, 0]);
  expect((await migrate('up')).code).toBe(0);
  await join(101);
  expect(await status()).toEqual([0, 0]);
}, 120_000);

test.each([
  ['a field', "golden_fields - 'achievements'"],
  ['a member of a group', "golden_fields #- '{preferences,showExamples}'"],
  ['a group', "jsonb_set(golden_fields, '{preferences}', '[]')"],
])('whoever lacks %s waits for the migration', async (_what, fields) => {
  await database.run('TRUNCATE esm_participants');
  await join(100);
  await database.run(`UPDATE esm_participants SET golden_fields = ${fields}`);
  expect(await status()).toEqual([1, 1]);
});

test('whoever joins after the schema has every field at once, the same as the defaults of the program', async () => {
  await join(100);
  expect((await readAll()).get(100)).toEqual(goldenDefaults);
});
