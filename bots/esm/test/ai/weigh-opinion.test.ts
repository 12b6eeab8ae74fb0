import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Opinion } from '../../src/ai/opinion.ts';
import { weighOpinion } from '../../src/ai/weigh-opinion.ts';
import type { FaultClass, ReportValidation } from '../../src/validator/report.ts';

const text = 'My tea smelled of pine, everyone around me is probably tired, call [PHONE_1]';
const options = { text, strict: false, restore: (words: string) => words };

const local = (classes: Partial<Record<FaultClass, number>> = {}): ReportValidation => ({
  ...{
    verdict: 'accept',
    language: 'en',
    presupposition: null,
    phenomena: [],
    quality: 80,
    grade: 'excellent',
  },
  classes: Object.entries(classes).map(([id, confidence]) => ({
    ...{ id: id as FaultClass, confidence, start: 24, end: 32 },
  })),
  ...{ source: 'local', durationMs: 1 },
});
const opinion = (changes: Partial<Opinion> = {}): Opinion => ({
  ...{ verdict: 'accept', classes: [], phenomena: [], confidence: 0.5 },
  ...changes,
});
const says = (id: Opinion['classes'][number]['id'], confidence: number, evidence: string) => ({
  ...{ id, confidence, evidence },
});

test('each class becomes local × (1 − w) + model × w', () => {
  const said = opinion({
    ...{ verdict: 'probe', confidence: 0.4 },
    classes: [says('speculation', 0.9, 'probably tired'), says('vague', 0.5, 'everyone')],
  });
  const { classes, source } = weighOpinion(local({ speculation: 0.5, evaluation: 0.4 }), said, options);
  expect(source).toBe('ai');
  expect(classes.map(({ id, confidence }) => [id, confidence])).toEqual([
    ['speculation', 0.5 * 0.6 + 0.9 * 0.4],
    ['evaluation', 0.4 * 0.6],
    ['vague', 0.5 * 0.4],
  ]);
});

test('a model weighs 0.7 at most, however sure it is', () => {
  const said = opinion({ confidence: 1, classes: [says('speculation', 1, 'probably')] });
  expect(weighOpinion(local(), said, options).classes).toEqual([
    { id: 'speculation', confidence: 0.7, start: 46, end: 54 },
  ]);
});

test('verdict, quality and grade are recomputed both ways', () => {
  const doubt = local({ speculation: 0.55 });
  const harsher = opinion({ confidence: 0.7, classes: [says('speculation', 0.9, 'probably')] });
  expect(weighOpinion(doubt, harsher, options)).toMatchObject({
    ...{ verdict: 'probe', grade: 'poor' },
    quality: Math.min(59, Math.round(100 - 35 * (0.55 * 0.3 + 0.9 * 0.7))),
  });
  const counting = { ...local({ speculation: 0.7 }), verdict: 'probe' as const };
  expect(weighOpinion(counting, opinion({ confidence: 0.7 }), options)).toMatchObject({
    ...{ verdict: 'accept', grade: 'pristine' },
    quality: Math.round(100 - 35 * 0.21),
  });
});

test('in strict mode less counts', () => {
  const said = opinion({ confidence: 0.5, classes: [says('speculation', 0.5, 'probably')] });
  const doubt = local({ speculation: 0.5 });
  expect(weighOpinion(doubt, said, options).verdict).toBe('accept');
  expect(weighOpinion(doubt, said, { ...options, strict: true }).verdict).toBe('probe');
});

test('what the model cannot show in the text is void', () => {
  const said = opinion({
    ...{ verdict: 'probe', confidence: 0.7 },
    classes: [says('generalisation', 1, 'always'), says('garbage', 1, '')],
    phenomena: [{ id: 'innerSpeech', confidence: 1, evidence: 'I told myself' }],
  });
  expect(weighOpinion(local(), said, options)).toMatchObject({ classes: [], phenomena: [], quality: 100 });
});

test('evidence with a placeholder is found where the data stand', () => {
  const restore = (words: string): string => words.replace('[PHONE_1]', '+380 44 123 45 67');
  const own = 'call +380 44 123 45 67 then';
  const said = opinion({ confidence: 0.7, classes: [says('future_plan', 0.9, 'call [PHONE_1]')] });
  const [found] = weighOpinion(local(), said, { text: own, strict: false, restore }).classes;
  expect(own.slice(found?.start, found?.end)).toBe('call +380 44 123 45 67');
});

test('candidates are mixed too; none where a class counts; nothing of the model but offsets is kept', () => {
  const phenomena = [{ id: 'sensoryAwareness', confidence: 0.9, evidence: 'tea smelled of pine' }] as const;
  const heard = weighOpinion(local(), opinion({ confidence: 0.7, phenomena: [...phenomena] }), options);
  expect(heard.phenomena).toEqual([{ id: 'sensoryAwareness', confidence: 0.63, start: 3, end: 22 }]);
  expect(JSON.stringify(heard)).not.toContain('pine');
  const unsure = weighOpinion(local(), opinion({ confidence: 0.3, phenomena: [...phenomena] }), options);
  expect(unsure.phenomena).toEqual([]);
  const counted = weighOpinion(
    local({ speculation: 0.9 }),
    opinion({ confidence: 0.1, phenomena: [...phenomena] }),
    options,
  );
  expect(counted).toMatchObject({ verdict: 'probe', phenomena: [] });
});

test('a presupposition keeps its probe, whatever the model says', () => {
  const told: ReportValidation = {
    ...local(),
    ...{ verdict: 'probe', presupposition: { id: 'reading_voice', confidence: 0.9, start: 0, end: 5 } },
  };
  expect(weighOpinion(told, opinion({ confidence: 1 }), options).verdict).toBe('probe');
});

test('without the golden standard there is no figure to recompute', () => {
  const plain: ReportValidation = { ...local(), quality: null, grade: null };
  expect(weighOpinion(plain, opinion(), options)).toMatchObject({ quality: null, grade: null });
});

test('no opinion leads a confidence out of what rules and model said', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, share, (own, said, sure) => {
      const mixed = weighOpinion(
        local({ speculation: own }),
        opinion({ confidence: sure, classes: [says('speculation', said, 'probably')] }),
        options,
      );
      const confidence = mixed.classes[0]?.confidence ?? 0;
      expect(confidence).toBeGreaterThanOrEqual(Math.min(own, said) - 0.001);
      expect(confidence).toBeLessThanOrEqual(Math.max(own, said) + 0.001);
    }),
  );
});
