import { createTestDatabase } from 'opora/testing';
import { describe, expect, it } from 'vitest';
import { judgeStorm, type StormRecord } from './judge-storm.ts';
import { runStorm } from './run-storm.ts';

describe('a storm in real time, shortened by its settings', () => {
  it('loses nothing, answers locally at once, probes alone and recovers', async () => {
    const database = await createTestDatabase();
    const record = await runStorm({
      connectionString: database.connectionString,
      ...{ chats: 8, everyMs: 200, calmMs: 500, stormMs: 6_500, recoveryMs: 4_000 },
      ...{ settleMs: 3_000, breakerOpenMs: 1_000, thinkMs: 20, patienceMs: 15_000 },
      // Five questions a second are more than a person may ask: the limits would silence them.
      env: {
        ...{ OPORA_MODEL_USER_REQUESTS: '0', OPORA_MESSAGES_PER_MINUTE: '0' },
        ...{ OPORA_MODEL_RETRY_BASE: '20ms', OPORA_POLL_MAX_MS: '50' },
      },
    });
    await database.drop();
    const verdict = judgeStorm(record);
    expect(verdict.faults, JSON.stringify({ calls: record.calls, verdict })).toEqual([]);
    expect(verdict.localReplies).toBeGreaterThan(8);
    expect(verdict.slowestLocalMs).toBeLessThan(2_000);
    expect(verdict.probes).toBeLessThanOrEqual(5);
  }, 60_000);
});

describe('the judge', () => {
  const local = (askedAt: number) => ({
    ...{ question: 'q', text: 'local: q', modelUsed: 'local:repeat', askedAt, tookMs: 10 },
  });
  const bought = (askedAt: number) => ({ ...local(askedAt), text: 'model: q', modelUsed: 'openai:m' });
  const fine: StormRecord = {
    ...{ stormFrom: 1_000, stormTo: 9_000, settleMs: 1_000, breakerOpenMs: 3_000, asked: 3, surplus: 0 },
    replies: [bought(100), local(5_000), bought(12_000)],
    calls: [100, 3_000, 6_000, 12_000],
    health: { during: 'degraded', after: 'healthy' },
    breakerRejections: 1,
  };

  it('is content with a storm as it should be', () => {
    expect(judgeStorm(fine)).toEqual({
      ...{ faults: [], slowestLocalMs: 10, localReplies: 1, probes: 2, recoveryMs: 3_000 },
    });
  });

  it.each<[string, Partial<StormRecord>, string]>([
    ['a lost reply', { asked: 4 }, '4 questions, 3 answered'],
    ['a doubled reply', { surplus: 1 }, '1 replies to nothing'],
    [
      'another reply',
      { replies: [...fine.replies.slice(1), { ...bought(0), text: 'x' }] },
      'another question',
    ],
    ['a bought answer', { replies: [bought(100), bought(5_000), bought(12_000)] }, '1 answers were bought'],
    ['two probes at once', { calls: [3_000, 3_100] }, '1 calls followed another'],
    ['no probe', { calls: [100] }, 'never probed'],
    ['no recovery', { asked: 2, replies: fine.replies.slice(0, 2) }, 'never answered again'],
    ['a relapse', { asked: 4, replies: [...fine.replies, local(14_000)] }, '1 local answers after'],
    [
      'a silent health check',
      { health: { during: 'healthy', after: 'healthy' } },
      'health said healthy during',
    ],
    ['metrics that stand still', { breakerRejections: 0 }, 'turned away'],
  ])('notices %s', (_, change, fault) => {
    expect(judgeStorm({ ...fine, ...change }).faults.join('; ')).toContain(fault);
  });
});
