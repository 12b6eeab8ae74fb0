import { classWeights, type FaultClass, type Finding, type Grade } from './report.ts';

const grades: readonly (readonly [number, Grade])[] = [
  [90, 'pristine'],
  [80, 'excellent'],
  [70, 'good'],
  [60, 'fair'],
  [40, 'poor'],
];

/** The most that a text gets in which a class counts. */
const mostWhenCounted = 59;

/** 100 − Σ weight × confidence over all classes, whole, not below 0, at most 59 when one counts. */
export function measureQuality(classes: readonly Finding<FaultClass>[], threshold: number): number {
  const lost = classes.reduce((sum, { id, confidence }) => sum + classWeights[id] * confidence, 0);
  const quality = Math.max(0, Math.round(100 - lost));
  return classes.some(({ confidence }) => confidence >= threshold)
    ? Math.min(mostWhenCounted, quality)
    : quality;
}

/** The grade of a quality from 0 to 100. */
export function gradeOf(quality: number): Grade {
  return grades.find(([least]) => quality >= least)?.[1] ?? 'garbage';
}
