import type { CarriedKill, TortureOptions, TortureReport } from './torture-options.ts';

/** Kills tried one by one at most. */
const mostTries = 8;
/** A kill does its harm within this time: a Lease, a takeover and a send, ms. */
const reachMs = 8_000;

/**
 * Looks for one kill that breaks a promise again: the kills shortly before the first violation are repeated
 * alone, each in a run of its own. Returns the smallest command found.
 */
export async function findReproduction(
  options: TortureOptions,
  report: Pick<TortureReport, 'seed' | 'violations'>,
  carried: readonly CarriedKill[],
  run: (options: TortureOptions) => Promise<TortureReport>,
): Promise<string> {
  const whole = `opora torture --seed ${options.seed} --kills ${options.kills}`;
  const alone = options.points !== undefined && options.kills === 1;
  if (options.shrink === false || alone) return whole + describe(options);
  const tried = new Set<string>();
  for (const kill of suspects(report, carried)) {
    const name = `${kill.point} ${kill.nth}`;
    if (tried.size >= mostTries || options.signal?.aborted === true) break;
    if (tried.has(name)) continue;
    tried.add(name);
    options.onProgress?.({ phase: 'shrinking', kills: tried.size, of: mostTries });
    const { point, nth } = kill;
    const again = await run({
      ...options,
      kills: 1,
      points: [point],
      nth,
      shrink: false,
      onProgress: undefined,
    });
    if (!again.passed) return `opora torture --seed ${options.seed} --kills 1 --point ${point} --nth ${nth}`;
  }
  return whole + describe(options);
}

/** The kills before the first violation, newest first; all of them when no violation has a time. */
function suspects(
  report: Pick<TortureReport, 'violations'>,
  carried: readonly CarriedKill[],
): readonly CarriedKill[] {
  const times = report.violations.flatMap(({ at }) => (at === null || at === 0 ? [] : [at]));
  const newestFirst = [...carried].reverse();
  if (times.length === 0) return newestFirst;
  const first = Math.min(...times);
  const near = newestFirst.filter(({ at }) => at <= first && at >= first - reachMs);
  return near.length > 0 ? near : newestFirst;
}

function describe({ points = [], nth }: TortureOptions): string {
  return `${points.map((point) => ` --point ${point}`).join('')}${nth === undefined ? '' : ` --nth ${nth}`}`;
}
