export { canaries, failingCanaries } from './canaries.ts';
export {
  INSPECTION_BUDGET_MS,
  type InjectionVerdict,
  type Inspection,
  type InspectionInput,
  type InspectionOptions,
  inspectText,
  type Vector,
  vectors,
} from './inspect-text.ts';
export { classOfNumber, type InjectionPattern, type SignalClass, signalClasses } from './pattern.ts';
export { injectionPatterns } from './patterns.ts';
export type { Right } from './rights.ts';
export type { Signal } from './score.ts';
