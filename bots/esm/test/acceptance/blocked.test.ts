import { afterAll, beforeAll, expect, test } from 'vitest';
import { day, Stage, type StagedStudy } from './support/stage.ts';

let stage: Stage;
let study: StagedStudy;

beforeAll(async () => {
  stage = await Stage.open({ telegram: true });
  study = await stage.openStudy();
});

afterAll(() => stage?.close());

interface Participants {
  readonly items: readonly { readonly status: string }[];
}

const statuses = async (): Promise<readonly string[]> =>
  (await stage.ask<Participants>(`${study.path}/participants`)).items.map(({ status }) => status);

/** Rows of every table of the bot and of the engine that grow with what happens. */
async function counts(): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  for (const table of ['esm_beeps', 'timers', 'turns', 'updates', 'deliveries', 'dead_letters']) {
    const [row] = await stage.installation.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${table}`,
    );
    found[table] = row?.count ?? 0;
  }
  return found;
}

test('scenario 19: blocked three times: unreachable, no growing rows; a message resumes', async () => {
  const one = stage.inTelegram(7300);
  await one.join(study.code);
  await stage.nextBeep(one);
  expect(await one.count(one.part.signal)).toBe(1);
  stage.telegram?.block(one.door.place, true);
  await stage.settle();
  const failed = async (): Promise<number> =>
    (await stage.beeps(one)).filter(({ status }) => status === 'failed').length;
  for (const refusals of [1, 2]) {
    await stage.advanceUntil(async () => (await failed()) === refusals, stage.now + day);
    expect(await statuses()).toEqual(['training']);
  }
  await stage.advanceUntil(async () => (await failed()) === 3, stage.now + day);
  await stage.settle();
  expect(await statuses()).toEqual(['unreachable']);
  const beeps = await stage.beeps(one);
  expect(beeps.filter(({ status }) => status === 'planned')).toEqual([]);
  expect(beeps.filter(({ status }) => status === 'failed')).toHaveLength(3);

  const before = await counts();
  expect(before.timers).toBe(0);
  await stage.advance(5 * day);
  expect(await counts()).toEqual(before);

  stage.telegram?.block(one.door.place, false);
  await one.say('back again');
  expect(await statuses()).toEqual(['training']);
  const signals = await one.count(one.part.signal);
  const next = await stage.nextBeep(one, 2 * day);
  expect(next.sent).toBe(next.planned);
  expect(await one.count(one.part.signal)).toBe(signals + 1);
}, 120_000);
