import { afterAll, beforeAll, expect, test } from 'vitest';
import { hour, minute, Stage, type StagedStudy } from './support/stage.ts';

let stage: Stage;
let study: StagedStudy;

beforeAll(async () => {
  stage = await Stage.open();
  study = await stage.openStudy({
    protocol: {
      waves: [{ name: 'main', startDay: 1, days: 1100 }],
      schedules: [{ kind: 'signal', name: 'day', count: 6 }],
    },
  });
});

afterAll(() => stage?.close());

interface Plan {
  readonly seed: string;
  readonly beeps: readonly {
    readonly date: string;
    readonly number: number;
    readonly at: string;
    readonly localTime: string;
  }[];
}

const pageDays = 50;
const first = Date.UTC(2026, 10, 24);

/** A thousand days of somebody's plan, as the researcher sees them. */
async function thousandDays(pseudonym: string): Promise<Plan['beeps']> {
  const beeps: Plan['beeps'][number][] = [];
  for (let day = 0; day < 1_000; day += pageDays) {
    const from = new Date(first + day * 24 * hour).toISOString().slice(0, 10);
    const query = `participant=${pseudonym}&from=${from}&days=${pageDays}`;
    beeps.push(...(await stage.ask<Plan>(`${study.path}/plan?${query}`)).beeps);
  }
  return beeps;
}

test('scenario 4: 1,000 days at 6 a day: one beep per block, gaps kept, 25 ± 3 % after 18:00; the same seed repeats them', async () => {
  const person = stage.web('thousand');
  await person.join(study.code, 'Europe/Kyiv');
  const { items } = await stage.ask<{ items: readonly { pseudonym: string }[] }>(
    `${study.path}/participants`,
  );
  const pseudonym = items[0]?.pseudonym ?? '';
  const beeps = await thousandDays(pseudonym);
  expect(beeps).toHaveLength(6_000);
  for (let day = 0; day < 1_000; day += 1) {
    const ofDay = beeps.slice(day * 6, day * 6 + 6);
    expect(new Set(ofDay.map(({ date }) => date))).toEqual(
      new Set([new Date(first + day * 24 * hour).toISOString().slice(0, 10)]),
    );
    const times = ofDay.map(({ at }) => Date.parse(at));
    const minutes = ofDay.map(({ localTime }) => minuteOf(localTime));
    // 09:00 to 21:00 in six blocks of two hours, an hour between two beeps.
    expect(minutes.map((of) => Math.floor((of - 9 * 60) / 120))).toEqual([0, 1, 2, 3, 4, 5]);
    for (const [index, at] of times.slice(1).entries()) {
      expect(at - (times[index] ?? at)).toBeGreaterThanOrEqual(60 * minute);
    }
  }
  const late = beeps.filter(({ localTime }) => minuteOf(localTime) >= 18 * 60).length / beeps.length;
  expect(late).toBeGreaterThanOrEqual(0.22);
  expect(late).toBeLessThanOrEqual(0.28);

  await stage.installation.stop();
  await stage.installation.start();
  expect(await thousandDays(pseudonym)).toEqual(beeps);
}, 120_000);

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
