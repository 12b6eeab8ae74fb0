import { createTestDatabase } from 'opora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { esmPackage } from '../../src/index.ts';
import { generateDataKey } from '../../src/vault/data-keys.ts';
import { type EsmDatabase, openEsmDatabase } from '../fakes/esm-database.ts';
import { openEsmProduct } from '../fakes/esm-product.ts';
import { accepted, addBeep, addPerson, addResponse } from '../fakes/figure-rows.ts';
import { startOpora } from '../fakes/start-opora.ts';

let database: EsmDatabase;
const key = { ESM_DATA_KEY: generateDataKey() };

beforeAll(async () => {
  database = await openEsmDatabase();
  const now = Date.now();
  await addPerson(database, { id: 1, trainingCompleted: true });
  await addBeep(database, {
    ...{ person: 1, beepId: 'b', plannedAt: now - 3_600_000, sentAt: now - 3_599_000, status: 'completed' },
  });
  await addResponse(database, { person: 1, responseId: 'r', startedAt: now - 3_500_000, judged: accepted });
  await database.run("INSERT INTO heartbeats (name, beat_at) VALUES ('backup', now() - interval '3 hours')");
});

afterAll(() => database?.close());

interface Report {
  readonly checks: readonly { readonly name: string; readonly status: string; readonly message: string }[];
}

test('a running product shows the figures, its health and a last summary', async () => {
  const product = await openEsmProduct(database.connectionString, esmPackage, key);
  try {
    await expect.poll(() => product.metric('esm_responses_total'), { timeout: 20_000 }).toBe(1);
    expect(await product.metric('esm_response_quality_avg')).toBe(100);
    expect(await product.metric('esm_beeps_total{kind="signal",status="completed"}')).toBe(1);
    expect(await product.metric('esm_training_completions_total')).toBe(1);

    const statuses = async (): Promise<readonly string[]> => {
      const report = (await (await fetch(`${product.url}/healthz`)).json()) as Report;
      const own = report.checks.filter(({ name }) => name.startsWith('esm-') && name !== 'esm-jobs');
      return own.map(({ name, status }) => `${name} ${status}`).sort();
    };
    // The first look was before the first figures.
    await expect
      .poll(statuses)
      .toEqual([
        'esm-ai-services healthy',
        'esm-backup healthy',
        'esm-configuration healthy',
        'esm-database healthy',
        'esm-deliveries healthy',
        'esm-metrics healthy',
        'esm-models healthy',
        'esm-performance healthy',
        'esm-scheduler healthy',
        'esm-validators healthy',
      ]);

    // `opora doctor` beside it: a missing key of a provider alone is no fault.
    const doctor = await startOpora(database.connectionString, ['doctor', '--bot', 'esm', '--json'], key)
      .exit;
    const found = JSON.parse(doctor.stdout) as Report;
    const messages = new Map(found.checks.map(({ name, message }) => [name, message]));
    expect(messages.get('esm-validators')).toBe('6/6 texts as expected, good above poor');
    expect(messages.get('esm-database')).toBe('1 participants, 1 responses');
    expect(messages.get('esm-ai-services')).toContain('local only (no API keys');
    // A machine that is busy with other tests may be slow; nothing else may be wrong.
    const wrong = found.checks.filter(({ status }) => status !== 'healthy').map(({ name }) => name);
    expect(
      wrong.filter((name) => !['database', 'event-loop', 'memory', 'transactions'].includes(name)),
    ).toEqual([]);
    expect(doctor.code).toBe(wrong.length === 0 ? 0 : 1);
    // A doctor begins nothing, so it has no summary to log.
    expect(doctor.stdout + doctor.stderr).not.toContain('Summary');

    expect(product.logs.filter(({ message }) => message === 'Summary of the metrics.')).toEqual([]);
  } finally {
    await product.stop();
  }
  const summaries = product.logs.filter(({ message }) => message === 'Summary of the metrics.');
  expect(summaries).toEqual([
    expect.objectContaining({ metrics: expect.objectContaining({ responses: 1, trainingCompletions: 1 }) }),
  ]);
}, 120_000);

test('doctor says what is wrong with its exit code', async () => {
  const empty = await createTestDatabase();
  try {
    const { code, stdout } = await startOpora(empty.connectionString, ['doctor', '--bot', 'esm'], key).exit;
    expect(code).toBe(2);
    expect(stdout).toContain('opora migrate up');
  } finally {
    await empty.drop();
  }
}, 120_000);
