import { withPool } from '../bench-database.ts';
import type { Finding } from '../figure.ts';
import type { MeasureInput } from '../measure.ts';
import { quantilesOf } from '../quantiles.ts';
import { type EngineRig, startEngineRig } from '../rig/engine-rig.ts';
import { createTurnLoop } from '../rig/turn-loop.ts';
import { verifyTurns } from '../rig/verify-turns.ts';
import { createUpdate } from '../rig/work.ts';

const share = 0.3;
const probeSeconds = 3;
const drainMs = 10_000;

/**
 * Time from the call of `accept` to the call of the channel, at 30 % of the rate just measured, with arrivals
 * that do not wait for answers. The debounce window is zero: what remains is the runtime's own.
 */
export async function measureLatency(input: MeasureInput): Promise<Finding> {
  const { options, server, progress } = input;
  const database = await server.createDatabase();
  try {
    const { connectionString } = database;
    const sentAt = new Map<string, number>();
    const latencies: number[] = [];
    const onDelivery = (conversation: string): void => {
      const at = sentAt.get(conversation);
      if (at !== undefined) latencies.push(performance.now() - at);
      sentAt.delete(conversation);
    };
    const rig = startEngineRig({ connectionString, onDelivery });
    progress('latency: measuring the full rate');
    const warm = await warmUp(rig, input);
    const rate = share * (input.turnRate ?? warm.rate);
    progress(`latency: ${Math.round(rate)} arrivals a second`);
    const arrived = await arrive(rig, rate, options.seconds, sentAt);
    await rig.stop();
    const faults = await withPool(connectionString, (pool) =>
      verifyTurns(pool, { accepted: warm.accepted + arrived }, rig.channel),
    );
    if (latencies.length !== arrived)
      faults.push(`${arrived} messages arrived, ${latencies.length} were answered`);
    return toFinding(quantilesOf(latencies), rate, faults);
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

/** Poisson arrivals, each in a conversation that waits for nothing. Returns how many there were. */
async function arrive(
  rig: EngineRig,
  rate: number,
  seconds: number,
  sentAt: Map<string, number>,
): Promise<number> {
  const endsAt = performance.now() + seconds * 1000;
  let dueAt = performance.now();
  let arrived = 0;
  const accepting: Promise<unknown>[] = [];
  while (dueAt < endsAt) {
    for (; dueAt <= performance.now() && dueAt < endsAt; arrived += 1) {
      // As many conversations as arrive in ten seconds: two Turns of one never meet.
      const conversation = `arrival-${arrived % Math.ceil(rate * 10)}`;
      sentAt.set(conversation, performance.now());
      accepting.push(rig.engine.intake.accept(createUpdate(conversation, `arrival-${arrived}`)));
      dueAt += (-Math.log(1 - Math.random()) / rate) * 1000;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(accepting);
  const until = performance.now() + drainMs;
  while (sentAt.size > 0 && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return arrived;
}

function toFinding({ p50, p99 }: { p50: number; p99: number }, rate: number, faults: string[]): Finding {
  return {
    figures: [
      { name: 'latency.rate', title: 'arrivals at 30 % load', value: rate, unit: '/s' },
      {
        name: 'latency.p50',
        title: 'added latency of a Turn, median',
        value: p50,
        unit: 'ms',
        target: { atMost: 4 },
      },
      { name: 'latency.p99', title: '  99th percentile', value: p99, unit: 'ms', target: { atMost: 15 } },
    ],
    faults,
    notes: ['latency: from the call of accept to the call of the channel, Poisson arrivals, debounce 0.'],
  };
}
