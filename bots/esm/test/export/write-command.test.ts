import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { runEntry } from '../../src/command-line.ts';
import { exportWriteCommand } from '../../src/export/write-command.ts';
import { studyListCommand } from '../../src/study/study-list-command.ts';
import { generateDataKey } from '../../src/vault/data-keys.ts';
import { createTestRuntime, noon, type TestRuntime } from '../fakes/bot-runtime.ts';
import { exportStudy, makeResearchStudy, runExportJobs } from './export-study.ts';
import { readZip } from './read-zip.ts';

let runtime: TestRuntime;
let folder: string;
let file: string;
const settings = { DATA_KEY: generateDataKey() };

beforeAll(async () => {
  runtime = await createTestRuntime(noon);
  await makeResearchStudy(runtime, 'research');
  folder = await mkdtemp(join(tmpdir(), 'esm-export-'));
  file = join(folder, 'out.zip');
});

afterAll(async () => {
  await runtime?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
});

interface Changes {
  /** Told of every statement before it runs. */
  readonly onQuery?: (name: string) => unknown;
}

async function command(argv: readonly string[], { onQuery = () => undefined }: Changes = {}) {
  const lines: Record<'out' | 'error' | 'progress', string[]> = { out: [], error: [], progress: [] };
  const query: TestRuntime['database']['query'] = async (statement) => {
    await onQuery(statement.name);
    return runtime.database.query(statement);
  };
  const used = { ...runtime, settings, database: { query } };
  const open = async () => ({ runtime: used, close: () => Promise.resolve() });
  const code = await runEntry([exportWriteCommand, studyListCommand], argv, open, {
    out: (line) => void lines.out.push(line),
    error: (line) => void lines.error.push(line),
    progress: (line) => void lines.progress.push(line),
  });
  const text = (name: keyof typeof lines): string => lines[name].join('\n');
  return { code, out: text('out'), error: text('error'), progress: text('progress') };
}

const write = (words: string, changes?: Changes) =>
  command(['export', 'write', ...words.split(' '), '--out', file], changes);
const auditOf = async (): Promise<readonly { actor: string; detail: Record<string, unknown> }[]> =>
  (
    await runtime.pool.query(
      `SELECT actor, detail FROM esm_audit WHERE study_id = 'research' AND action = 'export.write' ORDER BY audit_id`,
    )
  ).rows;

test('writes the same files as the interface, readable by their owner only, and tells how far it is', async () => {
  const { code, out, progress } = await write('--study research --training');
  expect([code, out]).toEqual([0, expect.stringContaining(`${file}: `)]);
  expect(progress).toMatch(/^reading: \d+ of \d+ beeps and events(\n.*)*\ndone: /);
  const files = await readZip(file);
  const other = await exportStudy(runtime, 'research', { training: true });
  expect([...files.keys()].sort()).toEqual([...other.files.keys()].sort());
  for (const name of ['beeps.csv', 'items.jsonl', 'codebook.json', 'import.R']) {
    expect(files.get(name)?.equals(other.files.get(name) ?? Buffer.alloc(0)), name).toBe(true);
  }
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['out.zip']);
  expect(await readdir(join(await runtime.files(), 'exports'))).toEqual([]);
});

test('every option reaches the file, and --json tells what it holds', async () => {
  const words = '--study research --from 2026-11-01 --to 2026-11-30 --bom --delimiter ; --json';
  const { code, out } = await write(words);
  const told = JSON.parse(out);
  expect([code, told]).toMatchObject([0, { study: 'research', file, export: expect.any(String) }]);
  const files = await readZip(file);
  const manifest = JSON.parse(String(files.get('manifest.json')));
  expect(manifest).toMatchObject({
    exportId: told.export,
    filters: { texts: 'none', from: '2026-11-01', to: '2026-11-30', bom: true, delimiter: ';' },
  });
  expect(told.files.map(({ name }: { name: string }) => name).sort()).toEqual([...files.keys()].sort());
  expect(String(files.get('beeps.csv'))).toMatch(/^\ufeff[\w.]+;/);
  expect(told.beeps).toBe(manifest.files.find(({ name }: { name: string }) => name === 'beeps.csv').rows);
});

test('the audit knows of it before there is a file', async () => {
  const before = (await auditOf()).length;
  let known: boolean | null = null;
  const { code } = await write('--study research', {
    onQuery: async (name) => {
      if (name === 'esm-export-study') known = (await auditOf()).length === before + 1;
    },
  });
  expect([code, known]).toEqual([0, true]);
  expect((await auditOf()).at(-1)).toMatchObject({
    actor: 'operator',
    detail: { texts: 'none', training: false, export: expect.any(String) },
  });
});

test('is named for the study and the day, in the working folder', async () => {
  const before = process.cwd();
  process.chdir(folder);
  try {
    expect((await command(['export', 'write', '--study', 'research'])).code).toBe(0);
  } finally {
    process.chdir(before);
  }
  expect(await readdir(folder)).toEqual(['esm-research-2026-11-21.zip']);
});

test('a file that exists stays as it is without --force', async () => {
  await writeFile(file, 'mine');
  const before = (await auditOf()).length;
  const { code, error } = await write('--study research');
  expect([code, error]).toEqual([1, expect.stringContaining('--force')]);
  expect([await readFile(file, 'utf8'), (await auditOf()).length]).toEqual(['mine', before]);
  expect((await write('--study research --force')).code).toBe(0);
  expect((await readZip(file)).size).toBeGreaterThan(5);
});

test('what cannot be written is told in words, and exits with 1', async () => {
  const nowhere = await command(['export', 'write', '--study', 'research', '--out', `${file}/x/y.zip`]);
  expect([nowhere.code, nowhere.error]).toEqual([1, expect.stringContaining('--out')]);
  const onFolder = await command(['export', 'write', '--study', 'research', '--force', '--out', folder]);
  expect([onFolder.code, onFolder.error]).toEqual([1, expect.stringContaining('is a folder')]);
  // A folder that goes away while the export is made.
  const deep = join(folder, 'deep');
  await mkdir(deep);
  const gone = await command(['export', 'write', '--study', 'research', '--out', join(deep, 'a.zip')], {
    onQuery: (name) => (name === 'esm-export-study' ? rm(deep, { recursive: true }) : undefined),
  });
  expect([gone.code, gone.error]).toEqual([1, expect.stringContaining('could not be written')]);
  expect(await readdir(folder)).toEqual([]);
});

test('an unknown study exits with 1 and names the command that lists them', async () => {
  const { code, error } = await write('--study nowhere');
  expect([code, error]).toEqual([1, expect.stringContaining('opora esm study list')]);
  const list = await command(['study', 'list']);
  expect([list.code, list.out]).toEqual([0, expect.stringMatching(/^research {2}open /m)]);
  const json = JSON.parse((await command(['study', 'list', '--json'])).out);
  expect(json).toEqual([expect.objectContaining({ id: 'research', status: 'open' })]);
  await runtime.pool.query(`UPDATE esm_studies SET status = 'deleted' WHERE study_id = 'research'`);
  try {
    expect((await write('--study research')).code).toBe(1);
    expect((await command(['study', 'list'])).out).toBe('There is no study yet.');
  } finally {
    await runtime.pool.query(`UPDATE esm_studies SET status = 'open' WHERE study_id = 'research'`);
  }
});

test.each([
  ['', '--study'],
  ['--study=', '--study'],
  ['--study research --texts some', '--texts'],
  ['--study research --from 2026-02-30', '--from'],
  ['--study research --from 2026-02-02 --to 2026-02-01', '--to: is before from'],
  ['--study research --delimiter |', '--delimiter'],
  ['--study research --colour red', '--colour'],
  ['--study research extra', 'extra'],
])('wrong options exit with 2 and touch nothing: %s', async (words, told) => {
  const before = (await auditOf()).length;
  const argv = ['export', 'write', ...words.split(' ').filter((word) => word !== ''), `--out=${file}`];
  const { code, error } = await command(argv);
  expect([code, error]).toEqual([2, expect.stringContaining(told)]);
  expect([await readdir(folder), (await auditOf()).length]).toEqual([[], before]);
});

test('is made anew when somebody deletes their data meanwhile, and given up when that never ends', async () => {
  let runs = 0;
  const deleteNow = (most: number) => async (name: string) => {
    if (name !== 'esm-export-study') return;
    runs += 1;
    if (runs > most) return;
    await runtime.pool.query(
      `INSERT INTO esm_deletion_notices (deletion_id, study_id, pseudonym, at) VALUES ($1, 'research', 'P-1', to_timestamp($2))`,
      [`deletion-${runs}-of-${most}`, noon.now() / 1000],
    );
  };
  const clear = () => runtime.pool.query(`DELETE FROM esm_deletion_notices`);
  const forget = async (name: string) => {
    if (name === 'esm-export-study' && runs === 1) await clear();
    await deleteNow(1)(name);
  };
  try {
    expect([(await write('--study research', { onQuery: forget })).code, runs]).toEqual([0, 2]);
    runs = 0;
    await expect(write('--study research --force', { onQuery: deleteNow(9) })).rejects.toMatchObject({
      code: 'esm_export_overtaken',
    });
    expect([runs, await readdir(folder)]).toEqual([3, ['out.zip']]);
  } finally {
    await clear();
  }
});

test('plain files of a killed command go after a day, those of a running one stay', async () => {
  const exports = join(await runtime.files(), 'exports');
  const [old, young] = ['1', '2'].map(
    (digit) => `command.${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}`,
  );
  for (const name of [old, young]) await mkdir(join(exports, String(name)), { recursive: true });
  const at = (ageMs: number): Date => new Date(noon.now() - ageMs);
  await utimes(join(exports, String(old)), at(25 * 3_600_000), at(25 * 3_600_000));
  await utimes(join(exports, String(young)), at(23 * 3_600_000), at(23 * 3_600_000));
  await runExportJobs(runtime, settings);
  expect(await readdir(exports)).toEqual([young]);
  await rm(join(exports, String(young)), { recursive: true });
});
