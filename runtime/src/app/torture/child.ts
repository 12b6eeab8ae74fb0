import './name-runtime.ts';
import { systemClock } from '../../core/clock.ts';
import { onFaultPoint } from '../../core/fault-points.ts';
import { silentLogger } from '../../core/logger.ts';
import { silentMeter } from '../../core/meter.ts';
import { createRandom } from '../../core/random.ts';
import { createPool } from '../../postgres/pool.ts';
import { createPostgresStore } from '../../postgres/postgres-store.ts';
import { createEngine, type Engine, type EngineOptions } from '../engine.ts';
import { breakStore } from './broken-store.ts';
import { openWebServer, pollPlatform } from './ingress.ts';
import { createPlatformClient, type PlatformClient } from './platform-client.ts';
import {
  type ChildReady,
  type ChildStart,
  type KillOrder,
  tortureBots,
  tortureChannels,
} from './protocol.ts';
import { retentionEveryMs, timing } from './timing.ts';
import { createTortureBot } from './torture-bots.ts';
import { createTortureChannel } from './torture-channels.ts';

// One process of the torture: a whole engine that dies where it is told to. It is started ahead of time and
// begins when the parent says so.
process.once('message', (start: ChildStart) => void runChild(start));
process.on('disconnect', () => process.exit(0));

async function runChild(start: ChildStart): Promise<void> {
  obey(start.order);
  const client = createPlatformClient(start.platformPort);
  const pool = createPool({
    connectionString: start.connectionString,
    applicationName: 'opora-torture',
    logger: silentLogger,
    meter: silentMeter,
    max: 6,
    connectTimeoutMs: 2_000,
    statementTimeoutMs: 5_000,
  });
  const whole = createPostgresStore({ pool, ...timing.store });
  const store = start.broken.reduce(breakStore, whole);
  const engine = createEngine(toEngineOptions(start, store, client));
  const stopped = new AbortController();
  const web = start.role === 'worker' ? null : await openWebServer(engine.intake);
  const polling = web === null ? Promise.resolve() : pollPlatform(engine.intake, client, stopped.signal);
  engine.start();
  const ready: ChildReady = { type: 'ready', webPort: web?.port ?? null };
  process.send?.(ready);
  process.once('SIGTERM', () => {
    stopped.abort();
    web?.server.close();
    void polling
      .then(() => engine.stop(timing.stopDeadlineMs))
      .then(() => pool.end())
      .then(() => process.exit(0));
  });
}

/** Dies at the n-th arrival, at once and without a word. */
function obey(order: KillOrder | null): void {
  if (order === null) return;
  let arrivals = 0;
  onFaultPoint((point) => {
    if (point !== order.point) return;
    arrivals += 1;
    if (arrivals === order.nth) process.kill(process.pid, 'SIGKILL');
  });
}

function toEngineOptions(start: ChildStart, store: Engine['store'], client: PlatformClient): EngineOptions {
  const random = createRandom(start.seed);
  return {
    store,
    role: start.role,
    bots: tortureBots.map((bot) => createTortureBot(bot, client, random)),
    channels: tortureBots.flatMap((bot) =>
      tortureChannels.map((channel) => ({ bot, channel: createTortureChannel(bot, channel, client) })),
    ),
    clock: systemClock,
    ...timing.engine,
    retentionEveryMs: retentionEveryMs(start.order),
  };
}
