import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { parseInjectionRows, splitOf } from '../../../src/stages/guard/evaluation/rows.ts';
import { canaries } from '../../../src/stages/guard/injection/canaries.ts';
import { EVIDENCE_BITS } from '../../../src/stages/guard/injection/evidence-features.ts';
import { injectionPatterns } from '../../../src/stages/guard/injection/patterns.ts';
import { type Sample, samplesOfRows, toSample } from './evidence-samples.ts';

export interface Fit {
  readonly bias: number;
  readonly weights: Float64Array;
}

const EPOCHS = 14;
const RATE = 0.15;
const DECAY = 2e-4;
/** The order of the samples is drawn from each: the mean of several fits depends less on it. */
const SEEDS = [7, 11, 23, 41];
/** A place that fewer samples touch says nothing of others, and would only make the table large. */
const FEWEST_SAMPLES = 3;
/** What the patterns promise by their examples counts more than one row. */
const OWN_EXAMPLE = 3;
const IN_PARTS = 0.5;

/**
 * Logistic regression by adaptive gradient descent, both labels weighing the same: the mean over the seeds, so that the
 * table can be made again.
 */
export function fit(samples: readonly Sample[]): Fit {
  const mean = { bias: 0, weights: new Float64Array(1 << EVIDENCE_BITS) };
  for (const seed of SEEDS) {
    const { bias, weights } = fitOnce(samples, seed);
    mean.bias += bias / SEEDS.length;
    for (const [place, weight] of weights.entries()) {
      mean.weights[place] = (mean.weights[place] ?? 0) + weight / SEEDS.length;
    }
  }
  return mean;
}

function fitOnce(samples: readonly Sample[], firstSeed: number): Fit {
  const weights = new Float64Array(1 << EVIDENCE_BITS);
  const squares = new Float64Array(weights.length).fill(1e-6);
  const state = { bias: 0, square: 1e-6 };
  const all = samples.reduce((sum, { weight }) => sum + weight, 0);
  const attacks = samples.reduce((sum, { weight, isAttack }) => sum + (isAttack ? weight : 0), 0);
  const order = samples.map((_, index) => index);
  const counts = countPlaces(samples);
  let seed = firstSeed;
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let last = order.length - 1; last > 0; last -= 1) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      const other = Math.floor((seed / 2 ** 32) * (last + 1));
      [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
    }
    for (const index of order) {
      const sample = samples[index];
      if (sample === undefined) continue;
      const { places, values } = sample.features;
      const balance = sample.isAttack ? all / (2 * attacks) : all / (2 * (all - attacks));
      const chance = 1 / (1 + Math.exp(-oddsOf(sample, { bias: state.bias, weights })));
      const error = (chance - (sample.isAttack ? 1 : 0)) * sample.weight * balance;
      for (let at = 0; at < places.length; at += 1) {
        const place = places[at] ?? 0;
        if ((counts[place] ?? 0) < FEWEST_SAMPLES) continue;
        const slope = error * (values[at] ?? 0) + DECAY * (weights[place] ?? 0);
        squares[place] = (squares[place] ?? 0) + slope * slope;
        weights[place] = (weights[place] ?? 0) - (RATE * slope) / Math.sqrt(squares[place] ?? 1);
      }
      state.square += error * error;
      state.bias -= (RATE * error) / Math.sqrt(state.square);
    }
  }
  return { bias: state.bias, weights };
}

function countPlaces(samples: readonly Sample[]): Uint16Array {
  const counts = new Uint16Array(1 << EVIDENCE_BITS);
  for (const { features } of samples) {
    for (const place of new Set(features.places)) counts[place] = Math.min(65_535, (counts[place] ?? 0) + 1);
  }
  return counts;
}

/** Log-odds of an attack. */
export function oddsOf({ features }: Sample, { bias, weights }: Fit): number {
  let sum = bias;
  for (let at = 0; at < features.places.length; at += 1) {
    sum += (weights[features.places[at] ?? 0] ?? 0) * (features.values[at] ?? 0);
  }
  return sum;
}

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** Rows by authors who have not seen the detector, none of them of a test split. */
export function fittingSamples(): readonly Sample[] {
  const rows = [
    ...parseInjectionRows(read('../data/injection-fitting.jsonl')),
    ...parseInjectionRows(read('../data/injection.jsonl')),
  ];
  return samplesOfRows(rows.filter(({ id }) => splitOf(id) === 'dev'));
}

/** Sentences written for the fitting, the examples of the patterns, the canaries. */
export function furtherSamples(): readonly Sample[] {
  const written = read('./fit-sentences.tsv')
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [label = '', text = ''] = line.split('\t');
      const sentence = { row: '', isAttack: label.startsWith('a'), text };
      // The same words may come in several messages.
      return [toSample(sentence), toSample({ ...sentence, source: 'joined', weight: IN_PARTS })];
    });
  const examples = injectionPatterns.flatMap(({ expression, indirectOnly, example, counterExample }) => {
    if (typeof expression !== 'string') return [];
    const source = indirectOnly ? 'payload' : 'text';
    return [
      toSample({ row: '', isAttack: true, text: example, source, weight: OWN_EXAMPLE }),
      toSample({ row: '', isAttack: false, text: counterExample, source, weight: OWN_EXAMPLE }),
    ];
  });
  const warnings = canaries
    .filter(({ input }) => input.payload === undefined)
    .map(({ input: { text, turns } }) =>
      turns == null
        ? toSample({ row: '', isAttack: true, text, weight: OWN_EXAMPLE })
        : toSample({ row: '', isAttack: true, text: turns.join(' '), source: 'joined', weight: OWN_EXAMPLE }),
    );
  return [...written, ...examples, ...warnings];
}

/** Steps of a packed weight to either side: finer ones make the table larger and no better. */
const STEPS = 31;
const LARGEST = 200;

/** One byte a weight; the few largest are cut. */
function toTable({ bias, weights }: Fit): string {
  const sizes = [...weights].map(Math.abs).sort((a, b) => b - a);
  const scale = (sizes[LARGEST] ?? 1) / STEPS;
  const bytes = Int8Array.from(weights, (weight) =>
    Math.max(-STEPS, Math.min(STEPS, Math.round(weight / scale))),
  );
  const packed = deflateSync(Buffer.from(bytes.buffer), { level: 9 }).toString('base64');
  return `// Fitted, not written: \`npx tsx --conditions=opora-source runtime/test/guards/support/fit-evidence.ts\` makes it again.

/** Log-odds before anything is read. */
export const evidenceBias: number = ${bias.toFixed(4)};

/** What one step of a packed weight counts. */
export const evidenceScale: number = ${scale.toPrecision(6)};

/** Weights of all places, one signed byte each, deflated, in base64. */
export const packedEvidence: string =
  '${packed}';
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const table = new URL('../../../src/stages/guard/injection/evidence-table.ts', import.meta.url);
  writeFileSync(table, toTable(fit([...fittingSamples(), ...furtherSamples()])));
}
