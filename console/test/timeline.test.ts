import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../src/web-chat/language.ts';
import { scaleStep } from '../src/web-chat/scale-input.tsx';
import { buildTimeline, type Entry, type PendingMessage } from '../src/web-chat/timeline.ts';
import { parseMessage, type WireMessage } from '../src/web-chat/wire.ts';

const idle = { messageId: null, phase: 'idle' } as const;

function messages(...list: Record<string, unknown>[]): WireMessage[] {
  return list.flatMap(
    (fields, index) => parseMessage({ id: `m${index}`, seq: index, direction: 'out', ...fields }) ?? [],
  );
}
function pressed(code: string, extra: Partial<PendingMessage['item']> = {}): PendingMessage {
  const item = {
    order: 1,
    messageId: 'own',
    text: null,
    button: code,
    label: 'Yes',
    language: 'en' as const,
  };
  return {
    item: { ...item, createdAt: 0, seen: undefined, held: false, problem: null, ...extra },
    updateId: null,
    accepted: false,
  };
}
const question = {
  text: '?',
  buttons: [
    [
      { code: 'y', label: 'Yes' },
      { code: 'n', label: 'No' },
    ],
  ],
};
const choices = (entries: readonly Entry[]): unknown[] => entries.map(({ live, chosen }) => [live, chosen]);

describe('timeline', () => {
  it('leaves only the newest question live', () => {
    const entries = buildTimeline(messages(question, question, { text: 'a note' }), [], idle);
    expect(choices(entries)).toEqual([
      [false, null],
      [true, null],
      [false, null],
    ]);
  });

  it('leaves questions that come together live, each with its own answer', () => {
    const settings = { text: 'Settings', buttons: [[{ code: 's:hours', label: 'Hours' }]] };
    const together = messages(settings, question);
    expect(choices(buildTimeline(together, [], idle))).toEqual([
      [true, null],
      [true, null],
    ]);
    expect(choices(buildTimeline(together, [pressed('s:hours')], idle)).slice(0, 2)).toEqual([
      [false, 's:hours'],
      [true, null],
    ]);
    const command = messages(settings, question, { direction: 'in', text: '/help' }, { text: 'Commands:' });
    expect(choices(buildTimeline(command, [], idle)).slice(0, 2)).toEqual([
      [true, null],
      [true, null],
    ]);
    const later = messages(settings, { direction: 'in', text: 'words' }, question);
    expect(choices(buildTimeline(later, [], idle))).toEqual([
      [false, null],
      [false, null],
      [true, null],
    ]);
  });

  it('marks the press at once and for good', () => {
    const optimistic = buildTimeline(messages(question), [pressed('y')], idle);
    expect(choices(optimistic)[0]).toEqual([false, 'y']);
    const own = { direction: 'in', text: '', button: 'y', messageId: 'own' };
    const confirmed = buildTimeline(messages(question, own), [pressed('y')], idle);
    expect(choices(confirmed)).toEqual([
      [false, 'y'],
      [false, null],
    ]);
    expect(confirmed[1]).toMatchObject({ key: 'own', text: 'Yes' });
  });

  it('gives the buttons back when the press was refused', () => {
    const refused = pressed('y', { problem: { status: 400, detail: '', errors: [] } });
    expect(choices(buildTimeline(messages(question), [refused], idle))[0]).toEqual([true, null]);
  });

  it('takes a typed number as the answer to a scale', () => {
    const scale = { text: '?', scale: { min: 1, max: 7, minLabel: 'a', maxLabel: 'b' } };
    const [asked] = buildTimeline(messages(scale, { direction: 'in', text: '5' }), [], idle);
    expect(asked).toMatchObject({ live: false, chosen: '5' });
    const [other] = buildTimeline(messages(scale, { direction: 'in', text: '9' }), [], idle);
    expect(other).toMatchObject({ live: false, chosen: null });
  });

  it('shows an own message once when the server knows it by the update only', () => {
    const own = messages({ direction: 'in', text: 'hi' });
    const pending = { ...pressed('y'), updateId: 'm0', accepted: true };
    expect(buildTimeline(own, [pending], idle)).toHaveLength(1);
  });
});

it('moves along a scale by keys', () => {
  const scale = { min: 0, max: 9, minLabel: '', maxLabel: '' };
  expect(scaleStep('ArrowRight', null, scale)).toBe(0);
  expect(scaleStep('ArrowRight', 9, scale)).toBe(0);
  expect(scaleStep('ArrowLeft', 0, scale)).toBe(9);
  expect(scaleStep('ArrowUp', 4, scale)).toBe(3);
  expect(scaleStep('End', 4, scale)).toBe(9);
  expect(scaleStep('Tab', 4, scale)).toBeNull();
});

it('prefers the remembered language, then the browser’s, then the bot’s first', () => {
  expect(chooseLanguage(['ru', 'uk', 'en'], 'uk', ['en-GB'])).toBe('uk');
  expect(chooseLanguage(['ru', 'uk'], 'en', ['de', 'uk-UA'])).toBe('uk');
  expect(chooseLanguage(['ru', 'uk'], null, ['de'])).toBe('ru');
});
