import { systemClock } from 'opora';
import {
  createPostgresRateStore,
  createPostgresSpendStore,
  createPostgresStore,
  createScriptedModel,
  type InferenceOverhead,
  measureInferenceOverhead,
} from 'opora/app';
import { openPool } from '../bench-database.ts';
import type { Finding } from '../figure.ts';
import type { MeasureInput } from '../measure.ts';
import { defaultConnections } from '../rig/engine-rig.ts';

const calls = 1_000;

/** What the whole chain around a model adds to a call, alone and with limits and budgets shared in Postgres. */
export async function measureInference({ server, progress }: MeasureInput): Promise<Finding> {
  const model = createScriptedModel({
    clock: systemClock,
    script: () => ({ text: 'Yes, from nine to six.' }),
  });
  progress('inference: alone');
  const alone = await measureInferenceOverhead({ model, calls });
  progress('inference: limits and budgets in Postgres');
  const { overhead: shared, faults } = await measureShared(server, model);
  return {
    figures: [
      {
        name: 'inference.overhead-p50',
        title: 'added to a call of a model, as the product runs, median',
        value: shared.overheadP50Ms,
        unit: 'ms',
        target: { atMost: 1 },
      },
      figure('inference.overhead-p95', '  95th percentile', shared.overheadP95Ms),
      figure('inference.alone-p50', '  without shared limits and budgets, median', alone.overheadP50Ms),
      figure('inference.cached-p50', '  an answer from the cache, median', shared.cachedP50Ms),
    ],
    faults,
    notes: [
      `inference: ${calls} calls one after the other of a model that answers at once, each bare, through the chain and again from the cache; the bare time is subtracted.`,
    ],
  };
}

const figure = (name: string, title: string, value: number): Finding['figures'][number] => ({
  ...{ name, title, value, unit: 'ms' },
});

async function measureShared(
  server: MeasureInput['server'],
  model: Parameters<typeof measureInferenceOverhead>[0]['model'],
): Promise<{ readonly overhead: InferenceOverhead; readonly faults: readonly string[] }> {
  const database = await server.createDatabase();
  const pool = openPool(database.connectionString, defaultConnections);
  try {
    const store = createPostgresStore({ pool });
    const stores = { rateStore: createPostgresRateStore(store), spendStore: createPostgresSpendStore(store) };
    const overhead = await measureInferenceOverhead({ model, calls, shared: stores });
    const { rows } = await pool.query<{ users: number; tokens: number | null }>(
      `select (select count(*)::int from rate_windows) as users,
        (select tokens::int from model_spend where scope = 'all') as tokens`,
    );
    const counted = (rows[0]?.users ?? 0) > 0 && (rows[0]?.tokens ?? 0) > 0;
    return { overhead, faults: counted ? [] : ['inference: limits or budgets were not counted in Postgres'] };
  } finally {
    await pool.end();
    await database.drop();
  }
}
