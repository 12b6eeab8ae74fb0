import { describe, expect, it, test } from 'vitest';
import { validateReport } from '../../src/validator/validate-report.ts';

const read = (text: string): ReturnType<typeof validateReport> => validateReport(text, { item: 'moment' });

describe('the examples of the specification', () => {
  test.each([
    ['generalisation', 'По утрам я вечно не в духе'],
    ['time_period', 'All afternoon I kept drifting'],
    ['future_plan', 'Завтра зайду в банк'],
    ['speculation', 'Мабуть, згадувала відпустку'],
    ['explanation', 'Uneasy since my sister hung up'],
    ['evaluation', 'Забавная получилась минута'],
    ['avoidance', 'That is my own business'],
    ['activity_only', 'Прасую сорочки'],
    ['beep_reaction', 'The signal annoyed me'],
    ['multi_moment', 'Сначала окно, потом счёт, потом музыка'],
    ['vague', 'Всякое в голове'],
    ['garbage', 'qwrt'],
    ['garbage', '…'],
  ])('%s: %s', (id, text) => {
    const { verdict, classes } = read(text);
    expect(verdict).toBe('probe');
    const found = classes.find((each) => each.id === id);
    expect(found?.confidence ?? 0).toBeGreaterThanOrEqual(0.6);
    expect(text.slice(found?.start, found?.end)).not.toBe('');
  });

  it('a pristine report is accepted', () => {
    expect(read('Cold rim of the mug on my lip')).toMatchObject({ verdict: 'accept', classes: [] });
  });

  it('spans are UTF-16 offsets', () => {
    expect(read('I usually feel tense')).toMatchObject({
      verdict: 'probe',
      language: 'en',
      classes: [{ id: 'generalisation', start: 2, end: 9 }],
    });
  });
});

describe('scenarios', () => {
  it('8: words innerly spoken are accepted as a candidate for inner speech', () => {
    const { verdict, phenomena } = read('Про себя проговариваю: "где ключи от гаража"');
    expect(verdict).toBe('accept');
    expect(phenomena.map(({ id }) => id)).toEqual(['innerSpeech']);
  });

  it('9: a habit is probed', () => {
    expect(read("I'm usually restless on Sundays").verdict).toBe('probe');
  });

  it('10: reading aloud inside in this moment is accepted; as everyone does is a presupposition without penalty', () => {
    expect(read('Читаю лист, слово "терміново" промовилось моїм внутрішнім голосом').verdict).toBe('accept');
    const claimed = read('Books always sound inside me, as with everyone');
    expect(claimed).toMatchObject({
      verdict: 'probe',
      presupposition: { id: 'reading_voice' },
      quality: 100,
    });
  });

  it('11: nothing is a report, refusing is not', () => {
    expect(read('Nothing. Blank.').verdict).toBe('accept');
    expect(read('не хочу говорить').verdict).toBe('probe');
  });
});
