export { type GuardIntakeOptions, guardIntake } from './guard-intake.ts';
export { replaceNeverStored } from './replace-never-stored.ts';
