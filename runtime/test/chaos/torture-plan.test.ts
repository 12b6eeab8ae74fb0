import { describe, expect, test } from 'vitest';
import { canReach, planKills } from '../../src/app/torture/kill-plan.ts';
import { findReproduction } from '../../src/app/torture/shrink.ts';
import type { CarriedKill, TortureOptions, TortureReport } from '../../src/app/torture/torture-options.ts';
import { faultPoints } from '../../src/core/fault-points.ts';

describe('the plan of kills', () => {
  test('is the same for the same seed and another for another', () => {
    const plan = planKills({ kills: 500, seed: 3 });
    expect(planKills({ kills: 500, seed: 3 })).toEqual(plan);
    expect(planKills({ kills: 500, seed: 4 })).not.toEqual(plan);
  });

  test('covers every point evenly', () => {
    const counts = new Map<string, number>();
    for (const { point } of planKills({ kills: 500, seed: 3 }))
      counts.set(point, (counts.get(point) ?? 0) + 1);
    const each = Math.floor(500 / faultPoints.length);
    for (const point of faultPoints) {
      expect(counts.get(point), point).toBeGreaterThanOrEqual(each);
      expect(counts.get(point), point).toBeLessThanOrEqual(each + 1);
    }
  });

  test('keeps to the points and the arrival asked for', () => {
    const plan = planKills({ kills: 4, seed: 1, points: ['send-after'], nth: 2 });
    expect(plan).toEqual(Array(4).fill({ point: 'send-after', nth: 2 }));
  });

  test('gives every point to some process of a split pair', () => {
    for (const point of faultPoints) {
      expect(canReach('all', point), point).toBe(true);
      expect(canReach('web', point) !== canReach('worker', point), point).toBe(true);
    }
  });
});

describe('shrinking', () => {
  const options: TortureOptions = { kills: 500, seed: 9 };
  const kill = (point: CarriedKill['point'], nth: number, at: number): CarriedKill => ({
    point,
    nth,
    at,
    slot: 0,
  });
  const carried = [
    kill('claim-after-commit', 2, 1_000),
    kill('send-after', 3, 20_000),
    kill('turn-after-commit', 1, 25_000),
    kill('mark-after-commit', 1, 40_000),
  ];
  const report = {
    seed: 9,
    violations: [{ kind: 'doubled' as const, conversation: 'c1', detail: 'd1.2 shown again', at: 26_000 }],
  };

  test('tries the kills shortly before the first violation and names the one that repeats it', async () => {
    const tried: string[] = [];
    const command = await findReproduction(options, report, carried, ({ points = [], nth, kills }) => {
      tried.push(`${points[0]} ${nth} ${kills}`);
      return Promise.resolve({ passed: points[0] !== 'send-after' } as TortureReport);
    });
    expect(tried).toEqual(['turn-after-commit 1 1', 'send-after 3 1']);
    expect(command).toBe('opora torture --seed 9 --kills 1 --point send-after --nth 3');
  });

  test('names the whole run when no single kill repeats it', async () => {
    const passed = (): Promise<TortureReport> => Promise.resolve({ passed: true } as TortureReport);
    expect(await findReproduction(options, report, carried, passed)).toBe(
      'opora torture --seed 9 --kills 500',
    );
  });
});
