import { sleep, systemClock } from 'opora';
import { withPool } from '../bench-database.ts';
import { type Quantiles, quantilesOf } from '../quantiles.ts';

const warmUpRounds = 50;
/** Between two chains, as between two arrivals, ms. */
const pauseMs = 2;
const row = 'x'.repeat(120);

export interface CommitChain {
  /** Of one chain, ms. */
  readonly times: Quantiles;
  /** Share of the time that went by in chains longer than `slowMs`: what arrives then cannot be faster. */
  readonly slowShare: number;
}

/** Chains of `commits` inserts of one small row, each committed before the next begins, with nothing else running. */
export function measureCommitChain(
  connectionString: string,
  {
    commits,
    seconds,
    slowMs,
  }: { readonly commits: number; readonly seconds: number; readonly slowMs: number },
): Promise<CommitChain> {
  return withPool(connectionString, async (pool) => {
    await pool.query(
      'create table commit_chain (id bigint generated always as identity primary key, body text not null)',
    );
    const insert = {
      name: 'commit_chain',
      text: 'insert into commit_chain (body) values ($1)',
      values: [row],
    };
    const runChain = async (): Promise<number> => {
      const startedAt = performance.now();
      for (let commit = 0; commit < commits; commit += 1) await pool.query(insert);
      return performance.now() - startedAt;
    };
    for (let round = 0; round < warmUpRounds; round += 1) await runChain();
    const samples: number[] = [];
    const startedAt = performance.now();
    while (performance.now() - startedAt < seconds * 1_000) {
      samples.push(await runChain());
      await sleep(systemClock, pauseMs);
    }
    const slow = samples.filter((sample) => sample > slowMs).reduce((sum, sample) => sum + sample, 0);
    return { times: quantilesOf(samples), slowShare: slow / (performance.now() - startedAt) };
  });
}
