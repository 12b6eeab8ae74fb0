/** The fields of an answer, read with their types. A missing field that is needed throws and names itself. */
export interface Fields {
  text(key: string): string;
  textOr<Fallback>(key: string, fallback: Fallback): string | Fallback;
  number(key: string): number;
  numberOr<Fallback>(key: string, fallback: Fallback): number | Fallback;
  flag(key: string): boolean;
  /** An ISO time as ms since the epoch; null when absent. */
  at(key: string): number | null;
  fields(key: string): Fields;
  /** A list; an absent one is empty. */
  list<Item>(key: string, parse: (value: unknown) => Item): readonly Item[];
  /** One of `values`; anything else throws. */
  oneOf<Value extends string>(key: string, values: readonly Value[]): Value;
  has(key: string): boolean;
  value(key: string): unknown;
  /** Names of all fields. */
  keys(): readonly string[];
}

/** The server's answer is not of the shape that the pages know. */
export class ShapeError extends Error {}

class Reader implements Fields {
  readonly #source: Readonly<Record<string, unknown>>;

  constructor(source: Readonly<Record<string, unknown>>) {
    this.#source = source;
  }

  value(key: string): unknown {
    return Object.hasOwn(this.#source, key) ? this.#source[key] : undefined;
  }

  has(key: string): boolean {
    const value = this.value(key);
    return value !== undefined && value !== null;
  }

  text(key: string): string {
    const value = this.value(key);
    if (typeof value !== 'string') throw new ShapeError(`The answer has no text "${key}".`);
    return value;
  }

  textOr<Fallback>(key: string, fallback: Fallback): string | Fallback {
    const value = this.value(key);
    return typeof value === 'string' ? value : fallback;
  }

  number(key: string): number {
    const value = this.value(key);
    if (typeof value !== 'number') throw new ShapeError(`The answer has no number "${key}".`);
    return value;
  }

  numberOr<Fallback>(key: string, fallback: Fallback): number | Fallback {
    const value = this.value(key);
    return typeof value === 'number' ? value : fallback;
  }

  flag(key: string): boolean {
    return this.value(key) === true;
  }

  at(key: string): number | null {
    const at = Date.parse(this.textOr(key, ''));
    return Number.isNaN(at) ? null : at;
  }

  fields(key: string): Fields {
    return readFields(this.value(key));
  }

  list<Item>(key: string, parse: (value: unknown) => Item): readonly Item[] {
    const value = this.value(key);
    return Array.isArray(value) ? value.map((item) => parse(item)) : [];
  }

  oneOf<Value extends string>(key: string, values: readonly Value[]): Value {
    const found = values.find((value) => value === this.value(key));
    if (found === undefined) throw new ShapeError(`The answer has an unknown "${key}".`);
    return found;
  }

  keys(): readonly string[] {
    return Object.keys(this.#source);
  }
}

/** The fields of `value`; none when it is no object. */
export function readFields(value: unknown): Fields {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return new Reader(isObject ? (value as Record<string, unknown>) : {});
}
