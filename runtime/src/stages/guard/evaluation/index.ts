export {
  evaluateInjection,
  type InjectionEvaluationOptions,
  type InjectionPrediction,
  type InjectionReport,
} from './evaluate-injection.ts';
export {
  evaluatePersonalData,
  type PersonalDataEvaluationOptions,
  type PersonalDataPrediction,
  type PersonalDataReport,
} from './evaluate-personal-data.ts';
export { type Gate, gate, type Latency, type Rate } from './figures.ts';
export { type AttackScript, attackScripts, inspectNothing } from './guards-off.ts';
export {
  type InjectionRow,
  type PersonalDataRow,
  parseInjectionRows,
  parsePersonalDataRows,
  parseRows,
  type Split,
  splitOf,
} from './rows.ts';
export { injectionSetGates, personalDataSetGates } from './set-gates.ts';
