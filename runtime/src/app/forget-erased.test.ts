import { expect, test } from 'vitest';
import type { Database } from '../contracts/bot.ts';
import type { EngineListener } from '../contracts/events.ts';
import { silentLogger } from '../core/logger.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { forgetErased } from './forget-erased.ts';

/** A process whose ledger of erasures and whose own Turns a test decides. */
function openProcess() {
  const clock = createVirtualClock();
  const forgotten: string[] = [];
  const listeners = new Set<EngineListener>();
  const ledger: { ids: string[]; isAway: boolean } = { ids: [], isAway: false };
  const database: Database = {
    query: <Row>() =>
      ledger.isAway
        ? Promise.reject(new Error('connection lost'))
        : Promise.resolve(ledger.ids.map((id) => ({ id })) as unknown as readonly Row[]),
  };
  const stop = forgetErased({
    ...{ clock, database, logger: silentLogger },
    engine: {
      onEvent(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    inference: {
      forget: (id) => {
        forgotten.push(id);
        return Promise.resolve();
      },
    },
  });
  const endTurn = (conversationId: string, erased: boolean): void => {
    for (const listener of listeners) listener({ type: 'turn-end', conversationId, erased });
  };
  return { clock, forgotten, ledger, endTurn, stop };
}

test('what this process erases is forgotten at once, and nothing else', () => {
  const { forgotten, endTurn } = openProcess();
  endTurn('1', false);
  endTurn('2', true);
  expect(forgotten).toEqual(['2']);
});

test('what another process erased is forgotten within a minute, also after the database was away', async () => {
  const { clock, forgotten, ledger } = openProcess();
  ledger.ids = ['7'];
  await clock.advance(60_000);
  expect(forgotten).toEqual(['7']);
  ledger.isAway = true;
  ledger.ids = ['8'];
  await clock.advance(60_000);
  expect(forgotten).toEqual(['7']);
  ledger.isAway = false;
  await clock.advance(60_000);
  expect(forgotten).toEqual(['7', '8']);
});

test('after the stop nothing is looked at any more', async () => {
  const { clock, forgotten, ledger, endTurn, stop } = openProcess();
  stop();
  ledger.ids = ['7'];
  endTurn('2', true);
  await clock.advance(600_000);
  expect([forgotten, clock.pending]).toEqual([[], 0]);
});
