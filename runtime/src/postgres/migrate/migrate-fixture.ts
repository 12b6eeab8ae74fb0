// A process of its own that migrates, for tests of races: `migrate-fixture.ts <connection> <set> <folder>`.
import { silentLogger } from '../../core/logger.ts';
import { silentMeter } from '../../core/meter.ts';
import { createPool } from '../pool.ts';
import { migrateUp } from './index.ts';

const [connectionString = '', name = '', folder = ''] = process.argv.slice(2);
const pool = createPool({
  ...{ connectionString, applicationName: 'migrate-fixture', logger: silentLogger, meter: silentMeter },
});

migrateUp(pool, [{ name, folder }], { logger: silentLogger })
  .then(
    (steps) => process.stdout.write(JSON.stringify(steps)),
    (error: unknown) => {
      process.stdout.write(JSON.stringify(String(error)));
      process.exitCode = 1;
    },
  )
  .finally(() => pool.end());
