import { beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../src/app/engine.ts';
import type { EngineStore } from '../../src/contracts/store.ts';
import type { Meter } from '../../src/core/meter.ts';
import { silentMeter } from '../../src/core/meter.ts';
import { createPlatform, type Platform } from '../../src/testing/platform.ts';
import type { EngineDatabase } from '../../src/testing/postgres-subject.ts';
import { deliver, foldBot, isAtRest, until, update, useEngines } from './engine-fixture.ts';

let database: EngineDatabase;
let platform: Platform;

const { open } = useEngines((made) => {
  database = made;
});
beforeEach(() => {
  platform = createPlatform({ delivery: 'repeatable' });
});

interface Loser {
  readonly engine: Engine;
  readonly runs: () => number;
  readonly reruns: () => number;
  /** Turns that ended because their Lease was lost. */
  readonly lost: () => number;
}

/** A process whose bot merges newer messages; `thinking` runs inside every run of its program. */
function openLoser(
  thinking: (engine: Engine, conversationId: string) => Promise<void>,
  wrap: (store: EngineStore) => EngineStore = (store) => store,
): Loser {
  let runs = 0;
  const counts = new Map<string, number>();
  const meter: Meter = {
    ...silentMeter,
    count: (name, _labels, by = 1) => void counts.set(name, (counts.get(name) ?? 0) + by),
  };
  const bot = foldBot({
    newerMessage: 'merge',
    turn: async (context, state) => {
      runs += 1;
      await thinking(engine, context.conversationId);
      return foldBot().turn(context, state);
    },
  });
  const engine: Engine = open({ bot, platform, meter, wrap, leaseMs: 60_000 });
  return {
    engine,
    runs: () => runs,
    reruns: () => counts.get('opora_turn_reruns_total') ?? 0,
    lost: () => counts.get('opora_lease_lost_total') ?? 0,
  };
}

const olga = { reason: 'asked', at: 1_000, operator: 'olga' };

test('a Turn whose Conversation a person takes meanwhile runs once and ends as lost', async () => {
  const { engine, runs, reruns, lost } = openLoser(async ({ store }, id) => {
    await store.takeOver(id, olga);
  });
  await deliver(engine, update('anna', 'a'));
  await until('rest', () => isAtRest(database));
  expect({ runs: runs(), reruns: reruns(), lost: lost() }).toEqual({ runs: 1, reruns: 0, lost: 1 });
  expect(platform.shown).toEqual([]);
});

test('a Turn whose Lease another worker has taken meanwhile runs once and asks for nothing more', async () => {
  let extended = 0;
  const { engine, runs, reruns, lost } = openLoser(
    async () => {
      await database.pool.query(
        `update conversations set leased_by = 'heir', epoch = epoch + 1 where leased_by is not null`,
      );
    },
    (store) => ({
      ...store,
      extendBurst: (...request) => {
        extended += 1;
        return store.extendBurst(...request);
      },
    }),
  );
  await deliver(engine, update('anna', 'a'));
  await until('the Turn is lost', () => lost() === 1);
  expect({ runs: runs(), reruns: reruns(), extended }).toEqual({ runs: 1, reruns: 0, extended: 0 });
});

test('a person who takes the Conversation after a newer message has come keeps the Turn from a second run', async () => {
  const { engine, runs, lost } = openLoser(
    async (own) => {
      await own.intake.accept(update('anna', 'b'));
    },
    (store) => ({
      ...store,
      extendBurst: async (claim, ...request) => {
        await store.takeOver(claim.conversationId, olga);
        return store.extendBurst(claim, ...request);
      },
    }),
  );
  await deliver(engine, update('anna', 'a'));
  await until('rest', () => isAtRest(database));
  expect({ runs: runs(), lost: lost() }).toEqual({ runs: 1, lost: 1 });
  expect(platform.shown).toEqual([]);
});
