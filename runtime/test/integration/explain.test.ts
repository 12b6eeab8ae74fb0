import { expect, test } from 'vitest';
import type { Engine } from '../../src/app/engine.ts';
import { type Explanation, explain, redactExplanation } from '../../src/app/explain.ts';
import { formatExplanation } from '../../src/app/format-explanation.ts';
import { defaultRedactor } from '../../src/core/redaction.ts';
import type { EngineDatabase } from '../../src/testing/postgres-subject.ts';
import {
  deliver,
  type FixtureOptions,
  foldBot,
  isAtRest,
  until,
  update,
  useEngines,
} from './engine-fixture.ts';

let database: EngineDatabase;

const { open: openOn } = useEngines((made) => {
  database = made;
});

const open = (options: Partial<FixtureOptions> = {}): Engine => openOn({ bot: poisoned, ...options });

const poisoned = foldBot({
  turn: async (context) => {
    await context.step('read', async () => 'paid');
    throw new Error('column 7 is missing');
  },
});

async function storyOf(engine: Engine, id: string): Promise<Explanation> {
  const story = await explain(engine.store, id);
  expect(story, `nothing is known of ${id}`).not.toBeNull();
  return story as Explanation;
}

test('why of a Turn given up names its last error, and the Attempt that ran last', async () => {
  const engine = open();
  const { updateId } = await deliver(engine, update('anna', 'a'));
  await until('rest', () => isAtRest(database));
  const turn = updateId.replace('u', 't');
  for (const id of [updateId, turn]) {
    const story = await storyOf(engine, id);
    const reason = 'gave up after 5 attempts, last error: Error: column 7 is missing';
    expect(story.deadLetters).toMatchObject([{ kind: 'turn', reason, resolution: null }]);
    const text = formatExplanation(story);
    expect(text).toMatch(new RegExp(`letter {4}dead letter \\d+ of the turn, open: ${reason}`));
    expect(text).toMatch(new RegExp(`claimed {3}${turn} joined 1 update, waited \\d+ ms, attempt 5\n`));
  }
});

test('why of a Turn that is tried again tells what waits, the Attempt, the error and the next try', async () => {
  const engine = open({ turnRetry: { baseMs: 600_000, maximumMs: 600_000 } });
  const { updateId } = await deliver(engine, update('anna', 'a'));
  const turn = updateId.replace('u', 't');
  await until('a failed Attempt', async () => {
    const { rows } = await database.pool.query('select 1 from conversations where last_error is not null');
    return rows.length === 1;
  });
  const story = await storyOf(engine, turn);
  expect(story).toMatchObject({ turn: null, updates: [{ external_id: 'a' }], steps: [{ name: 'read' }] });
  const text = formatExplanation(story);
  expect(text).toContain(`received  ${updateId} message "a"`);
  expect(text).toContain('step      read journalled');
  expect(text).toMatch(
    new RegExp(
      `${turn} is not committed yet: next try 20\\S+Z, attempt 1, last error: Error: column 7 is missing$`,
    ),
  );
  expect(await explain(engine.store, turn.replace('.1', '.2'))).toBeNull();
});

test('a Turn is the next one only while something waits for it', async () => {
  const engine = open({ bot: foldBot() });
  const { updateId, conversationId } = await deliver(engine, update('anna', 'a'));
  await until('rest', () => isAtRest(database));
  expect(await explain(engine.store, `t${conversationId}.2`)).toBeNull();
  await database.pool.query('delete from turns');
  expect(formatExplanation(await storyOf(engine, updateId))).toContain('its turn is no longer kept');
});

test('the platform’s name of the Conversation is shown only when it is revealed', async () => {
  const engine = open({ bot: foldBot() });
  const name = 'anna@example.com';
  const said = update(name, `mail:${name}:1`, { kind: 'message', text: 'hi' });
  const { updateId } = await deliver(engine, { ...said, requestId: 'request-1' });
  await until('rest', () => isAtRest(database));
  const story = await storyOf(engine, updateId);
  const hidden = redactExplanation({ ...story, deliveries: [] }, defaultRedactor);
  expect(hidden.conversation.external_id).toBe('[redacted]');
  for (const shown of [JSON.stringify(hidden), formatExplanation(hidden)]) {
    expect(shown).not.toContain(name);
    expect(shown).toContain('mail:[redacted]:1');
  }
  expect(formatExplanation(story)).toContain(`(${name})`);
});
