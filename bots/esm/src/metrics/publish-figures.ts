import type { Meter } from 'opora';
import type { BeepTime } from '../postgres/metrics/select-beep-times.ts';
import type { StudyFigures } from './study-figures.ts';

/** Hands figures of the database to the meter of this process. */
export interface FigurePublisher {
  /** Up to which instant times were measured, ms since the epoch; null before the first hand-over. */
  readonly measuredUntil: number | null;
  publish(figures: StudyFigures): void;
  /** Measurements that were not handed over before, and the instant up to which they are complete. */
  observe(times: readonly BeepTime[], until: number): void;
}

const publishers = new WeakMap<Meter, FigurePublisher>();

/** The publisher of the process that `meter` measures: whoever reads the figures, they are handed over once. */
export function publisherOf(meter: Meter): FigurePublisher {
  const known = publishers.get(meter);
  if (known !== undefined) return known;
  const publisher = createFigurePublisher(meter);
  publishers.set(meter, publisher);
  return publisher;
}

/**
 * Totals of the database as counters: the first hand-over adds all of it, later ones what has come since. A total that
 * fell, because people took their data away, leaves the counter where it is until it has been passed again.
 */
function createFigurePublisher(meter: Meter): FigurePublisher {
  const published = new Map<string, number>();
  const count = (name: string, total: number, labels: Readonly<Record<string, string>> = {}): void => {
    const key = `${name} ${Object.values(labels).join(' ')}`;
    const before = published.get(key) ?? 0;
    if (total <= before) return;
    published.set(key, total);
    meter.count(name, labels, total - before);
  };
  const countAll = (name: string, label: string, totals: Readonly<Record<string, number>>): void => {
    for (const [value, total] of Object.entries(totals)) count(name, total, { [label]: value });
  };
  const gauge = (name: string, value: number | null): void => {
    if (value !== null) meter.gauge(name, value);
  };
  let measuredUntil: number | null = null;
  return {
    get measuredUntil() {
      return measuredUntil;
    },
    publish(figures) {
      const { people } = figures;
      count('esm_responses_total', figures.responses);
      count('esm_training_completions_total', people.trainingCompletions);
      count('esm_training_dropouts_total', people.trainingDropouts);
      count('esm_illusions_detected_total', figures.illusionsDetected);
      count('esm_deletions_total', people.deletions);
      countAll('esm_classes_total', 'class', figures.classes);
      countAll('esm_phenomena_detected_total', 'phenomenon', figures.phenomenaDetected);
      for (const [kind, states] of Object.entries(figures.beeps)) {
        for (const [status, total] of Object.entries(states))
          count('esm_beeps_total', total, { kind, status });
      }
      gauge('esm_response_quality_avg', figures.responseQualityAvg);
      gauge('esm_training_quality_avg', figures.trainingQualityAvg);
      gauge('esm_compliance_ratio', figures.complianceRatio);
      gauge('esm_active_participants', people.active);
    },
    observe(times, until) {
      measuredUntil = until;
      for (const { what, seconds } of times) {
        meter.observe(what === 'lag' ? 'esm_beep_lag_seconds' : 'esm_open_latency_seconds', seconds);
      }
    },
  };
}
