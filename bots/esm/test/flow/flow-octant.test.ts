import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FlowStandard, flowOctant, flowOctants, flowStandard } from '../../src/flow/flow-octant.ts';

/** Skill 5 ± 2, challenge 4 ± 1 over ten responses. */
const standard: FlowStandard = {
  ...{ responses: 10, skillMean: 5, skillDeviation: 2 },
  ...{ challengeMean: 4, challengeDeviation: 1 },
};

test.each([
  // [skill, challenge] stand for [x, y] = [(skill − 5) / 2, challenge − 4], worked out by hand.
  ['flow', 7, 5, 'x 1, y 1: 45°'],
  ['arousal', 5, 5, 'x 0, y 1: 90°'],
  ['anxiety', 3, 5, 'x −1, y 1: 135°'],
  ['worry', 3, 4, 'x −1, y 0: 180°'],
  ['apathy', 3, 3, 'x −1, y −1: 225°'],
  ['boredom', 5, 3, 'x 0, y −1: 270°'],
  ['relaxation', 7, 3, 'x 1, y −1: 315°'],
  ['control', 7, 4, 'x 1, y 0: 0°'],
  ['control', 9, 4.8, 'x 2, y 0.8: 21.8°, below the border at 22.5°'],
  ['flow', 9, 4.9, 'x 2, y 0.9: 24.2°, above it'],
  ['control', 9, 3.2, 'x 2, y −0.8: −21.8°'],
  ['relaxation', 9, 3.1, 'x 2, y −0.9: −24.2°'],
  ['flow', 5.8, 4.9, 'x 0.4, y 0.9: 66.0°, below the border at 67.5°'],
  ['arousal', 5.7, 4.9, 'x 0.35, y 0.9: 68.7°, above it'],
])('%s: skill %d, challenge %d (%4$s)', (octant, skill, challenge) => {
  expect(flowOctant(standard, { skill, challenge })).toBe(octant);
});

test('the standard of ten answers worked out by hand', () => {
  // Skill 1…10: mean 5.5, squares 82.5, deviation √(82.5 / 9) = 3.02765. Challenge 2, 4 by turns: mean 3, √(10 / 9).
  const ten = Array.from({ length: 10 }, (_, index) => ({
    skill: index + 1,
    challenge: 2 + 2 * (index % 2),
  }));
  const found = flowStandard(ten);
  expect(found).toMatchObject({ responses: 10, skillMean: 5.5, challengeMean: 3 });
  expect(found?.skillDeviation).toBeCloseTo(3.02765, 5);
  expect(found?.challengeDeviation).toBeCloseTo(1.05409, 5);
  // x = (10 − 5.5) / 3.02765 = 1.486, y = 1 / 1.05409 = 0.949: 32.6°. x = −1.486, y = −0.949: 212.6°.
  expect(flowOctant(found, { skill: 10, challenge: 4 })).toBe('flow');
  expect(flowOctant(found, { skill: 1, challenge: 2 })).toBe('apathy');
  // x = (5 − 5.5) / 3.02765 = −0.165, y = 0.949: 99.9°.
  expect(flowOctant(found, { skill: 5, challenge: 4 })).toBe('arousal');
});

test('blank under ten responses, without variation, on the mean, and without a standard', () => {
  const answer = { skill: 7, challenge: 5 };
  expect(flowOctant({ ...standard, responses: 9 }, answer)).toBeNull();
  expect(flowOctant({ ...standard, skillDeviation: 0 }, answer)).toBeNull();
  expect(flowOctant({ ...standard, challengeDeviation: 0 }, answer)).toBeNull();
  expect(flowOctant(standard, { skill: 5, challenge: 4 })).toBeNull();
  expect(flowOctant(flowStandard([answer]), answer)).toBeNull();
});

const scale = fc.integer({ min: 0, max: 9 });

test('octants belong to the person: another zero point and another unit change none of them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ skill: scale, challenge: scale }), { minLength: 10, maxLength: 60 }),
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(0.5, 2, 4),
      (answers, shift, unit) => {
        const moved = answers.map(({ skill, challenge }) => ({ skill: skill * unit + shift, challenge }));
        const [one, other] = [flowStandard(answers), flowStandard(moved)];
        for (const [index, answer] of answers.entries()) {
          const octant = flowOctant(one, answer);
          expect(flowOctant(other, moved[index] ?? answer)).toBe(octant);
          if (octant !== null) expect(flowOctants).toContain(octant);
        }
      },
    ),
  );
});

test('opposite directions have opposite octants', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), (angle) => {
      const at = (turn: number) => ({
        skill: 5 + 2 * Math.cos(angle + turn),
        challenge: 4 + Math.sin(angle + turn),
      });
      // Within a hair of a border rounding decides.
      const share = ((angle + Math.PI / 8) / (Math.PI / 4)) % 1;
      fc.pre(share > 1e-6 && share < 1 - 1e-6);
      const [one, other] = [flowOctant(standard, at(0)), flowOctant(standard, at(Math.PI))];
      const place = (octant: typeof one) => (octant === null ? -1 : flowOctants.indexOf(octant));
      expect((place(one) + 4) % 8).toBe(place(other));
    }),
  );
});
