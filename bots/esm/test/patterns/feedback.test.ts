import { type Language, languages } from 'opora';
import { expect, test } from 'vitest';
import { des9 } from '../../src/index.ts';
import { feedbackForInsights, feedbackForReporting } from '../../src/patterns/feedback-answers.ts';
import {
  feedbackForAchievements,
  feedbackForHours,
  feedbackForStats,
  type Participation,
} from '../../src/patterns/feedback-participation.ts';
import { type feedbackPolicies, isStudyOver } from '../../src/patterns/feedback-policy.ts';
import { feedbackTexts } from '../../src/texts/parts/feedback.ts';
import { classWeights, type FaultClass, phenomena } from '../../src/validator/report.ts';

const taking: Participation = {
  ...{
    sent: 40,
    completed: 30,
    partial: 2,
    expired: 7,
    skipped: 1,
    events: 3,
    surveys: 33,
    after_training: 20,
  },
  ...{ days: 7, recent_sent: 20, recent_completed: 15, trainingCompleted: true },
};
const settings = { enablePatternDetection: true, minDataForPersonalization: 10 };
const counts = [
  ...[
    { item: 'mood', value: 3, times: 2 },
    { item: 'mood', value: 5, times: 6 },
    { item: 'mood', value: 7, times: 4 },
  ],
  { item: 'skill', value: 9, times: 3 },
];
const insights = (policy: (typeof feedbackPolicies)[number], isOver: boolean, language: Language = 'en') =>
  feedbackForInsights(policy, { counts, isOver }, des9, settings, language);

test('the policy of the study is obeyed', () => {
  for (const language of languages) {
    const texts = feedbackTexts[language];
    expect(feedbackForStats('none', taking, null, language)).toBe(texts.noFeedback);
    expect(feedbackForAchievements('none', taking, language)).toBe(texts.noFeedback);
    expect(feedbackForHours('none', { ...taking, recent_completed: 0 }, true, language)).toBeNull();
    expect(insights('none', true, language)).toEqual([texts.noFeedback]);
    expect(insights('participation', true, language)).toEqual([texts.participationOnly]);
    expect(insights('after', false, language)).toEqual([texts.afterStudy]);
    expect(insights('after', true, language)[0]).toContain(texts.insightsTitle);
    expect(insights('live', false, language)[0]).toContain(texts.insightsTitle);
    for (const policy of ['participation', 'after', 'live'] as const) {
      expect(feedbackForStats(policy, taking, null, language)).toContain(texts.statsTitle);
      expect(feedbackForAchievements(policy, taking, language)).toContain(texts.achievementsTitle);
    }
  }
});

test('the study is over when it is closed, or for whoever completed it or left', () => {
  expect(isStudyOver('open', 'active')).toBe(false);
  expect(isStudyOver('frozen', 'paused')).toBe(false);
  for (const [study, person] of [
    ['closed', 'active'],
    ['open', 'completed'],
    ['open', 'withdrawn'],
  ] as const) {
    expect(isStudyOver(study, person)).toBe(true);
  }
});

test('/stats tells numbers of taking part', () => {
  expect(feedbackForStats('after', taking, { day: 3, last: 10 }, 'en')).toMatchInlineSnapshot(`
    "Participation so far:
    • day of the study: 3 of 10
    • beeps sent: 40
    • of these answered completely: 30
    • answered in part: 2
    • expired unanswered: 7
    • skipped by button: 1
    • events reported: 3
    • surveys completed altogether: 33
    • days with a completed survey: 7"
  `);
  expect(
    feedbackForStats('after', { ...taking, partial: 0, expired: 0, skipped: 0, events: 0 }, null, 'ru'),
  ).toMatchInlineSnapshot(`
    "Участие на сегодня:
    • отправлено сигналов: 40
    • из них с полным ответом: 30
    • заполнено опросов всего: 33
    • дней с заполненным опросом: 7"
  `);
});

test('achievements depend on numbers of surveys and days only', () => {
  expect(feedbackForAchievements('live', taking, 'uk')).toMatchInlineSnapshot(`
    "Віхи на сьогодні:
    ✓ перше опитування
    ✓ тренування закінчено
    ✓ опитувань: 25
    ✓ днів з опитуванням: 7
    Наступна віха: 50; до неї лишилося опитувань: 17."
  `);
  expect(
    feedbackForAchievements('live', { ...taking, surveys: 0, days: 0, trainingCompleted: false }, 'en'),
  ).toBe(
    'Nothing yet: the list begins with the first completed survey.\nThe next milestone is at 5 surveys; left until then: 5.',
  );
  expect(feedbackForAchievements('live', { ...taking, surveys: 400 }, 'en')).not.toContain('milestone');
});

test('/insights charts own scales with n, and mean and spread from ten answers', () => {
  expect(insights('live', false)).toMatchInlineSnapshot(`
    [
      "Your answers only, by scale, after the training; nothing is compared with other people. Right of the bar stands how often a value was chosen.

    How sufficient were your skills for what you were doing? n = 3
    0: insufficient, 9: more than enough
    0 · 0
    1 · 0
    2 · 0
    3 · 0
    4 · 0
    5 · 0
    6 · 0
    7 · 0
    8 · 0
    9 ████████████ 3

    What was your mood in that moment? n = 12
    1: very bad, 7: excellent
    1 · 0
    2 · 0
    3 ████ 2
    4 · 0
    5 ████████████ 6
    6 · 0
    7 ████████ 4
    mean 5.3, standard deviation 1.4, from 3 to 7",
    ]
  `);
  expect(insights('live', false, 'ru')[0]).toContain('среднее 5,3, стандартное отклонение 1,4, от 3 до 7');
  expect(feedbackForInsights('live', { counts: [], isOver: false }, des9, settings, 'en')).toEqual([
    feedbackTexts.en.insightsNone,
  ]);
});

test('a wide scale is drawn in steps, and long charts become several bubbles', () => {
  const items = Array.from({ length: 40 }, (_, index) => ({
    ...{ id: `wide_${index}`, type: 'scale' as const, min: 0, max: 100 },
    ...{
      text: { en: `How wide is number ${index}?` },
      anchors: { 0: { en: 'narrow' }, 100: { en: 'wide' } },
    },
  }));
  const instrument = { instrument: 'wide', version: 1, languages: ['en'] as const, items };
  const own = items.map(({ id }) => ({ item: id, value: 100, times: 1 }));
  const bubbles = feedbackForInsights('live', { counts: own, isOver: false }, instrument, settings, 'en');
  expect(bubbles.length).toBeGreaterThan(1);
  for (const bubble of bubbles) expect(bubble.length).toBeLessThanOrEqual(3500);
  expect(bubbles.join('\n\n').match(/█/gu)).toHaveLength(40 * 12);
  expect(bubbles[0]).toMatch(/^\u2007*0…9 · 0$/mu);
});

const classes = Object.keys(classWeights).filter((id): id is FaultClass => id !== 'pristine');
const recent = (id: FaultClass, afterTraining = 10) => ({
  reports: Array.from({ length: 10 }, () => [id]),
  afterTraining,
});

test('a recurring class adds its one line; too few responses, detection off or no feedback add none', () => {
  for (const language of languages) {
    for (const id of classes) {
      const line = feedbackForReporting('after', recent(id), settings, language);
      expect(line).toBe(feedbackTexts[language].howToReport[id]);
      expect(line?.split('\n')).toHaveLength(1);
    }
  }
  expect(feedbackForReporting('after', recent('vague', 9), settings, 'en')).toBeNull();
  expect(feedbackForReporting('none', recent('vague'), settings, 'en')).toBeNull();
  expect(
    feedbackForReporting('live', recent('vague'), { ...settings, enablePatternDetection: false }, 'en'),
  ).toBeNull();
  expect(
    feedbackForReporting('live', { reports: [['vague']], afterTraining: 50 }, settings, 'en'),
  ).toBeNull();
});

test('other hours are offered where fewer than half of at least ten signals were answered', () => {
  const offer = (sent: number, completed: number, may = true) =>
    feedbackForHours('after', { ...taking, recent_sent: sent, recent_completed: completed }, may, 'en');
  expect(offer(10, 4)).toContain('/settings');
  expect(offer(10, 4)).toContain('(10)');
  expect(offer(10, 5)).toBeNull();
  expect(offer(9, 0)).toBeNull();
  expect(offer(10, 0, false)).toBeNull();
});

test('every text exists in three languages, is not empty and fills the same places', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/gu)].map(([place]) => place).sort();
  const flat = (language: Language): ReadonlyMap<string, string> => {
    const { howToReport, ...rest } = feedbackTexts[language];
    return new Map([...Object.entries(rest), ...Object.entries(howToReport)]);
  };
  for (const language of languages) {
    expect([...flat(language).keys()].sort()).toEqual([...flat('en').keys()].sort());
    for (const [key, text] of flat(language)) {
      expect(text.trim(), key).not.toBe('');
      expect(places(text), `${language}.${key}`).toEqual(places(flat('en').get(key) ?? ''));
    }
    const all = [...flat(language).values()].join('\n');
    if (language === 'ru') expect(all).not.toMatch(/[іїєґ]/iu);
    if (language === 'uk') expect(all).not.toMatch(/[ыэёъ]/iu);
  }
});

test('no text praises, ranks, judges, compares or names a phenomenon', () => {
  for (const language of languages) {
    const { howToReport, ...rest } = feedbackTexts[language];
    const all = [...Object.values(rest), ...Object.values(howToReport)].join('\n');
    expect(all).not.toMatch(
      /great|excellent|well done|better than|average person|rank|score|wrong|mistake|percentile|%/iu,
    );
    expect(all).not.toMatch(
      /отлично|молод[еє]ц|чудово|прекрасно|ошиб|помил|рейтинг|лучше других|краще за інших|норм[аы]/iu,
    );
    for (const phenomenon of phenomena) expect(all).not.toContain(phenomenon);
    expect(all).not.toMatch(/inner speech|inner seeing|unsymboli[sz]ed|sensory|внутренн|внутрішн|сенсорн/iu);
  }
});
