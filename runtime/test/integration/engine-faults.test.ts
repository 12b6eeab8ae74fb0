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

test('a Turn that always fails becomes a DeadLetter, its person is told and the Conversation lives', async () => {
  let tries = 0;
  const bot = foldBot({
    fallbackMessage: () => ({ text: 'sorry' }),
    turn: async (context, state) => {
      if (context.burst.some((each) => each.externalId === 'poison')) {
        tries += 1;
        throw new Error('cannot read this \u0000');
      }
      return foldBot().turn(context, state);
    },
  });
  const engine = open({ bot });
  await deliver(engine, update('anna', 'a'));
  await until('the first reply', () => platform.shown.length === 1);
  await deliver(engine, update('anna', 'poison'));
  await deliver(engine, update('bert', 'x'));
  await until('the fallback message', () => platform.textsOf('anna').length === 2);
  await deliver(engine, update('anna', 'b'));
  await until('rest', () => isAtRest(database));
  expect(tries).toBe(5);
  expect(platform.textsOf('anna')).toEqual(['a', 'sorry', 'b']);
  expect(platform.textsOf('bert')).toEqual(['x']);
  const { rows } = await database.pool.query(
    `select l.kind, l.reason, t.state->>'count' as count from dead_letters l
     join turns t on t.conversation_id = l.conversation_id and t.seq = 3`,
  );
  const reason = 'gave up after 5 attempts, last error: Error: cannot read this ';
  expect(rows).toEqual([{ kind: 'turn', reason, count: '2' }]);
});

test.each([
  ['no text', (): unknown => Object.create(null)],
  ['no time to wait', (): unknown => new TransientError('busy', 'Later.', { retryAfterMs: Number.NaN })],
])('a Turn that throws an error with %s is given up like any other', async (_, makeError) => {
  let tries = 0;
  const bot = foldBot({
    turn: async (context, state) => {
      if (context.burst[0]?.externalId !== 'poison') return foldBot().turn(context, state);
      tries += 1;
      throw makeError();
    },
  });
  const engine = open({ bot });
  await deliver(engine, update('anna', 'poison'));
  await until('it is given up', () => isAtRest(database));
  await deliver(engine, update('anna', 'b'));
  await until('the Conversation goes on', () => platform.textsOf('anna').includes('b'));
  expect(tries).toBe(5);
});

test('a result that a worker without its Lease stored first is the one that the Turn goes on with', async () => {
  const bot = foldBot({
    turn: async (context, state) => {
      context.reply({ text: await context.step('think', async () => 'mine') });
      return state;
    },
  });
  const wrap = (store: EngineStore): EngineStore => ({
    ...store,
    recordSteps: async (steps) => {
      await store.recordSteps(steps.map((step) => ({ ...step, result: 'of the other' })));
      return store.recordSteps(steps);
    },
  });
  await deliver(open({ bot, wrap }), update('anna', 'a'));
  await until('the reply', () => platform.shown.length === 1);
  expect(platform.textsOf('anna')).toEqual(['of the other']);
});

test('a timer that could not become an Update is refused, and those of others fire', async () => {
  const bot = foldBot({
    turn: async (context, state) => {
      const [first] = context.burst;
      if (first?.kind === 'timer') context.reply({ text: `fired ${first.timer}` });
      else context.schedule(first?.text === 'long' ? 'k'.repeat(201) : 'short', context.now);
      return state;
    },
  });
  const engine = open({ bot });
  await deliver(engine, update('anna', 'long'));
  await deliver(engine, update('bert', 'fine'));
  await until('the timer fires', () => platform.textsOf('bert').includes('fired short'));
  await until('the other Turn is given up', () => isAtRest(database));
  const { rows } = await database.pool.query('select kind from dead_letters');
  expect(rows).toEqual([{ kind: 'turn' }]);
});

/** A process that, once told, neither beats nor commits: it has vanished with its Turns in hand. */
function mortal(): { wrap: (store: EngineStore) => EngineStore; die: () => void } {
  let dead = false;
  const never = new Promise<never>(() => undefined);
  return {
    wrap: (store) =>
      new Proxy(store, {
        get(target, name: keyof EngineStore) {
          const method = target[name] as (...args: unknown[]) => unknown;
          return (...args: unknown[]) => (dead ? never : method.apply(target, args));
        },
      }),
    die: () => {
      dead = true;
    },
  };
}

test('when a worker vanishes another takes its Turn over and does not pay its steps again', async () => {
  const ran: string[] = [];
  const { wrap, die } = mortal();
  const stepping = (stuck: boolean): ReturnType<typeof foldBot> =>
    foldBot({
      turn: async (context, state) => {
        const paid = await context.step('model', async () => {
          ran.push(context.turnId);
          return `answer ${ran.length}`;
        });
        context.reply({ text: paid });
        if (stuck) {
          die();
          await new Promise(() => undefined);
        }
        return foldBot().turn(context, state);
      },
    });
  const victim = openEngine({ database, platform, bot: stepping(true), wrap });
  await deliver(victim, update('anna', 'a'));
  await until('the victim has paid its step', () => ran.length === 1);
  open({ bot: stepping(false) });
  await until('the heir answers', () => platform.shown.length === 2);
  expect(ran).toHaveLength(1);
  expect(platform.textsOf('anna')).toEqual(['answer 1', 'a']);
  void victim.stop(0);
});

test('the newest message wins: the Turn is merged and run again, twice at most', async () => {
  const bursts: string[] = [];
  let engine: Engine;
  const bot = foldBot({
    newerMessage: 'merge',
    turn: async (context, state) => {
      bursts.push(context.burst.map((each) => each.externalId).join(''));
      await context.step('think', async (signal) => {
        const next = ['b', 'c', 'd'][bursts.length - 1];
        if (next !== undefined) await deliver(engine, update('anna', next));
        return signal.aborted;
      });
      return foldBot().turn(context, state);
    },
  });
  engine = open({ bot });
  await deliver(engine, update('anna', 'a'));
  await until('rest', () => isAtRest(database));
  expect(bursts).toEqual(['a', 'ab', 'abc', 'd']);
  expect(platform.textsOf('anna')).toEqual(['a b c', 'd']);
});

test('no transaction is open while a step runs', async () => {
  const bot = foldBot({
    turn: async (context, state) => {
      await context.step('slow', () => pause(300).then(() => 1));
      context.write({ name: 'note', sql: 'insert into notes values ($1)', values: [context.conversation] });
      return foldBot().turn(context, state);
    },
  });
  const engine = open({ bot });
  await Promise.all(Array.from({ length: 10 }, (_, index) => deliver(engine, update(`p${index}`, 'x'))));
  await until('the Turns run', () => engine.worker.running === 10);
  const held: unknown[] = [];
  while (engine.worker.running === 10) {
    const { rows } = await database.pool.query(
      `select state, query from pg_stat_activity where datname = current_database()
       and pid <> pg_backend_pid() and xact_start < clock_timestamp() - interval '100 ms'`,
    );
    held.push(...rows);
    await pause(30);
  }
  expect(held).toEqual([]);
  await until('rest', () => isAtRest(database));
  expect((await database.pool.query('select * from notes')).rowCount).toBe(10);
});

test('a process that stops finishes or gives back its Turns, and has spent no Attempt', async () => {
  const slow = foldBot({
    turn: async (context, state) => {
      if (context.burst[0]?.externalId === 'long') {
        await new Promise((_, reject) => {
          context.signal.addEventListener('abort', () => reject(context.signal.reason as Error));
        });
      }
      await pause(50);
      return foldBot().turn(context, state);
    },
  });
  const engine = openEngine({ database, platform, bot: slow });
  await deliver(engine, update('anna', 'short'));
  await deliver(engine, update('bert', 'long'));
  await until('both run', () => engine.worker.running === 2);
  await engine.stop(200);
  expect(engine.worker.running).toBe(0);
  const { rows } = await database.pool.query(
    `select external_id as id, leased_by, attempt, due_at <= now() as due from conversations order by external_id`,
  );
  expect(rows).toEqual([
    { id: 'anna', leased_by: null, attempt: 0, due: null },
    { id: 'bert', leased_by: null, attempt: 0, due: true },
  ]);
});

test('a listener that throws makes no accepted message look refused', async () => {
  const engine = open({ bot: foldBot() });
  engine.onEvent(() => {
    throw new Error('a fault of the listener');
  });
  expect((await engine.intake.accept(update('anna', 'a'))).duplicate).toBe(false);
  await until('the reply', () => platform.textsOf('anna').length === 1);
});
