/**
 * The numbered places where a process may be killed by the torture test: before and after every commit, every
 * await that leaves the process and every send. A point's number is its place in this list, from 1. Outside
 * that test reaching one costs a function call.
 */
export const faultPoints = [
  'accept-before-commit',
  'accept-after-commit',
  'answer-before',
  'answer-after',
  'confirm-before',
  'confirm-after',
  'claim-before-commit',
  'claim-after-commit',
  'lease-before-commit',
  'lease-after-commit',
  'step-before-run',
  'step-after-run',
  'step-before-commit',
  'step-after-commit',
  'burst-before-commit',
  'burst-after-commit',
  'attempt-before-commit',
  'attempt-after-commit',
  'turn-before-commit',
  'turn-after-commit',
  'extras-before-commit',
  'extras-after-commit',
  'mark-before-commit',
  'mark-after-commit',
  'send-before',
  'progress-before-commit',
  'progress-after-commit',
  'send-after',
  'record-before-commit',
  'record-after-commit',
  'sweep-before-commit',
  'sweep-after-commit',
  'timer-before-commit',
  'timer-after-commit',
  'erasure-before-commit',
  'erasure-after-commit',
  'compact-before-commit',
  'compact-after-commit',
] as const;

export type FaultPoint = (typeof faultPoints)[number];

let handler: ((point: FaultPoint) => void) | null = null;

/** Installs what happens at fault points; null removes it. Only the torture test does. */
export function onFaultPoint(next: ((point: FaultPoint) => void) | null): void {
  handler = next;
}

/** Marks a place where the torture test may kill the process. */
export function reachFaultPoint(point: FaultPoint): void {
  if (handler !== null) handler(point);
}
