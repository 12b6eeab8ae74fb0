/** Values of a span: ids, names, counts and durations, never user text. `undefined` is left out. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** A span for others to hang on, also after its end; only the tracer that made it reads it. */
export type SpanHandle = object;

/** A span while its work runs. */
export interface ActiveSpan {
  /** Null where nothing is traced. */
  readonly handle: SpanHandle | null;
  /** Adds attributes learned during the work. */
  set(attributes: SpanAttributes): void;
}

/** Spans of work; the implementation over OpenTelemetry is in `ops/`. */
export interface Tracer {
  /**
   * Runs `work` inside a span called `name` and returns its result. Spans opened within are its children. It is
   * itself the child of `parent`, with `null` the beginning of a trace; default: the span within which it is opened.
   * What `work` throws is recorded and thrown on unchanged; a failure of tracing never reaches the caller.
   */
  span<Result>(
    name: string,
    attributes: SpanAttributes,
    work: (span: ActiveSpan) => Promise<Result>,
    parent?: SpanHandle | null,
  ): Promise<Result>;
}

const silentSpan: ActiveSpan = { handle: null, set: () => undefined };

/** Runs the work and traces nothing; what runs when no endpoint is configured. */
export const silentTracer: Tracer = {
  span: (_name, _attributes, work) => work(silentSpan),
};
