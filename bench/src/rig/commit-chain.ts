import { sleep, systemClock } from 'opora';
import { withPool } from '../bench-database.ts';
import { type Quantiles, quantilesOf } from '../quantiles.ts';

const rounds = 300;
const warmUpRounds = 50;
/** Between two chains, as between two arrivals, ms. */
const pauseMs = 2;
const row = 'x'.repeat(120);

/** Time of `commits` inserts of one small row, each committed before the next begins, with nothing else running; ms. */
export function measureCommitChain(connectionString: string, commits: number): Promise<Quantiles> {
  return withPool(connectionString, async (pool) => {
    await pool.query(
      'create table commit_chain (id bigint generated always as identity primary key, body text not null)',
    );
    const samples: number[] = [];
    for (let round = 0; round < warmUpRounds + rounds; round += 1) {
      const startedAt = performance.now();
      for (let commit = 0; commit < commits; commit += 1) {
        await pool.query({
          ...{ name: 'commit_chain', text: 'insert into commit_chain (body) values ($1)' },
          values: [row],
        });
      }
      if (round >= warmUpRounds) samples.push(performance.now() - startedAt);
      await sleep(systemClock, pauseMs);
    }
    return quantilesOf(samples);
  });
}
