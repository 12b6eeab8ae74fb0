import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, type LogFields, silentLogger, systemClock, TransientError } from 'opora';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createExport } from '../../src/export/create-export.ts';
import { exportFilters } from '../../src/export/export-filters.ts';
import { exportJob } from '../../src/export/export-job.ts';
import { exportKeptMs } from '../../src/export/export-run.ts';
import type { OpenText } from '../../src/export/read-texts.ts';
import { createTestRuntime, type TestRuntime } from '../fakes/bot-runtime.ts';
import { countUnits, makeResearchStudy, openText } from './export-study.ts';
import { readCsv, readZip } from './read-zip.ts';

let runtime: TestRuntime;
let now = Date.UTC(2026, 10, 21, 12);
const clock: Clock = { ...systemClock, now: () => now };
const never = new AbortController().signal;
const usual = exportFilters.parse({ texts: 'full', training: true });

beforeAll(async () => {
  runtime = await createTestRuntime(clock);
  await makeResearchStudy(runtime, 'research');
});

afterAll(() => runtime?.close());

beforeEach(async () => {
  now = Date.UTC(2026, 10, 21, 12);
  await runtime.pool.query('DELETE FROM esm_exports');
  await runtime.pool.query('DELETE FROM esm_deletion_notices');
  await run();
});

function request(): Promise<string> {
  now += 1;
  return createExport(runtime, { studyId: 'research', requestedBy: 'tester', filters: usual });
}

async function run(open: OpenText = openText, signal = never): Promise<void> {
  await exportJob({ runtime, openText: () => Promise.resolve(open) }).run(signal);
}

async function rowOf(exportId: string) {
  const { rows } = await runtime.pool.query(
    'SELECT status, file, error, progress, attempts, claim, expires_at FROM esm_exports WHERE export_id = $1',
    [exportId],
  );
  return rows[0];
}

async function folder(): Promise<readonly string[]> {
  return (await readdir(join(await runtime.files(), 'exports'))).sort();
}

async function markRunning(exportId: string, claim: string, ageMs: number, attempts = 1): Promise<void> {
  await runtime.pool.query(
    `UPDATE esm_exports SET status = 'running', claim = $2, claimed_at = to_timestamp($3::float8 / 1000), attempts = $4
    WHERE export_id = $1`,
    [exportId, claim, now - ageMs, attempts],
  );
}

test('a waiting export becomes a file that holds every beep and event, and is kept for 72 hours', async () => {
  const [first, second] = [await request(), await request()];
  await run();
  for (const exportId of [first, second]) {
    const row = await rowOf(exportId);
    expect(row).toMatchObject({ status: 'done', error: null, claim: null, attempts: 1 });
    const units = await countUnits(runtime, 'research', true);
    expect(row.progress).toEqual({ phase: 'done', rows: units, of: units });
    expect(row.expires_at.getTime()).toBe(now + exportKeptMs);
    const path = join(await runtime.files(), row.file);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(readCsv((await readZip(path)).get('beeps.csv'))).toHaveLength(units);
  }
  expect(await folder()).toHaveLength(2);
  now += exportKeptMs - 1;
  await run();
  expect(await folder()).toHaveLength(2);
  now += 1;
  await run();
  expect(await folder()).toEqual([]);
  expect(await rowOf(first)).toMatchObject({ status: 'expired', file: null });
});

test('a killed run is taken up again after a minute; what it left is removed first', async () => {
  const exportId = await request();
  const claim = '00000000-0000-4000-8000-000000000001';
  await markRunning(exportId, claim, 59_000);
  const exports = join(await runtime.files(), 'exports');
  await mkdir(join(exports, `${exportId}.${claim}.work`));
  await writeFile(join(exports, `${exportId}.${claim}.work`, 'beeps.csv'), 'half a row');
  await writeFile(join(exports, `${exportId}.${claim}.zip.part`), 'half a file');
  await run();
  expect(await rowOf(exportId)).toMatchObject({ status: 'running', claim });
  expect(await folder()).toHaveLength(2);
  now += 2000;
  await run();
  const row = await rowOf(exportId);
  expect(row).toMatchObject({ status: 'done', attempts: 2 });
  expect(await folder()).toEqual([row.file.replace('exports/', '')]);
});

test('an export whose run was killed three times counts as failed', async () => {
  const exportId = await request();
  await markRunning(exportId, '00000000-0000-4000-8000-000000000002', 120_000, 3);
  await run();
  expect(await rowOf(exportId)).toMatchObject({
    status: 'failed',
    file: null,
    error: expect.stringContaining('3 times'),
  });
  expect(await folder()).toEqual([]);
});

test('a stop gives the export back, and the run does not count', async () => {
  const exportId = await request();
  const stopping = new AbortController();
  await run((sealed, place) => {
    stopping.abort(new Error('shutdown'));
    return openText(sealed, place);
  }, stopping.signal);
  expect(await rowOf(exportId)).toMatchObject({ status: 'waiting', attempts: 0, claim: null });
  expect(await folder()).toEqual([]);
  await run();
  expect(await rowOf(exportId)).toMatchObject({ status: 'done', attempts: 1 });
});

test('a failure is recorded without words of participants, and the next export is made', async () => {
  const [broken, next] = [await request(), await request()];
  let times = 0;
  const lines: LogFields[] = [];
  const logged = {
    ...runtime,
    logger: { ...silentLogger, error: (fields: LogFields) => lines.push(fields) },
  };
  await exportJob({
    runtime: logged,
    async openText() {
      times += 1;
      if (times === 1) throw Object.assign(new Error('secret words'), { code: 'esm_seal_broken' });
      return openText;
    },
  }).run(never);
  expect(await rowOf(broken)).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('(esm_seal_broken)'),
  });
  expect((await rowOf(broken)).error).not.toContain('secret');
  expect(lines).toMatchObject([{ exportId: broken, studyId: 'research' }]);
  expect(await rowOf(next)).toMatchObject({ status: 'done' });
});

test('a database that is away fails nothing: the export is taken up again', async () => {
  const exportId = await request();
  const away = () => Promise.reject(new TransientError('database_away', 'The database is away.'));
  await expect(exportJob({ runtime, openText: away }).run(never)).rejects.toThrow('away');
  expect(await rowOf(exportId)).toMatchObject({ status: 'running', attempts: 1 });
  now += 61_000;
  await run();
  expect(await rowOf(exportId)).toMatchObject({ status: 'done', attempts: 2 });
});

test('a deletion ends the files that were made before it, and repeats one that is being made', async () => {
  const before = await request();
  await run();
  expect(await folder()).toHaveLength(1);
  const after = await request();
  let isDeleted = false;
  now += 1000;
  const deletion = () =>
    runtime.pool.query(
      `INSERT INTO esm_deletion_notices (deletion_id, study_id, pseudonym, at)
      VALUES ('d', 'research', 'DEMOAAAAAA', to_timestamp($1::float8 / 1000))`,
      [now],
    );
  await exportJob({
    runtime: {
      ...runtime,
      async write(statements) {
        // Somebody leaves in the moment before the file is recorded.
        if (!isDeleted && statements.some(({ name }) => name === 'esm-export-finish')) {
          isDeleted = true;
          await deletion();
          now += 1;
        }
        await runtime.write(statements);
      },
    },
    openText: () => Promise.resolve(openText),
  }).run(never);
  const row = await rowOf(after);
  expect(row).toMatchObject({ status: 'done', attempts: 1 });
  now += 1000;
  await run();
  expect(await rowOf(before)).toMatchObject({ status: 'expired', file: null });
  expect(await folder()).toEqual([row.file.replace('exports/', '')]);
});

test('files of exports that are gone are removed, files of others are left alone', async () => {
  const exports = join(await runtime.files(), 'exports');
  await writeFile(
    join(
      exports,
      `${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}.00000000-0000-4000-8000-000000000003.zip`,
    ),
    'x',
  );
  await writeFile(join(exports, 'notes.txt'), 'mine');
  await run();
  expect(await folder()).toEqual(['notes.txt']);
});
