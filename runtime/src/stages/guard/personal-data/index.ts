export { isEan, isIban, isInn, isRnokpp, isSnils } from './checksums.ts';
export { checksumKinds, neverStoredKinds, type PersonalDataKind, personalDataKinds } from './kinds.ts';
export { mayHoldNeverStored } from './may-hold-never-stored.ts';
export {
  findPersonalData,
  type PersonalDataSpan,
  PlaceholderTable,
  type Redaction,
  type RedactOptions,
  redact,
} from './redact.ts';
export { secretShapes } from './secret-shapes.ts';
