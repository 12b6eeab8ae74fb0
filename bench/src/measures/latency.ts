import { sleep, systemClock } from 'opora';
import { createRandom, type Random } from 'opora/app';
import { withPool } from '../bench-database.ts';
import type { Figure, Finding, Target } from '../figure.ts';
import type { MeasureInput } from '../measure.ts';
import { type Quantiles, quantilesOf } from '../quantiles.ts';
import { nextArrivalMs } from '../rig/arrivals.ts';
import { measureCommitChain } from '../rig/commit-chain.ts';
import { type EngineRig, startEngineRig } from '../rig/engine-rig.ts';
import { createTurnLoop } from '../rig/turn-loop.ts';
import { verifyTurns } from '../rig/verify-turns.ts';
import { createUpdate } from '../rig/work.ts';

const share = 0.3;
const probeSeconds = 3;
const drainMs = 10_000;
/** Every run has the same arrivals. */
const arrivalSeed = 30;
/** Conversations made beforehand at most. */
const knownAtMost = 5_000;
/** The target of the 99th percentile. */
const slowestMs = 15;
/** Accept, two steps, commit. */
const commitsOfTurn = 4;

/**
 * Time from the call of `accept` to the call of the channel, at 30 % of the rate just measured, with arrivals
 * that do not wait for answers: first in Conversations that exist, then in new ones, which have to be made. The
 * debounce window is zero: what remains is the runtime's own. Beside it stands what the commits of such a Turn
 * cost by themselves.
 */
export async function measureLatency(input: MeasureInput): Promise<Finding> {
  const { options, server, progress } = input;
  const database = await server.createDatabase();
  try {
    const { connectionString } = database;
    progress('latency: four commits in a row on an idle database');
    const { seconds } = options;
    const chain = { commits: commitsOfTurn, seconds, slowMs: slowestMs };
    const { times: floor, slowShare } = await measureCommitChain(connectionString, chain);
    const arrivals = createArrivals(createRandom(arrivalSeed));
    const rig = startEngineRig({ connectionString, onDelivery: arrivals.onDelivery });
    progress('latency: measuring the full rate');
    const warm = await warmUp(rig, input);
    const rate = share * (input.turnRate ?? warm.rate);
    const names = Math.ceil(rate * options.seconds);
    const known = await meet(rig, Math.min(names, knownAtMost), input);
    progress(`latency: ${Math.round(rate)} arrivals a second`);
    const existing = await arrivals.run(rig, rate, options.seconds, (index) => `known-${index % known}`);
    progress('latency: the same in new conversations');
    const first = await arrivals.run(rig, rate, options.seconds / 2, (index) => `new-${index}`);
    await rig.stop();
    const arrived = existing.arrived + first.arrived;
    const faults = await withPool(connectionString, (pool) =>
      verifyTurns(pool, { accepted: warm.accepted + known + arrived }, rig.channel),
    );
    const answered = existing.latencies.length + first.latencies.length;
    if (answered !== arrived) faults.push(`${arrived} messages arrived, ${answered} were answered`);
    return toFinding({
      ...{ rate, floor, slowShare, faults },
      existing: quantilesOf(existing.latencies),
      first: quantilesOf(first.latencies),
    });
  } finally {
    await database.drop();
  }
}

async function warmUp(
  rig: EngineRig,
  { options }: MeasureInput,
): Promise<{ rate: number; accepted: number }> {
  const { inFlight, conversations } = options;
  const loop = createTurnLoop({ rig, inFlight, conversations });
  await loop.runFor(1);
  const { turns, seconds } = await loop.runFor(probeSeconds);
  loop.stop();
  return { rate: turns / seconds, accepted: loop.accepted };
}

/** One Turn in each of `count` Conversations, so that they exist; returns how many. */
async function meet(rig: EngineRig, count: number, { options }: MeasureInput): Promise<number> {
  const loop = createTurnLoop({ rig, inFlight: options.inFlight, conversations: count, prefix: 'known' });
  await loop.runTurns(count);
  loop.stop();
  return loop.accepted;
}

interface Arrived {
  readonly arrived: number;
  /** Of those that were answered, ms. */
  readonly latencies: readonly number[];
}

interface Arrivals {
  readonly onDelivery: (conversation: string) => void;
  /** Poisson arrivals; the Conversations are as many that two Turns of one do not meet. */
  run(rig: EngineRig, rate: number, seconds: number, nameOf: (index: number) => string): Promise<Arrived>;
}

function createArrivals(random: Random): Arrivals {
  const sentAt = new Map<string, number>();
  let latencies: number[] = [];
  let generation = 0;
  return {
    onDelivery(conversation) {
      const at = sentAt.get(conversation);
      if (at !== undefined) latencies.push(performance.now() - at);
      sentAt.delete(conversation);
    },
    async run(rig, rate, seconds, nameOf) {
      generation += 1;
      latencies = [];
      const endsAt = performance.now() + seconds * 1000;
      let dueAt = performance.now();
      let arrived = 0;
      const accepting: Promise<unknown>[] = [];
      while (dueAt < endsAt) {
        for (; dueAt <= performance.now() && dueAt < endsAt; arrived += 1) {
          const conversation = nameOf(arrived);
          sentAt.set(conversation, performance.now());
          accepting.push(
            rig.engine.intake.accept(createUpdate(conversation, `arrival-${generation}-${arrived}`)),
          );
          dueAt += nextArrivalMs(rate, random);
        }
        await sleep(systemClock, 1);
      }
      await Promise.all(accepting);
      const until = performance.now() + drainMs;
      while (sentAt.size > 0 && performance.now() < until) await sleep(systemClock, 10);
      return { arrived, latencies };
    },
  };
}

interface Latencies {
  readonly rate: number;
  readonly existing: Quantiles;
  readonly first: Quantiles;
  readonly floor: Quantiles;
  readonly slowShare: number;
  readonly faults: readonly string[];
}

function toFinding({ rate, existing, first, floor, slowShare, faults }: Latencies): Finding {
  const ms = (name: string, title: string, value: number, target?: Target): Figure => ({
    ...{ name: `latency.${name}`, title, value, unit: 'ms' },
    ...(target === undefined ? {} : { target }),
  });
  return {
    figures: [
      { name: 'latency.rate', title: 'arrivals at 30 % load', value: rate, unit: '/s' },
      ms('p50', 'added latency of a Turn, median', existing.p50, { atMost: 4 }),
      ms('p99', '  99th percentile', existing.p99, { atMost: slowestMs }),
      ms('first-p50', 'of the first Turn of a conversation, median', first.p50),
      ms('first-p99', '  99th percentile', first.p99),
      ms('floor-p50', 'four bare commits in a row, idle database, median', floor.p50),
      ms('floor-p99', '  99th percentile', floor.p99),
      {
        ...{
          name: 'latency.floor-slow',
          title: `  share of the time in which they take longer than ${slowestMs} ms`,
        },
        ...{ value: slowShare * 100, unit: '%' },
      },
    ],
    faults,
    notes: [
      'latency: from the call of accept to the call of the channel, Poisson arrivals, debounce 0. A Turn with two journalled steps is four commits one after another; the bare ones insert one row each. Where the disk keeps them longer than 15 ms for more than 1 % of the time, no Turn can have a 99th percentile below.',
    ],
  };
}
