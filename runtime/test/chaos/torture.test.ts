import { afterAll, describe, expect, test } from 'vitest';
import { renderTortureReport, runTorture, type TortureReport } from '../../src/app/torture/index.ts';
import { faultPoints } from '../../src/core/fault-points.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/test-database.ts';

const opened: TestDatabase[] = [];

afterAll(() => Promise.all(opened.map((database) => database.drop())));

async function openServer(): Promise<string> {
  const database = await createTestDatabase();
  opened.push(database);
  return database.connectionString;
}

function expectPassed(report: TortureReport): void {
  if (!report.passed) throw new Error(renderTortureReport(report));
}

describe('the torture', () => {
  test('kills processes at every fault point and the database under them, and every promise is kept', async () => {
    // A server of our own, so that it can be stopped and killed as well; unless one was given.
    const databaseUrl = process.env.TEST_DATABASE_URL;
    const report = await runTorture({ kills: 60, seed: 5, workers: 3, databaseUrl, shrink: false });
    expectPassed(report);
    expect(report.kills).toEqual({ planned: 60, carried: 60 });
    expect(report.verdict).toMatchObject({ lost: 0, doubled: 0, reordered: 0, unknownUnresolved: 0 });
    expect(faultPoints.filter((point) => report.coverage[point] === 0)).toEqual([]);
    expect(report.disturbances).toMatchObject({
      'redelivery-storm': expect.toSatisfy((count: number) => count > 0),
      'backends-terminated': expect.toSatisfy((count: number) => count > 0),
      'process-stopped': expect.toSatisfy((count: number) => count > 0),
      'database-stopped': expect.toSatisfy((count: number) => count > 0 || databaseUrl !== undefined),
    });
  }, 180_000);

  test('notices a store that says yes before the commit', async () => {
    const report = await runTorture({
      kills: 8,
      seed: 6,
      users: 24,
      databaseUrl: await openServer(),
      points: ['accept-before-commit'],
      broken: ['answers-early'],
      shrink: false,
    });
    expect(report.passed).toBe(false);
    expect(report.verdict.lost).toBeGreaterThan(0);
    expect(report.reproduction).toBe('opora torture --seed 6 --kills 8 --point accept-before-commit');
  }, 120_000);

  test('notices a store that forgets which earlier replies are still open', async () => {
    const report = await runTorture({
      kills: 24,
      seed: 7,
      databaseUrl: await openServer(),
      // A process killed before it sends keeps its reply open while the next Turn is committed.
      points: ['send-before'],
      broken: ['forgets-open-lanes'],
      shrink: false,
    });
    expect(report.passed).toBe(false);
    expect(report.verdict.reordered).toBeGreaterThan(0);
  }, 120_000);

  test('notices a store that forgets interruptions and the journal', async () => {
    const report = await runTorture({
      kills: 16,
      seed: 7,
      databaseUrl: await openServer(),
      points: ['turn-before-commit', 'send-after', 'record-before-commit'],
      broken: ['forgets-interruptions', 'forgets-steps'],
      shrink: false,
    });
    expect(report.passed).toBe(false);
    expect(report.verdict.doubled).toBeGreaterThan(0);
    expect(report.verdict.purchasesRepeated).toBeGreaterThan(0);
  }, 120_000);
});
