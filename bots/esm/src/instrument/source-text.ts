import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Fault } from '../fault.ts';

/** Keys and indexes from the document's root. */
export type Path = readonly (string | number)[];

/** Longest source, in characters. */
export const longestSource = 262_144;

/** More faults of the YAML itself follow from the first ones. */
const mostYamlFaults = 20;

/** A source text, read as data; `lineOf` finds where a path stands. */
export interface SourceText {
  readonly data: unknown;
  /** 1-based line of a key or list entry, or of the nearest one above it that exists. */
  readonly lineOf: (path: Path) => number;
  /** What YAML itself objects to; `data` is null then. */
  readonly faults: readonly Fault[];
}

/** Reads YAML 1.2 or JSON (which is YAML). Never throws for what the text holds. */
export function readSource(text: string): SourceText {
  const lines = new LineCounter();
  if (text.length > longestSource) {
    const reason = `the text has ${text.length} characters, at most ${longestSource} are possible`;
    return broken([fault(1, reason, 'Split the questionnaire.')]);
  }
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
    const objections = [...document.errors, ...document.warnings].slice(0, mostYamlFaults);
    const faults = objections.map((error) =>
      fault(lines.linePos(error.pos[0]).line, error.message.split('\n')[0] ?? '', 'Correct the YAML.'),
    );
    if (faults.length > 0) return broken(faults);
    const data: unknown = document.toJS();
    return { data, lineOf: (path) => lineOf(document, lines, path), faults: [] };
  } catch (error) {
    // The parser's own stack, and a text that repeats its parts without end by aliases.
    if (!(error instanceof RangeError || error instanceof ReferenceError)) throw error;
    return broken([fault(1, 'it is nested too deeply or repeats itself too often', 'Write it plainly.')]);
  }
}

function broken(faults: readonly Fault[]): SourceText {
  return { data: null, lineOf: () => 1, faults };
}

function fault(line: number, reason: string, advice: string): Fault {
  return { severity: 'error', line, path: '', reason, advice };
}

function lineOf(document: Document, lines: LineCounter, path: Path): number {
  let node = document.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    const target = isAlias(node) ? node.resolve(document) : node;
    const [at, next] = stepInto(target, step);
    if (at === null) break;
    offset = at;
    node = next;
  }
  return lines.linePos(offset).line;
}

/** Where a step of a path stands and what it leads to; null where there is no such step. */
function stepInto(node: unknown, step: string | number): readonly [number | null, Node | null] {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    const key = pair?.key;
    return [isScalar(key) ? (key.range?.[0] ?? null) : null, (pair?.value ?? null) as Node | null];
  }
  if (!isSeq(node)) return [null, null];
  const entry = node.items[Number(step)] as Node | undefined;
  return [entry?.range?.[0] ?? null, entry ?? null];
}
