import { languages } from 'opora';
import { describe, expect, it } from 'vitest';
import { chooseProbe, probesAllowed, probeText } from '../../src/probes/choose-probe.ts';
import { probeKinds, probeTexts } from '../../src/texts/parts/probes.ts';
import { createLocalValidator } from '../../src/validator/local-validator.ts';
import type { ReportValidation } from '../../src/validator/report.ts';

const { validate } = createLocalValidator();
const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
const moment = { item: 'moment', trainingDay: 3, strict: false } as const;

describe('templates of probes', () => {
  const longClaim = `When I read ${'very '.repeat(60)}long books a voice always speaks, as in everyone`;

  it.each(languages)('have at most 25 words, filled with the longest quotation, in %s', (language) => {
    const claim: Pick<ReportValidation, 'presupposition'> = {
      presupposition: { id: 'reading_voice', confidence: 0.9, start: 0, end: longClaim.length },
    };
    for (const kind of probeKinds) {
      const text = probeText(kind, language, longClaim, claim);
      expect(wordsOf(text).length, text).toBeLessThanOrEqual(25);
      expect(text).not.toMatch(/\{\w+\}/u);
      expect(text.length).toBeLessThanOrEqual(300);
    }
  });

  it.each(languages)('offer no content, praise, verdict or figure in %s', (language) => {
    const contents = [
      ...['feel', 'thought', 'thinking', 'image', 'picture', 'voice', 'words in', 'sensation', 'body', 'see'],
      ...['чувств', 'мысл', 'образ', 'голос', 'картин', 'ощущен', 'тел', 'видел', 'думал'],
      ...['почутт', 'думк', 'голос', 'картин', 'відчутт', 'тіл', 'бачил'],
    ];
    const verdicts = [
      'great',
      'good',
      'well done',
      'better',
      'wrong',
      'отлично',
      'хорошо',
      'неверно',
      'чудово',
      'добре',
    ];
    for (const text of [...Object.values(probeTexts[language].probes), probeTexts[language].recorded]) {
      for (const word of [...contents, ...verdicts]) expect(text.toLowerCase()).not.toContain(word);
      expect(text).not.toMatch(/\d|%/u);
    }
  });

  it.each(languages)('leave the beginning open: what, if anything, in %s', (language) => {
    const open = { en: /if any/u, ru: /если вообще/u, uk: /якщо взагалі/u }[language];
    for (const kind of ['moment', 'again', 'words', 'choice', 'last'] as const) {
      expect(probeTexts[language].probes[kind]).toMatch(open);
    }
    const nothing = {
      en: /or something else, or nothing\?/u,
      ru: /другое, или ничего\?/u,
      uk: /інше, або нічого\?/u,
    };
    expect(probeTexts[language].probes.presupposition).toMatch(nothing[language]);
  });
});

describe('which probe a text gets', () => {
  it.each([
    ["I'm usually restless on Sundays", 'moment'],
    ['🙂🙂', 'words'],
    ['не хочу говорить', 'choice'],
    ['First the window, then the bill, then the music', 'last'],
    ['Books always sound inside me, as with everyone', 'presupposition'],
    ['Cold rim of the mug on my lip', null],
  ])('%s: %s', (text, kind) => {
    expect(chooseProbe(validate(text), [], moment)).toBe(kind);
  });

  it('a second one is worded otherwise, and none comes after the last', () => {
    const vague = validate('stuff');
    expect(chooseProbe(vague, ['moment'], moment)).toBeNull();
    expect(chooseProbe(vague, ['moment'], { ...moment, trainingDay: 1 })).toBe('again');
    expect(chooseProbe(vague, ['moment', 'again'], { ...moment, trainingDay: 2 })).toBeNull();
  });

  it('days 1 and 2 allow two, later ones one, strict mode one more', () => {
    const allowed = (strict: boolean): readonly number[] =>
      [1, 2, 3, 4, 0].map((trainingDay) => probesAllowed({ trainingDay, strict }));
    expect(allowed(false)).toEqual([2, 2, 1, 1, 1]);
    expect(allowed(true)).toEqual([3, 3, 2, 2, 2]);
  });

  it('a presupposition is asked about once, however many probes are left', () => {
    const claim = validate('Books always sound inside me, as with everyone');
    expect(chooseProbe(claim, ['presupposition'], { ...moment, trainingDay: 1 })).toBeNull();
  });

  it('items that ask for a fact get probes of their own', () => {
    const specific = { ...moment, item: 'specific' } as const;
    const of = (text: string): string | null =>
      chooseProbe(validate(text, { item: 'specific' }), [], specific);
    expect([of('…'), of("I'd rather not say"), of('ironing shirts'), of('the usual stuff')]).toEqual([
      'specific-words',
      'specific-choice',
      null,
      null,
    ]);
  });
});
