import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillStudy } from '../../src/demo-data/fill-study.ts';
import { exportFilters } from '../../src/export/export-filters.ts';
import { measureExport, renderMeasure } from '../../src/export/measure-export.ts';
import { createTestRuntime, noon, type TestRuntime } from '../fakes/bot-runtime.ts';
import { makeStudy, usualProtocol } from '../fakes/make-study.ts';
import { openText, sealText } from './export-study.ts';

let runtime: TestRuntime;

beforeAll(async () => {
  runtime = await createTestRuntime(noon);
  for (const [studyId, participants] of [
    ['small', 20],
    ['large', 280],
  ] as const) {
    await makeStudy(runtime, { studyId, protocol: usualProtocol });
    await fillStudy(runtime, { studyId, participants, days: 7, sealText });
  }
  await runtime.pool.query('ANALYZE');
}, 300_000);

afterAll(() => runtime?.close());

test('takes time in proportion to the rows, and memory that does not grow with them', async () => {
  const filters = exportFilters.parse({ training: true });
  const small = await measureExport(runtime, { studyId: 'small', filters, openText });
  const large = await measureExport(runtime, { studyId: 'large', filters, openText });
  console.info(`small: ${renderMeasure(small)}\nlarge: ${renderMeasure(large)}`);
  expect(large.beeps + large.items).toBeGreaterThan(100_000);
  // A row of many costs no more than a row of few, with room for a busy machine; the seconds are for people.
  const perRow = ({ processorSeconds, beeps, items }: typeof small): number =>
    processorSeconds / (beeps + items);
  expect(perRow(large) / perRow(small)).toBeLessThan(1.5);
  const mb = 1_048_576;
  expect(large.heapPeak - small.heapPeak).toBeLessThan(150 * mb);
  expect(large.residentPeak - large.residentBefore).toBeLessThan(250 * mb);
}, 300_000);
