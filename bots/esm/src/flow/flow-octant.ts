/** The eight channels of skill and challenge, anticlockwise from the right upper one. */
export const flowOctants = [
  'flow',
  'arousal',
  'anxiety',
  'worry',
  'apathy',
  'boredom',
  'relaxation',
  'control',
] as const;

/** One of the eight. */
export type FlowOctant = (typeof flowOctants)[number];

/** A person with fewer responses that hold both answers has no octants. */
export const leastFlowResponses = 10;

/** One response; both in the units of their scales. */
export interface SkillAndChallenge {
  readonly skill: number;
  readonly challenge: number;
}

/** What a person's answers are standardised by: means and sample deviations (n − 1) over `responses`. */
export interface FlowStandard {
  readonly responses: number;
  readonly skillMean: number;
  readonly skillDeviation: number;
  readonly challengeMean: number;
  readonly challengeDeviation: number;
}

/** The standard of one person; null below two responses, where there is no deviation. */
export function flowStandard(responses: readonly SkillAndChallenge[]): FlowStandard | null {
  const count = responses.length;
  if (count < 2) return null;
  const [skillMean, skillDeviation] = meanAndDeviation(responses.map(({ skill }) => skill));
  const [challengeMean, challengeDeviation] = meanAndDeviation(responses.map(({ challenge }) => challenge));
  return { responses: count, skillMean, skillDeviation, challengeMean, challengeDeviation };
}

/**
 * The octant of one response: the 45° sector around its direction from the person's own mean, with standardised skill to
 * the right (x) and standardised challenge upwards (y) (Massimini, Csikszentmihalyi & Carli 1987). Null below
 * `leastFlowResponses`, where one of the two never varied, and exactly on the mean.
 */
export function flowOctant(
  standard: FlowStandard | null,
  { skill, challenge }: SkillAndChallenge,
): FlowOctant | null {
  if (standard === null || standard.responses < leastFlowResponses) return null;
  if (!(standard.skillDeviation > 0 && standard.challengeDeviation > 0)) return null;
  const x = (skill - standard.skillMean) / standard.skillDeviation;
  const y = (challenge - standard.challengeMean) / standard.challengeDeviation;
  if (x === 0 && y === 0) return null;
  // Flow lies around 45°, so sector 0 begins at 22.5°.
  const turns = (Math.atan2(y, x) - Math.PI / 8) / (2 * Math.PI);
  const sector = Math.floor((turns - Math.floor(turns)) * flowOctants.length);
  return flowOctants[sector % flowOctants.length] ?? null;
}

function meanAndDeviation(values: readonly number[]): readonly [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, Math.sqrt(squares / (values.length - 1))];
}
