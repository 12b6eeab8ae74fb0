import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { InvariantError } from '../core/errors.ts';
import type { Labels, Meter } from '../core/meter.ts';
import { type MetricDeclaration, metricCatalogue } from '../core/metric-catalogue.ts';
import { LabelSet } from './metric-labels.ts';

export interface MeterOptions {
  /** Metrics of the bots, beside the runtime's own catalogue. */
  readonly declarations?: readonly MetricDeclaration[];
  /**
   * What a measurement that is not as declared does: true (default, for tests and development) throws
   * `InvariantError`; false, for production, drops it and counts it in `opora_metric_rejections_total`.
   */
  readonly strict?: boolean;
  /** Words known from the start, by label (`{bot: ['esm'], channel: ['http']}`): their counters begin at 0. */
  readonly known?: Readonly<Record<string, readonly string[]>>;
  /** Collect metrics of the process, the heap and the garbage collector too; default false. */
  readonly processMetrics?: boolean;
  /** Version shown by `opora_build_info`. */
  readonly version?: string;
}

/** A Meter whose measurements Prometheus can read. */
export interface PrometheusMeter extends Meter {
  /** Content type of `render`. */
  readonly contentType: string;
  /** Everything measured, in Prometheus text format. */
  render(): Promise<string>;
}

type Instrument = Counter | Gauge | Histogram;

/**
 * Creates the process's meter over prom-client.
 *
 * @throws InvariantError `metric_declaration_invalid` when a declaration is wrong or a name is declared twice.
 */
export function createMeter(options: MeterOptions = {}): PrometheusMeter {
  const meter = new DeclaredMeter(options);
  if (options.version !== undefined) {
    meter.gauge('opora_build_info', 1, { version: options.version, node: process.version });
  }
  return meter;
}

class DeclaredMeter implements PrometheusMeter {
  readonly contentType: string;
  private readonly registry = new Registry();
  private readonly strict: boolean;
  private readonly instruments = new Map<string, { instrument: Instrument; labels: LabelSet }>();

  constructor(options: MeterOptions) {
    this.contentType = this.registry.contentType;
    this.strict = options.strict ?? true;
    for (const declaration of [...metricCatalogue, ...(options.declarations ?? [])]) {
      this.declare(declaration, options.known ?? {});
    }
    if (options.processMetrics) collectDefaultMetrics({ register: this.registry, prefix: 'opora_' });
  }

  count(name: string, labels: Labels = {}, by = 1): void {
    const found = this.find(name, labels, by >= 0 ? by : Number.NaN);
    if (found?.instrument instanceof Counter) found.instrument.inc(found.labels, by);
    else if (found) this.reject('undeclared', `Metric ${name} is not a counter.`);
  }

  gauge(name: string, value: number, labels: Labels = {}): void {
    const found = this.find(name, labels, value);
    if (found?.instrument instanceof Gauge) found.instrument.set(found.labels, value);
    else if (found) this.reject('undeclared', `Metric ${name} is not a gauge.`);
  }

  observe(name: string, value: number, labels: Labels = {}): void {
    const found = this.find(name, labels, value);
    if (found?.instrument instanceof Histogram) found.instrument.observe(found.labels, value);
    else if (found) this.reject('undeclared', `Metric ${name} is not a histogram.`);
  }

  render(): Promise<string> {
    return this.registry.metrics();
  }

  private find(
    name: string,
    labels: Labels,
    value: number,
  ): { instrument: Instrument; labels: Labels } | null {
    const declared = this.instruments.get(name);
    if (declared === undefined) return this.reject('undeclared', `Metric ${name} is not declared.`);
    if (!Number.isFinite(value))
      return this.reject('value', `Metric ${name} got a value that is no measurement.`);
    const admitted = declared.labels.admit(labels);
    if (typeof admitted === 'string') return this.reject('labels', `Metric ${name}: ${admitted}.`);
    return { instrument: declared.instrument, labels: admitted };
  }

  private reject(reason: 'undeclared' | 'labels' | 'value', message: string): null {
    if (this.strict) {
      throw new InvariantError(
        'metric_invalid',
        `${message} Declare it in core/metric-catalogue.ts or in the bot.`,
      );
    }
    const counter = this.instruments.get('opora_metric_rejections_total')?.instrument;
    if (counter instanceof Counter) counter.inc({ reason }, 1);
    return null;
  }

  private declare(declaration: MetricDeclaration, known: Readonly<Record<string, readonly string[]>>): void {
    const { name, kind, help, buckets } = declaration;
    const fault = declarationFault(declaration, this.instruments.has(name));
    if (fault !== null) throw new InvariantError('metric_declaration_invalid', `Metric ${name} ${fault}.`);
    const labels = new LabelSet(declaration, known);
    const settings = { name, help, labelNames: [...labels.names], registers: [this.registry] };
    const instrument =
      kind === 'counter'
        ? new Counter(settings)
        : kind === 'gauge'
          ? new Gauge(settings)
          : new Histogram({ ...settings, buckets: [...(buckets ?? [])] });
    // A counter that is absent until its first event shows no increase for that event.
    if (instrument instanceof Counter) {
      for (const combination of labels.combinations()) instrument.inc(combination, 0);
    }
    this.instruments.set(name, { instrument, labels });
  }
}

function declarationFault(declaration: MetricDeclaration, taken: boolean): string | null {
  const { name, kind, buckets } = declaration;
  if (taken) return 'is declared twice';
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(name)) return 'must have a prefix and lower-case words';
  if ((kind === 'counter') !== name.endsWith('_total'))
    return 'must end in _total exactly when it is a counter';
  if ((kind === 'histogram') !== (buckets !== undefined))
    return 'must have buckets exactly when it is a histogram';
  const ascending =
    buckets?.every((bound, index) => index === 0 || bound > (buckets[index - 1] ?? 0)) ?? true;
  if (!ascending || buckets?.length === 0) return 'must have ascending buckets';
  const badLabel = Object.keys(declaration.labels ?? {}).find((label) => !/^[a-z][a-z0-9_]*$/.test(label));
  return badLabel === undefined ? null : `has a label of a wrong shape: ${badLabel}`;
}
