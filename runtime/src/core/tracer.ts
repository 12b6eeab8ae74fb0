/** Values of a span: ids, names, counts and durations, never user text. `undefined` is left out. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** A span while its work runs. */
export interface ActiveSpan {
  /** Adds attributes learned during the work. */
  set(attributes: SpanAttributes): void;
}

/** Spans of work; the implementation over OpenTelemetry is in `ops/`. */
export interface Tracer {
  /**
   * Runs `work` inside a span called `name` and returns its result. Spans opened within are its children.
   * What `work` throws is recorded and thrown on unchanged; a failure of tracing never reaches the caller.
   */
  span<Result>(
    name: string,
    attributes: SpanAttributes,
    work: (span: ActiveSpan) => Promise<Result>,
  ): Promise<Result>;
}

const silentSpan: ActiveSpan = { set: () => undefined };

/** Runs the work and traces nothing; what runs when no endpoint is configured. */
export const silentTracer: Tracer = {
  span: (_name, _attributes, work) => work(silentSpan),
};
