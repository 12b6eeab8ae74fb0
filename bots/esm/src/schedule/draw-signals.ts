import { type DayWindow, instantAt } from './day-window.ts';
import type { Draw } from './draw-stream.ts';
import type { SignalSchedule } from './protocol.ts';

/** Largest gap as a share of a block; beyond it, redraws would bend the distribution. */
export const largestGapShare = 0.75;
/** A block shorter than this holds no beep. */
export const shortestBlockSeconds = 60;
/** What beeps of different schedules keep from each other. */
export const clearanceMs = 60_000;
/** Redraws after which another schedule's beeps may be nearer than the clearance, never at the same instant. */
const patience = 2000;
const mostRedraws = 200_000;

/** A beep in its block. */
export interface Signal {
  /** Number of its block, from 1. */
  readonly number: number;
  readonly at: number;
  /** Instant at which its block begins. */
  readonly blockStart: number;
}

/** The gap kept between beeps of one day, in seconds; never above 0.75 block, also on a day cut short. */
export function gapSeconds(
  schedule: Pick<SignalSchedule, 'minimumGapMinutes'>,
  blockSeconds: number,
): number {
  const { minimumGapMinutes } = schedule;
  if (minimumGapMinutes === undefined) return Math.min(3600, blockSeconds / 2);
  return Math.min(minimumGapMinutes * 60, blockSeconds * largestGapShare);
}

/**
 * Draws one instant, on a whole second, in each of `count` equal blocks of the window less quiet hours. As soon
 * as one is too near to the one before or meets one of `taken`, the whole day is drawn again. A window with
 * less than a minute a block gets as many blocks as have one.
 */
export function drawSignals(
  window: DayWindow,
  count: number,
  schedule: Pick<SignalSchedule, 'minimumGapMinutes'>,
  taken: readonly number[],
  draw: Draw,
): readonly Signal[] {
  const blocks = Math.min(count, Math.floor(window.seconds / shortestBlockSeconds));
  if (blocks === 0) return [];
  const edges = Array.from({ length: blocks + 1 }, (_, index) =>
    Math.floor((index * window.seconds) / blocks),
  );
  const gapMs = gapSeconds(schedule, window.seconds / blocks) * 1000;
  for (let redraw = 0; redraw < mostRedraws; redraw += 1) {
    const clearance = redraw < patience ? clearanceMs : 1;
    const instants = drawDay(window, edges, gapMs, (at) => isMet(at, taken, clearance), draw);
    if (instants === null) continue;
    return instants.map((at, index) => ({
      number: index + 1,
      at,
      blockStart: instantAt(window, edges[index] ?? 0),
    }));
  }
  throw new Error(`No plan for ${window.date} was found in ${mostRedraws} draws of ${blocks} beeps.`);
}

/** One draw of a whole day; null when it has to be drawn again. */
function drawDay(
  window: DayWindow,
  edges: readonly number[],
  gapMs: number,
  isTaken: (at: number) => boolean,
  draw: Draw,
): readonly number[] | null {
  const instants: number[] = [];
  for (const [index, edge] of edges.slice(0, -1).entries()) {
    const width = (edges[index + 1] ?? edge) - edge;
    const at = instantAt(window, edge + Math.floor(draw() * width));
    const before = instants.at(-1);
    if ((before !== undefined && at - before < gapMs) || isTaken(at)) return null;
    instants.push(at);
  }
  return instants;
}

function isMet(at: number, taken: readonly number[], clearance: number): boolean {
  return taken.some((other) => Math.abs(at - other) < clearance);
}
