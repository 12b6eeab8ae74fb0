import { type FaultPoint, faultPoints } from '../../core/fault-points.ts';
import { createRandom, type Random } from '../../core/random.ts';
import type { ChildRole, KillOrder } from './protocol.ts';

/** Points that only a process that accepts messages arrives at. */
const webPoints: ReadonlySet<FaultPoint> = new Set([
  'answer-before',
  'answer-after',
  'confirm-before',
  'confirm-after',
]);

/** Points that every process arrives at: a worker accepts what its timers bring. */
const commonPoints: ReadonlySet<FaultPoint> = new Set(['accept-before-commit', 'accept-after-commit']);

/** Arrivals at these take a rare event or a timer's beat; a high count would only cost time. */
const rarePoints: ReadonlySet<FaultPoint> = new Set([
  'lease-before-commit',
  'lease-after-commit',
  'burst-before-commit',
  'burst-after-commit',
  'attempt-before-commit',
  'attempt-after-commit',
  'extras-before-commit',
  'extras-after-commit',
  'progress-before-commit',
  'progress-after-commit',
  'sweep-after-commit',
  'timer-before-commit',
  'timer-after-commit',
  'erasure-before-commit',
  'erasure-after-commit',
  'compact-before-commit',
  'compact-after-commit',
]);

const mostArrivals = 12;

/** Whether a process of this role can arrive at `point`. A worker alone accepts too rarely to count on. */
export function canReach(role: ChildRole, point: FaultPoint): boolean {
  if (role === 'all') return true;
  if (role === 'web') return webPoints.has(point) || commonPoints.has(point);
  return !webPoints.has(point) && !commonPoints.has(point);
}

/**
 * The kills of one run: every point in turn (all, or those named), each round in another order, so that the points are covered
 * evenly. The same seed gives the same plan.
 */
export function planKills(options: {
  readonly kills: number;
  readonly seed: number;
  readonly points?: readonly FaultPoint[] | undefined;
  readonly nth?: number | undefined;
}): readonly KillOrder[] {
  const random = createRandom(options.seed);
  const plan: KillOrder[] = [];
  while (plan.length < options.kills) {
    for (const point of shuffle(options.points ?? faultPoints, random)) {
      const nth = 1 + Math.floor(random() * (rarePoints.has(point) ? 2 : mostArrivals));
      plan.push({ point, nth: options.nth ?? nth });
    }
  }
  return plan.slice(0, options.kills);
}

function shuffle<Item>(items: readonly Item[], random: Random): readonly Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);
}
