import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/schedule/local-time.ts';
import {
  afterSurvey,
  type CompletedSurvey,
  decideTraining,
  leftInTraining,
} from '../../src/training/graduation.ts';
import {
  noTraining,
  type TrainingState,
  trainingDayOn,
  trainingSchema,
} from '../../src/training/training-state.ts';

const rules = { days: 3, qualityThreshold: 70 };
const first = '2026-03-01';

/** Trains with one survey for each entry: on which day, with which quality. */
function train(
  surveys: readonly (readonly [number, number | null])[],
  from: TrainingState = noTraining,
): TrainingState {
  return surveys.reduce((training, [day, quality]) => {
    const completed: CompletedSurvey = {
      ...{ date: addDays(first, day - 1), at: day },
      qualities: quality === null ? [] : [quality],
    };
    return afterSurvey(training, completed, rules);
  }, from);
}

describe('training days', () => {
  it('are local dates with a completed survey, and a date keeps its number', () => {
    const training = train([
      [1, 90],
      [1, 90],
      [4, 90],
    ]);
    expect(training).toMatchObject({ startDate: first, days: 2, lastDate: '2026-03-04', surveys: 3 });
    expect(trainingDayOn(noTraining, first)).toBe(1);
    expect(trainingDayOn(training, '2026-03-04')).toBe(2);
    expect(trainingDayOn(training, '2026-03-05')).toBe(3);
  });
});

describe('graduation', () => {
  const six = [
    [1, 70],
    [1, 70],
    [2, 70],
    [2, 70],
    [3, 70],
  ] as const;

  it('needs three days, six surveys and a mean first-text quality of 70 over the last six reports', () => {
    expect(train(six).end).toBeNull();
    expect(train([...six, [3, 70]]).end).toEqual({ by: 'quality', at: 3 });
    expect(train([...six, [3, 69]]).end).toBeNull();
    expect(train([...six.map(([, quality]) => [1, quality] as const), [2, 100]]).end).toBeNull();
    expect(train([...six.slice(0, 4), [3, 100]]).end).toBeNull();
  });

  it('looks at the last six reports only, so that those who learn can finish', () => {
    const poor = train([1, 1, 1, 1, 1, 1].map((day) => [day, 20] as const));
    expect(poor.end).toBeNull();
    expect(
      train(
        [2, 2, 2, 3, 3, 3].map((day) => [day, 80] as const),
        poor,
      ).end,
    ).toEqual({ by: 'quality', at: 3 });
  });

  it('comes anyway after seven days, flagged as such; without quality figures too', () => {
    const week = [1, 2, 3, 4, 5, 6, 7];
    expect(train(week.slice(0, 6).map((day) => [day, 10])).end).toBeNull();
    expect(train(week.map((day) => [day, 10])).end).toEqual({ by: 'limit', at: 7 });
    expect(train(week.map((day) => [day, null])).end).toEqual({ by: 'limit', at: 7 });
  });

  it('a researcher graduates, or holds until decided otherwise', () => {
    const graduated = decideTraining(train([[1, 10]]), true, 99);
    expect(graduated).toMatchObject({ end: { by: 'researcher', at: 99 }, held: false });
    expect(trainingDayOn(graduated, '2026-03-02')).toBe(0);
    const held = train(
      [...six, [3, 70], [8, 90], [9, 90], [10, 90], [11, 90]],
      decideTraining(noTraining, false, 1),
    );
    expect(held).toMatchObject({ end: null, held: true, days: 7 });
    expect(decideTraining(held, true, 5)).toMatchObject({ end: { by: 'researcher' }, held: false });
    expect(decideTraining(graduated, false, 6)).toMatchObject({ end: null, held: true });
  });

  it('tells days and surveys that are left, never figures of quality', () => {
    expect(leftInTraining(noTraining, rules)).toEqual({ days: 3, surveys: 6 });
    expect(leftInTraining(train([[1, 10]]), rules)).toEqual({ days: 2, surveys: 5 });
    expect(leftInTraining(train(six), rules)).toEqual({ days: 0, surveys: 1 });
  });

  it('property: days never fall, the state stays small and readable, and training ends by day seven', () => {
    const surveys = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 2 }), fc.option(fc.integer({ min: 0, max: 100 }))),
      {
        maxLength: 120,
      },
    );
    fc.assert(
      fc.property(surveys, (steps) => {
        let day = 1;
        let training = noTraining;
        for (const [forward, quality] of steps) {
          day += forward;
          const after = train([[day, quality]], training);
          expect(after.days).toBeGreaterThanOrEqual(training.days);
          expect(after.days - training.days).toBeLessThanOrEqual(1);
          if (training.end !== null) expect(after.end).toEqual(training.end);
          training = after;
        }
        expect(training.days).toBeLessThanOrEqual(7);
        expect(JSON.stringify(training).length).toBeLessThan(400);
        expect(trainingSchema.parse(JSON.parse(JSON.stringify(training)))).toEqual(training);
      }),
    );
  });
});
