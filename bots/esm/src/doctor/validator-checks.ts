import type { Clock } from 'opora';
import type { BotCheck, BotRuntime } from 'opora/app';
import type { LocalValidator } from '../validator/local-validator.ts';
import { degraded, healthy, unhealthy } from './finding.ts';
import { sampleTexts } from './sample-texts.ts';

/** Times that are too long, ms: of one text by the rules, and of one question to the database. */
const slow = { validationMs: 20, databaseMs: 500 } as const;

/** `validators`: the rules judge six known texts as they should, and good ones above poor ones. */
export const validatorsCheck = (validator: LocalValidator): BotCheck => ({
  name: 'validators',
  run() {
    const judged = sampleTexts.map(({ text, language, expected }) => {
      const { verdict, quality } = validator.validate(text, { language });
      return { expected, asExpected: verdict === expected, quality };
    });
    const right = judged.filter(({ asExpected }) => asExpected).length;
    const mean = (expected: 'accept' | 'probe'): number | null => {
      const all = judged
        .filter((one) => one.expected === expected)
        .map(({ quality }) => quality ?? Number.NaN);
      const sum = all.reduce((total, quality) => total + quality, 0);
      return Number.isNaN(sum) ? null : sum / all.length;
    };
    const [good, poor] = [mean('accept'), mean('probe')];
    // Without the golden standard there are verdicts and no figures.
    const inOrder = good === null || poor === null || good > poor;
    const told = `${right}/${judged.length} texts as expected, ${inOrder ? 'good above poor' : 'good not above poor'}`;
    const advice = 'Run `opora eval esm-validator`; the rules of this version are damaged or were changed.';
    return Promise.resolve(right === judged.length && inOrder ? healthy(told) : unhealthy(told, advice));
  },
});

/** `performance`: a text and the database answer quickly. */
export const performanceCheck = (
  validator: LocalValidator,
  { database, clock }: Pick<BotRuntime, 'database' | 'clock'>,
): BotCheck => ({
  name: 'performance',
  async run() {
    const ping = { name: 'esm-doctor-ping', sql: 'SELECT 1 AS one', values: [] };
    const validationMs = await quickest(clock, () => {
      for (const { text, language } of sampleTexts) validator.validate(text, { language });
    });
    const databaseMs = await quickest(clock, () => database.query(ping));
    const textMs = validationMs / sampleTexts.length;
    const told = `validation ${textMs.toFixed(1)} ms, database ${Math.round(databaseMs)} ms`;
    if (textMs <= slow.validationMs && databaseMs <= slow.databaseMs) return healthy(told);
    return degraded(
      told,
      'The machine or the database is overloaded: see its load, long transactions and the disk.',
    );
  },
});

/** Time of the quickest of three rounds, ms: the first one may have to wake things up. */
async function quickest(clock: Pick<Clock, 'monotonic'>, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round += 1) {
    const startedAt = clock.monotonic();
    await work();
    best = Math.min(best, clock.monotonic() - startedAt);
  }
  return best;
}
