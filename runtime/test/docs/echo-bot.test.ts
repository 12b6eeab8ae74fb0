import { type Channel, silentLogger, silentMeter } from 'opora';
import { createEngine, createPool, createPostgresStore, migrateUp, migrationsFolder } from 'opora/app';
import { createTestDatabase } from 'opora/testing';
import { expect, test, vi } from 'vitest';
import { echo } from '../../../docs/examples/echo-bot.ts';

test('answers what was said, once, and remembers how much it has heard', async () => {
  const database = await createTestDatabase();
  const { connectionString } = database;
  const pool = createPool({
    connectionString,
    applicationName: 'echo',
    logger: silentLogger,
    meter: silentMeter,
  });
  await migrateUp(pool, [{ name: 'runtime', folder: migrationsFolder }], { logger: silentLogger });
  const shown: string[] = [];
  const engine = createEngine({
    store: createPostgresStore({ pool }),
    bots: [echo],
    channels: [{ bot: 'echo', channel: channelInto(shown) }],
  });
  engine.start();
  const say = (externalId: string, text: string) =>
    engine.intake.accept({
      ...{ bot: 'echo', channel: 'test', conversation: 'anna', externalId, requestId: externalId },
      content: { kind: 'message', text },
    });

  await say('m1', 'hello');
  await say('m2', 'world');
  expect(await say('m1', 'hello')).toMatchObject({ duplicate: true });
  await vi.waitFor(() => expect(shown).toEqual(['1: hello / world']), 10_000);
  await say('m3', 'again');
  await vi.waitFor(() => expect(shown).toEqual(['1: hello / world', '3: again']), 10_000);

  await engine.stop(1_000);
  await pool.end();
  await database.drop();
}, 60_000);

const channelInto = (shown: string[]): Channel => ({
  name: 'test',
  delivery: 'repeatable',
  prepare: (message) => [message],
  deliver: async ({ message }) => {
    shown.push(message.text);
    return { status: 'sent', receipt: null };
  },
  start: async () => undefined,
  stop: async () => undefined,
});
