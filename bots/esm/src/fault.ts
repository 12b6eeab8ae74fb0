/** Something wrong with data that a researcher wrote; every fault of a document is reported at once. */
export interface Fault {
  /** A warning lets the document be used; an error does not. */
  readonly severity: 'error' | 'warning';
  /** 1-based line of the source text; null when the data did not come from a text. */
  readonly line: number | null;
  /** Where, by keys and indexes: `items.3.text.uk`; empty for the whole document. */
  readonly path: string;
  /** What is wrong. */
  readonly reason: string;
  /** What to do about it. */
  readonly advice: string;
}
