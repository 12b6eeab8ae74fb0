import { describe, expect, test } from 'vitest';
import type { Bot, TurnContext } from '../../contracts/bot.ts';
import type { CorrectionRequest, Validator } from '../../contracts/draft.ts';
import { uninspected } from '../../contracts/guard.ts';
import type { OutgoingMessage } from '../../contracts/message.ts';
import { CancelledError } from '../../core/errors.ts';
import { silentLogger } from '../../core/logger.ts';
import { silentMeter } from '../../core/meter.ts';
import { mergeFacts } from './judge-drafts.ts';
import { type Settlement, settleDrafts } from './settle-drafts.ts';

const noDigits: Validator = {
  name: 'no-digits',
  judge: ({ text }, { language }) => (/\d/.test(text) ? [`digit in ${language}`] : []),
};

function botWith(overrides: Partial<Bot> = {}): Bot {
  return {
    ...{ name: 'echo', title: { ru: '', uk: '', en: '' }, commands: [] },
    burst: { quietMs: 0, capMs: 0, maximumParts: 1, maximumCharacters: 1 },
    ...{ unknownDelivery: 'at-most-once', newerMessage: 'next' },
    initialState: () => null,
    parseState: (stored) => stored,
    turn: async (_context, state) => state,
    validators: [noDigits],
    fallbackMessage: (language) => ({ text: `fallback ${language}` }),
    ...overrides,
  };
}

interface Case {
  readonly result: Settlement;
  readonly handoffs: readonly string[];
  readonly steps: readonly string[];
}

async function settle(bot: Bot, drafts: readonly OutgoingMessage[], signal?: AbortSignal): Promise<Case> {
  const handoffs: string[] = [];
  const steps: string[] = [];
  const context = {
    guard: uninspected,
    meter: silentMeter,
    logger: silentLogger,
    signal: signal ?? new AbortController().signal,
    handoff: (reason: string) => handoffs.push(reason),
    step: async (name: string, run: (signal: AbortSignal) => Promise<unknown>) => {
      steps.push(name);
      return JSON.parse(JSON.stringify(await run(new AbortController().signal)));
    },
  } as unknown as TurnContext;
  const draftContext = { language: 'uk', channel: 'http', facts: { numbers: [1] } } as const;
  return { result: await settleDrafts({ bot, context, drafts, draftContext }), handoffs, steps };
}

test('Drafts that nobody objects to leave as they are', async () => {
  const drafts = [
    { text: 'hello' },
    { text: '', file: { name: 'a.csv', mimeType: 'text/csv', content: 'a' } },
  ];
  const { result, steps } = await settle(botWith(), drafts);
  expect(result).toEqual({ messages: drafts, outcome: 'passed', rejections: [], rejected: [] });
  expect(steps).toEqual([]);
  expect((await settle(botWith(), [])).result.outcome).toBe('passed');
});

test('one rejected Draft keeps all of them back; the fallback message goes, and a person is called', async () => {
  const { result, handoffs } = await settle(botWith(), [
    { text: 'hello' },
    { text: 'only 5 €, +380671234567' },
  ]);
  expect(result).toEqual({
    messages: [{ text: 'fallback uk' }],
    outcome: 'handoff',
    rejections: [{ validator: 'no-digits', reasons: ['digit in uk'], draft: 1, attempt: 0 }],
    rejected: ['hello', 'only 5 €, [PHONE_1]'],
  });
  expect(handoffs).toEqual(['validation: no Draft could be sent']);
});

test('a bot may be content with its fallback message, and without one stays silent rather than wrong', async () => {
  const content = await settle(botWith({ guards: { exhausted: 'fallback' } }), [{ text: '5' }]);
  expect([content.result.outcome, content.handoffs]).toEqual(['fallback', []]);
  const { fallbackMessage: _removed, ...silent } = botWith();
  expect((await settle(silent, [{ text: '5' }])).result).toMatchObject({ messages: [], outcome: 'handoff' });
});

test('an empty Draft is a slip of the program and no case for a person', async () => {
  const { result, handoffs } = await settle(botWith(), [{ text: ' \n' }]);
  expect(result).toMatchObject({ messages: [{ text: 'fallback uk' }], outcome: 'fallback' });
  expect(handoffs).toEqual([]);
});

test('a Validator that breaks has not let the Draft pass', async () => {
  const broken: Validator = {
    name: 'broken',
    judge: () => {
      throw new RangeError('broken');
    },
  };
  const { result } = await settle(botWith({ validators: [broken] }), [{ text: 'hello' }]);
  expect(result.rejections).toEqual([
    { validator: 'broken', reasons: ['failed: RangeError'], draft: 0, attempt: 0 },
  ]);
});

describe('corrections', () => {
  const correcting = (answers: readonly unknown[], more: Partial<Bot> = {}) => {
    const requests: CorrectionRequest[] = [];
    const bot = botWith({
      correctDrafts: async (_context, request) => {
        requests.push(request);
        const answer = answers[requests.length - 1];
        if (answer instanceof Error) throw answer;
        return answer as readonly OutgoingMessage[];
      },
      ...more,
    });
    return { bot, requests };
  };

  test('get the reasons and the facts, as steps, and what passes then leaves', async () => {
    const { bot, requests } = correcting([[{ text: 'still 4' }], [{ text: 'none' }]]);
    const { result, steps, handoffs } = await settle(bot, [{ text: 'only 5 €' }]);
    expect(result).toMatchObject({ messages: [{ text: 'none' }], outcome: 'corrected' });
    expect(result.rejections.map(({ attempt }) => attempt)).toEqual([0, 1]);
    expect(steps).toEqual(['opora.correct.1', 'opora.correct.2']);
    expect(requests[0]).toEqual({
      drafts: [{ text: 'only 5 €' }],
      rejections: [{ validator: 'no-digits', reasons: ['digit in uk'], draft: 0 }],
      attempt: 1,
      facts: { numbers: [1] },
      language: 'uk',
    });
    expect(requests[1]?.drafts).toEqual([{ text: 'still 4' }]);
    expect(handoffs).toEqual([]);
  });

  test('are two at most; then comes the template, judged like any Draft', async () => {
    const attempts: number[] = [];
    const { bot, requests } = correcting([[{ text: '1' }], [{ text: '2' }], [{ text: 'too late' }]], {
      templateDrafts: ({ attempt }) => {
        attempts.push(attempt);
        return [{ text: 'from the facts' }];
      },
    });
    const { result, handoffs } = await settle(bot, [{ text: '0' }]);
    expect([requests.length, attempts]).toEqual([2, [3]]);
    expect(result).toMatchObject({ messages: [{ text: 'from the facts' }], outcome: 'template' });
    expect(handoffs).toEqual([]);
    const wrong = botWith({ templateDrafts: () => [{ text: 'template 9' }] });
    expect((await settle(wrong, [{ text: '0' }])).result).toMatchObject({
      outcome: 'handoff',
      messages: [{ text: 'fallback uk' }],
    });
  });

  test.each<[string, unknown]>([
    ['throws', new Error('the model is away')],
    ['has nothing to say', []],
    ['gives no list', null],
    ['gives no messages', [null, { text: 7 }]],
  ])('end where the corrector %s', async (_name, answer) => {
    const { bot } = correcting([answer, answer], { templateDrafts: () => [{ text: 'from the facts' }] });
    expect((await settle(bot, [{ text: '0' }])).result.outcome).toBe('template');
  });

  test('that are stopped with the Turn stop the Turn', async () => {
    const { bot } = correcting([new CancelledError('shutdown', 'Stopping.')]);
    await expect(settle(bot, [{ text: '0' }])).rejects.toMatchObject({ code: 'shutdown' });
    const late = correcting([new Error('aborted')]);
    await expect(settle(late.bot, [{ text: '0' }], AbortSignal.abort())).rejects.toThrow('aborted');
  });
});

test('what a Turn gathered piece by piece counts as one', () => {
  expect(mergeFacts([])).toEqual({});
  expect(mergeFacts([{ numbers: [1] }, { numbers: [2], texts: ['a'] }, { money: [{ amount: 3 }] }])).toEqual({
    ...{ money: [{ amount: 3 }], numbers: [1, 2], texts: ['a'] },
    ...{ links: [], phones: [], names: [] },
  });
});
