import { describe, expect, test } from 'vitest';
import type { EngineStore, TurnCommit } from '../../../contracts/store.ts';
import { createRedactor } from '../../../core/redaction.ts';
import { protectStore } from './protect-store.ts';
import { createScrub } from './scrub-personal-data.ts';

function openScrub(overrides: Partial<Parameters<typeof createScrub>[0]> = {}) {
  const found: string[] = [];
  const scrub = createScrub({
    place: 'log',
    onRedacted: (kind, place) => found.push(`${kind} ${place}`),
    onFault: (what) => found.push(what),
    ...overrides,
  });
  return { scrub, found };
}

describe('the scrub', () => {
  test.each([
    ['Key (phone)=(+380671234567) already exists.', 'Key (phone)=([PHONE_1]) already exists.', ['phone log']],
    ['cannot parse "olena@example.com"', 'cannot parse "[EMAIL_1]"', ['email log']],
    ['+380671234567', '[PHONE_1]', ['phone log']],
  ])('%s → %s', (text, clean, kinds) => {
    const { scrub, found } = openScrub();
    expect(scrub(text)).toBe(clean);
    expect(found).toEqual(kinds);
    // Nothing with personal data in it is remembered as clear.
    expect(scrub(text)).toBe(clean);
  });

  test.each([
    '550e8400-e29b-41d4-a716-446655440000',
    '2026-11-21T06:13:01.234Z',
    't1234567.12',
    'opora.correct.1',
    'runtime/000001_engine',
    'http://localhost:3000',
    'The database does not answer yet; waiting.',
    '',
  ])('leaves «%s» as it is', (text) => {
    const { scrub, found } = openScrub();
    expect(scrub(text)).toBe(text);
    expect(found).toEqual([]);
  });

  test('fails closed, and is counted', () => {
    const failed = { text: '[redacted: failed]', spans: [], restore: (text: string) => text, failed: true };
    const { scrub, found } = openScrub({ redact: () => failed });
    expect(scrub('what nobody could read')).toBe('[redacted: failed]');
    expect(found).toEqual(['redaction']);
  });

  test('whatever breaks inside of a redactor shows no part of the text', () => {
    const redactor = createRedactor({
      further: () => {
        throw new Error('broken');
      },
    });
    expect(redactor.text('Olena, +380671234567')).toBe('[redacted: failed]');
    const shown = JSON.stringify(redactor.value({ error: new Error('Olena'), list: ['Olena'] }));
    expect([shown.includes('Olena'), shown.includes('[redacted: failed]')]).toEqual([false, true]);
  });
});

describe('the protected store', () => {
  const written: unknown[] = [];
  const store = protectStore(
    {
      failAttempt: async (_claim: unknown, _worker: unknown, error: string) => void written.push(error),
      commit: async (turns: readonly TurnCommit[]) => {
        written.push(...turns);
        return [];
      },
      commitWithExtras: async (turn: TurnCommit) => {
        written.push(turn);
        return { status: 'lost' };
      },
      recordDeliveries: async (records: readonly unknown[]) => void written.push(...records),
    } as unknown as EngineStore,
    (text) => text.replace('secret', '***'),
  );

  test('scrubs the errors of Attempts, Deliveries, DeadLetters and failed steps, and nothing else', async () => {
    const turn = {
      journal: {
        steps: [
          { name: 'a', error: 'a secret' },
          { name: 'b', result: 'a secret' },
        ],
        reruns: 1,
      },
      deadReason: 'secret reason',
      state: 'a secret',
    } as unknown as TurnCommit;
    const quiet = { journal: { steps: [{ name: 'b' }] }, deadReason: null } as unknown as TurnCommit;
    await store.failAttempt({} as never, 'w', 'the secret', 1);
    await store.commit([turn, quiet]);
    await store.commitWithExtras(turn);
    await store.recordDeliveries([{ error: 'secret', receipt: 'secret' }, { error: null }] as never);
    const clean = {
      ...turn,
      deadReason: '*** reason',
      journal: {
        steps: [
          { name: 'a', error: 'a ***' },
          { name: 'b', result: 'a secret' },
        ],
        reruns: 1,
      },
    };
    expect(written).toEqual([
      'the ***',
      clean,
      quiet,
      clean,
      { error: '***', receipt: 'secret' },
      { error: null },
    ]);
    expect(written[2]).toBe(quiet);
  });
});
