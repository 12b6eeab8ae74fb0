import type { Json } from '../../contracts/json.ts';

/** Rows of the development split are for tuning, those of the test split for judging. */
export type Split = 'dev' | 'test';

export interface EvaluationRequest {
  /** The whole file, JSON lines. */
  readonly lines: string;
  /** Null: every row. */
  readonly split: Split | null;
  /** Whether it is the set's own file: a stranger's is not asked to be complete. */
  readonly isOwnData: boolean;
}

/** A figure with the limit that it met or missed. */
export interface EvaluationGate {
  readonly name: string;
  readonly value: number | null;
  /** For example `>= 0.9`. */
  readonly limit: string;
  readonly passed: boolean;
}

/** Figures for people: the first cell of a row names it. */
export interface EvaluationTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** What an evaluation came to. */
export interface Evaluation {
  /** Rows that were judged. */
  readonly rows: number;
  readonly gates: readonly EvaluationGate[];
  readonly tables: readonly EvaluationTable[];
  /** Ids of rows that were judged wrongly, by what was wrong with them. */
  readonly misses: Readonly<Record<string, readonly string[]>>;
  /** One for each row, in order of the file. */
  readonly predictions: readonly Json[];
  /** Everything else that a machine may want. */
  readonly figures: { readonly [name: string]: Json };
}

/** A set for `opora eval <name>`. */
export interface EvaluationSet {
  /** For `opora eval --help`: what is judged. */
  readonly description: string;
  /** File of the set's own rows; left out or not there: `--data` has to be given. */
  readonly data?: string | URL;
  /** @throws TypeError when the rows have another form; it names the line. */
  evaluate(request: EvaluationRequest): Promise<Evaluation> | Evaluation;
}
