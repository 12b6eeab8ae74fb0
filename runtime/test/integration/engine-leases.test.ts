import { beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../src/app/engine.ts';
import type { EngineStore } from '../../src/contracts/store.ts';
import { TransientError } from '../../src/core/errors.ts';
import { createPlatform, type Platform } from '../../src/testing/platform.ts';
import type { EngineDatabase } from '../../src/testing/postgres-subject.ts';
import {
  deliver,
  type FixtureOptions,
  foldBot,
  isAtRest,
  openEngine,
  pause,
  until,
  update,
  useEngines,
} from './engine-fixture.ts';

let database: EngineDatabase;
let platform: Platform;

const { open: openOn } = useEngines((made) => {
  database = made;
});
beforeEach(() => {
  platform = createPlatform({ delivery: 'repeatable' });
});

const open = (options: Partial<FixtureOptions> & Pick<FixtureOptions, 'bot'>): Engine =>
  openOn({ platform, ...options });

test('a process that stops in the middle of a claim leaves no Lease behind', async () => {
  const slowClaims = (store: EngineStore): EngineStore => ({
    ...store,
    claim: async (request) => {
      const claims = await store.claim(request);
      await pause(80);
      return claims;
    },
    claimDeliveries: async (request) => {
      const due = await store.claimDeliveries(request);
      await pause(80);
      return due;
    },
  });
  const writer = open({ bot: foldBot(), role: 'web' });
  const engine = openEngine({ database, platform, bot: foldBot(), wrap: slowClaims });
  await deliver(writer, update('anna', 'x'));
  await until('the claim is on its way', async () => {
    const { rowCount } = await database.pool.query('select 1 from conversations where leased_by is not null');
    return rowCount === 1;
  });
  await engine.stop(1_000);
  const { rows } = await database.pool.query(
    `select leased_by, attempt, due_at <= now() as due from conversations`,
  );
  expect(rows).toEqual([{ leased_by: null, attempt: 0, due: true }]);
});

test('a claim that overlaps the commit of another worker still reads the newest state', async () => {
  // The planner is held to a nested loop, so that rows are locked one after another while the first sleeps.
  const pool = database.openPool(1);
  await pool.query(`set enable_hashjoin = off; set enable_mergejoin = off; set enable_seqscan = off`);
  await database.pool.query(
    `create function nap() returns trigger language plpgsql as $$
     begin if new.leased_by = 'sleeper' and old.external_id = 'first' then perform pg_sleep(0.4); end if;
     return new; end $$;
     create trigger nap before update on conversations for each row execute function nap();`,
  );
  const { createPostgresStore } = await import('../../src/postgres/postgres-store.ts');
  const [sleeper, quick] = [createPostgresStore({ pool }), createPostgresStore({ pool: database.pool })];
  const { claimAll, commitOne, item } = await import('../../src/testing/conformance/subject.ts');
  await quick.accept([item('a', { conversation: 'second' })]);
  const [turn] = await claimAll(quick, { leaseMs: 10 });
  await quick.accept([item('b', { conversation: 'second' })]);
  await quick.accept([item('a', { conversation: 'first' })]);
  await database.pool.query(
    `update conversations set due_at = now() - interval '1 hour' where external_id = 'first'`,
  );
  await pause(30);
  const claiming = claimAll(sleeper, { worker: 'sleeper' });
  await pause(150);
  if (turn !== undefined)
    expect((await commitOne(quick, turn, { state: { kept: true } })).status).toBe('committed');
  const second = (await claiming).find((claim) => claim.conversation === 'second');
  await database.pool.query('drop trigger nap on conversations; drop function nap()');
  expect(second, 'the state was read from before the commit').toMatchObject({
    ...{ turnSeq: 2, state: { kept: true }, updates: [{ text: 'b' }] },
  });
});

test('when the answer of an accept is lost, the Lease taken with it is given back and the Turn runs', async () => {
  let lost = 0;
  const wrap = (store: EngineStore): EngineStore => ({
    ...store,
    accept: async (items, offer) => {
      const results = await store.accept(items, offer);
      if (lost > 0 || results.every((result) => result.claim === undefined)) return results;
      lost += 1;
      throw new TransientError('connection_lost', 'The connection ended after the commit.');
    },
  });
  // Its Lease would end by itself only after the test has failed.
  const engine = open({ bot: foldBot(), wrap, leaseMs: 60_000 });
  await expect(engine.intake.accept(update('anna', 'a'))).rejects.toMatchObject({
    code: 'intake_unavailable',
  });
  expect(lost).toBe(1);
  await until('the reply', () => platform.textsOf('anna').length === 1, 5_000);
  expect((await engine.intake.accept(update('anna', 'a'))).duplicate).toBe(true);
  await until('rest', () => isAtRest(database));
  expect(platform.textsOf('anna')).toEqual(['a']);
  const { rows } = await database.pool.query('select attempt from turns');
  expect(rows).toEqual([{ attempt: 1 }]);
});

test('Turns begun with their accept fill no more places than the worker has', async () => {
  let now = 0;
  let most = 0;
  const bot = foldBot({
    turn: async (context, state) => {
      now += 1;
      most = Math.max(most, now);
      await pause(20);
      now -= 1;
      return foldBot().turn(context, state);
    },
  });
  const engine = open({ bot, concurrency: 3 });
  await Promise.all(Array.from({ length: 30 }, (_, index) => engine.intake.accept(update(`p${index}`, 'x'))));
  await until('rest', () => isAtRest(database));
  expect(most).toBe(3);
  expect(platform.shown.length).toBe(30);
});
