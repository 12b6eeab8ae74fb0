import { expect, test } from 'vitest';
import { createDeadLetters, type DeadLetters } from '../../src/app/dead-letters.ts';
import type { Engine } from '../../src/app/engine.ts';
import { toProblem } from '../../src/channels/http/errors.ts';
import type { Intake } from '../../src/contracts/update.ts';
import { TransientError } from '../../src/core/errors.ts';
import type { DeadLetterRow } from '../../src/postgres/statements/dead-letters.ts';
import { createPlatform, type Platform } from '../../src/testing/platform.ts';
import type { EngineDatabase } from '../../src/testing/postgres-subject.ts';
import { deliver, foldBot, isAtRest, until, update, useEngines } from './engine-fixture.ts';

const dayMs = 24 * 60 * 60_000;
const policy = { retentionDays: 30, stateHistoryHours: 24, limit: 1_000 };

let database: EngineDatabase;

const { open } = useEngines((made) => {
  database = made;
});

let cured = false;
const poisoned = foldBot({
  turn: async (context, state) => {
    if (!cured) throw new Error('poison');
    return foldBot().turn(context, state);
  },
});
const refusing = (): Platform =>
  createPlatform({
    delivery: 'repeatable',
    answer: async (_, show) => {
      if (!cured) return { status: 'refused', code: 'no', reason: 'no such chat', permanent: true };
      show();
      return { status: 'sent', receipt: null };
    },
  });

/** An engine with one open DeadLetter: of a Turn, or of a Delivery. */
async function openWithLetter(
  of: 'turn' | 'delivery',
): Promise<{ engine: Engine; platform: Platform; letters: DeadLetters; letter: DeadLetterRow }> {
  cured = false;
  const platform = of === 'turn' ? createPlatform({ delivery: 'repeatable' }) : refusing();
  const engine = open({ platform, bot: of === 'turn' ? poisoned : foldBot() });
  await deliver(engine, update('anna', 'a'));
  await until('rest', () => isAtRest(database));
  cured = true;
  const letters = createDeadLetters(engine.store, engine.intake);
  const [letter] = await letters.list(10);
  return { engine, platform, letters, letter: letter as DeadLetterRow };
}

const idsOfUpdates = async (): Promise<readonly string[]> =>
  (await database.pool.query('select external_id from updates order by seq')).rows.map(
    ({ external_id }) => external_id,
  );

test('a retry that Intake refuses leaves the DeadLetter open, and the next one is answered', async () => {
  const { engine, platform, letters, letter } = await openWithLetter('turn');
  const full: Intake = { accept: () => Promise.reject(new TransientError('intake_unavailable', 'Later.')) };
  const failing = createDeadLetters(engine.store, full);
  await expect(failing.retry(letter.id)).rejects.toMatchObject({ code: 'intake_unavailable' });
  expect(await letters.list(10)).toEqual([letter]);
  expect(await letters.retry(letter.id)).toEqual(letter);
  expect(await letters.list(10)).toEqual([]);
  await until('the reply', () => platform.textsOf('anna').length === 1);
  expect(await letters.retry(letter.id)).toBeNull();
});

test.each(['turn', 'delivery'] as const)(
  'a process that dies before it closes the letter of a %s leaves nothing to be done twice',
  async (of) => {
    const { engine, platform, letters, letter } = await openWithLetter(of);
    const dying = createDeadLetters(
      {
        ...engine.store,
        query: (statement) =>
          statement.name === 'dead_letters_resolve'
            ? Promise.reject(new TransientError('database_unavailable', 'Killed.'))
            : engine.store.query(statement),
      },
      engine.intake,
    );
    await expect(dying.retry(letter.id)).rejects.toMatchObject({ code: 'database_unavailable' });
    await until('the reply', () => platform.shown.length === 1);
    await until('rest', () => isAtRest(database));
    expect(await letters.retry(letter.id)).toEqual(letter);
    await until('rest', () => isAtRest(database));
    expect(await letters.list(10)).toEqual([]);
    expect(platform.shown).toHaveLength(1);
    expect(await idsOfUpdates()).toEqual(of === 'turn' ? ['a', `retry:${letter.id}:1`] : ['a']);
  },
);

test.each(['turn', 'delivery'] as const)(
  'retention keeps what the open letter of a %s names, and no longer than it is open',
  async (of) => {
    const { engine, platform, letters, letter } = await openWithLetter(of);
    await database.advance(40 * dayMs);
    await engine.store.compact(policy);
    await letters.retry(letter.id);
    await until('the reply', () => platform.shown.length === 1);
    await until('rest', () => isAtRest(database));
    await database.advance(40 * dayMs);
    expect(await engine.store.compact(policy)).toMatchObject({ dead_letters: 1 });
    const { rows } = await database.pool.query('select 1 from updates union all select 1 from deliveries');
    expect(rows).toEqual([]);
  },
);

test.each(['turn', 'delivery'] as const)(
  'the letter of a %s that is no longer kept is not retried and stays open',
  async (of) => {
    const { letters, letter } = await openWithLetter(of);
    await database.pool.query(`delete from ${of === 'turn' ? 'updates' : 'deliveries'}`);
    const refusal = await letters.retry(letter.id).catch(toProblem);
    expect(refusal).toMatchObject({ status: 409, code: 'dead_letter_gone' });
    expect(await letters.list(10)).toEqual([letter]);
    expect(await letters.drop(letter.id)).toEqual(letter);
  },
);
