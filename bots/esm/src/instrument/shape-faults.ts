import { languages } from 'opora';
import type { z } from 'zod';
import { explanations, knownKeys } from './instrument-schema.ts';
import type { Path } from './source-text.ts';

/** A fault by its path; lines are added when all are known. */
export interface PathFault {
  readonly severity: 'error' | 'warning';
  readonly path: Path;
  readonly reason: string;
  readonly advice: string;
}

type Issue = z.core.$ZodIssue;

/** What does not fit a shape, in words. `of` names what was read: a type of item, `group` or `instrument`. */
export function shapeFaults(error: z.ZodError, data: unknown, of: string): readonly PathFault[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    if (issue.code !== 'unrecognized_keys') return [shapeFault(path, reasonOf(issue, valueAt(data, path)))];
    return issue.keys.map((key) => ({
      ...shapeFault([...path, key], `"${key}" is not known here`),
      advice: `Remove it or correct its spelling; known are: ${keysAt(path, of).join(', ')}.`,
    }));
  });
}

function shapeFault(path: Path, reason: string): PathFault {
  const key = path.findLast((step) => typeof step === 'string' && Object.hasOwn(explanations, step));
  const advice =
    key === undefined ? 'Compare with the reference.' : explanations[key as keyof typeof explanations];
  return { severity: 'error', path, reason, advice };
}

function reasonOf(issue: Issue, value: unknown): string {
  const key = issue.path.at(-1);
  const name = typeof key === 'string' ? `"${key}"` : 'it';
  if (value === undefined) return `${name} is missing`;
  switch (issue.code) {
    case 'invalid_type':
      return `${name} is ${kindOf(value)} where ${expected[issue.expected] ?? issue.expected} is expected`;
    case 'too_small':
      if (issue.origin === 'string') return `${name} is empty`;
      return issue.origin === 'array'
        ? `${name} needs at least ${issue.minimum}`
        : `${name} is ${String(value)}, at least ${issue.minimum} is possible`;
    case 'too_big':
      if (issue.origin === 'array') return `${name} has more than ${issue.maximum}`;
      return issue.origin === 'string'
        ? `${name} has more than ${issue.maximum} characters`
        : `${name} is ${String(value)}, at most ${issue.maximum} is possible`;
    case 'invalid_value':
    case 'invalid_union':
      return `${name} is ${printed(value)}, which is not known`;
    case 'invalid_key':
      return `${name} is no whole number`;
    default:
      return `${name} ${issue.message}`;
  }
}

const expected: Readonly<Record<string, string>> = {
  ...{ string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false' },
  ...{ object: 'a mapping', record: 'a mapping', array: 'a list' },
};

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return printed(value);
}

/** A value in a message, cut short. */
function printed(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    data,
  );
}

function keysAt(path: Path, of: string): readonly string[] {
  if (path.length === 0) return knownKeys(of);
  return path.at(-1) === 'text' || path.includes('anchors') ? languages : ['id', 'text'];
}
