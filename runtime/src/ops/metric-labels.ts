import type { Labels } from '../core/meter.ts';
import type { LabelValues, MetricDeclaration } from '../core/metric-catalogue.ts';

/** Most series that one metric is prepared with at 0. */
const MAXIMUM_PREPARED = 128;
const LONGEST_VALUE = 100;

/** Keeps the labels of one metric inside what its declaration allows. */
export class LabelSet {
  readonly names: readonly string[];
  private readonly declared: readonly (readonly [name: string, values: LabelValues])[];
  /** For labels whose words are not declared: those seen so far. */
  private readonly seen = new Map<string, Set<string>>();

  /** `known` gives the words of labels such as `bot` where the process knows them from the start. */
  constructor(declaration: MetricDeclaration, known: Readonly<Record<string, readonly string[]>>) {
    this.declared = Object.entries(declaration.labels ?? {});
    this.names = this.declared.map(([name]) => name);
    for (const [name, values] of this.declared) {
      if ('atMost' in values) this.seen.set(name, new Set(known[name]?.slice(0, values.atMost)));
    }
  }

  /**
   * The labels to count under, words past a limit as `other`; or, as text, what is wrong: names must be
   * exactly the declared ones, and words of a closed set members of it.
   */
  admit(labels: Labels): Labels | string {
    const given = Object.keys(labels).length;
    if (given === 0 && this.declared.length === 0) return labels;
    const admitted: Record<string, string> = {};
    for (const [name, values] of this.declared) {
      const word = labels[name];
      if (typeof word !== 'string') return `label "${name}" is missing`;
      if ('atMost' in values) admitted[name] = this.limit(name, word, values.atMost);
      else if (values.includes(word)) admitted[name] = word;
      else return `label "${name}" may not be "${word.slice(0, LONGEST_VALUE)}"`;
    }
    return given === this.declared.length ? admitted : `labels must be exactly: ${this.names.join(', ')}`;
  }

  /** Every combination of known words, or none when a label's words are unknown or they are too many. */
  combinations(): readonly Labels[] {
    let result: Labels[] = [{}];
    for (const [name, values] of this.declared) {
      const words = 'atMost' in values ? [...(this.seen.get(name) ?? [])] : values;
      if (words.length * result.length > MAXIMUM_PREPARED) return [];
      result = result.flatMap((labels) => words.map((word) => ({ ...labels, [name]: word })));
    }
    return result;
  }

  private limit(name: string, word: string, atMost: number): string {
    const seen = this.seen.get(name);
    if (seen === undefined || word.length > LONGEST_VALUE) return 'other';
    if (seen.has(word)) return word;
    if (seen.size >= atMost) return 'other';
    seen.add(word);
    return word;
  }
}
