import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandLineEntry, runEntry } from '../../src/command-line.ts';
import { demoDataCommand, sealTextWith } from '../../src/demo-data/demo-data-command.ts';
import { createExport } from '../../src/export/create-export.ts';
import { exportMeasureCommand } from '../../src/export/export-command.ts';
import { exportFilters } from '../../src/export/export-filters.ts';
import { openTextWith } from '../../src/export/export-part.ts';
import { generateDataKey, parseDataKeys } from '../../src/vault/data-keys.ts';
import { createVault } from '../../src/vault/vault.ts';
import { createTestRuntime, noon, type TestRuntime } from '../fakes/bot-runtime.ts';
import { makeStudy } from '../fakes/make-study.ts';
import { runExportJobs } from './export-study.ts';
import { readJsonLines, readZip } from './read-zip.ts';

let runtime: TestRuntime;
const settings = { DATA_KEY: generateDataKey() };

beforeAll(async () => {
  runtime = await createTestRuntime(noon);
  await makeStudy(runtime, { studyId: 'demo' });
});

afterAll(() => runtime?.close());

async function command(entry: CommandLineEntry, words: string, isDemo = true) {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const open = async () => ({ runtime: { ...runtime, settings, isDemo }, close: () => Promise.resolve() });
  const exitCode = await runEntry([entry], words.split(' '), open, { out: write, error: write });
  return { exitCode, text: lines.join('\n') };
}

test('demo-data fills the demo, again adds nothing, and the export opens its words with the data key', async () => {
  const first = await command(demoDataCommand, 'demo-data --participants 2 --days 3 --seed x');
  expect(first).toMatchObject({ exitCode: 0, text: expect.stringContaining('2 invented participants') });
  const count = async () =>
    (await runtime.pool.query('SELECT count(*)::int AS count FROM esm_answers')).rows[0].count;
  const answers = await count();
  await command(demoDataCommand, 'demo-data --participants 2 --days 3 --seed x');
  expect(await count()).toBe(answers);
  const machine = await command(exportMeasureCommand, 'export measure --study demo --json');
  expect(JSON.parse(machine.text)).toMatchObject({ beeps: expect.any(Number), zipBytes: expect.any(Number) });
  const measured = await command(exportMeasureCommand, 'export measure --study demo --texts full');
  expect(measured).toMatchObject({
    exitCode: 0,
    text: expect.stringMatching(/beeps and \d+ items in .* heap \d+ MB/u),
  });
});

test('the part makes files whose words are those that were sealed', async () => {
  const filters = exportFilters.parse({ texts: 'full', training: true });
  const exportId = await createExport(runtime, { studyId: 'demo', requestedBy: 'tester', filters });
  await runExportJobs(runtime, settings);
  const vault = createVault(parseDataKeys(settings.DATA_KEY));
  const { rows } = await runtime.pool.query('SELECT status, file FROM esm_exports WHERE export_id = $1', [
    exportId,
  ]);
  expect(rows[0].status).toBe('done');
  const items = readJsonLines((await readZip(join(await runtime.files(), rows[0].file))).get('items.jsonl'));
  expect(
    items.filter(({ item, status }) => item === 'moment_capture' && status === 'answered').length,
  ).toBeGreaterThan(5);
  for (const { item, status, final_text } of items) {
    if (item === 'moment_capture' && status === 'answered') expect(String(final_text)).toMatch(/\p{L}{2}/u);
  }
  const place = { conversationId: '1', responseId: 'r', itemId: 'i', column: 'first_sealed' } as const;
  const sealed = sealTextWith(vault)('words', place);
  expect(openTextWith(vault)(sealed, place)).toBe('words');
  expect(() => openTextWith(vault)(sealed, { ...place, column: 'final_sealed' })).toThrow();
});

test('invented data never reach an installation with real studies, and wrong options touch nothing', async () => {
  expect(await command(demoDataCommand, 'demo-data', false)).toMatchObject({
    ...{ exitCode: 2, text: expect.stringContaining('demo installation') },
  });
  for (const words of ['--participants 0', '--days 1.5', '--participants many', '--people 3']) {
    expect((await command(demoDataCommand, `demo-data ${words}`)).exitCode, words).toBe(2);
  }
  await expect(command(demoDataCommand, 'demo-data --study nowhere')).rejects.toMatchObject({
    code: 'esm_demo_study_missing',
  });
  for (const words of ['', '--study', '--study demo --texts some']) {
    expect((await command(exportMeasureCommand, `export measure ${words}`.trim())).exitCode, words).toBe(2);
  }
});
