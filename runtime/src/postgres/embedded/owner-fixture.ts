// A process of its own that owns an embedded Postgres, for tests that kill it: `owner-fixture.ts <folder>`.
import { systemClock } from '../../core/clock.ts';
import { describeError, RuntimeError } from '../../core/errors.ts';
import { silentLogger } from '../../core/logger.ts';
import { startEmbeddedPostgres } from './index.ts';

const dataDirectory = process.argv[2] ?? '';

startEmbeddedPostgres({ dataDirectory, logger: silentLogger, clock: systemClock }).then(
  ({ connectionString, pid, attached, created }) => {
    process.stdout.write(`${JSON.stringify({ connectionString, pid, attached, created })}\n`);
    // Stays until it is killed, as a running product does.
    process.stdin.resume();
  },
  (error: unknown) => {
    const code = error instanceof RuntimeError ? error.code : 'unknown';
    process.stdout.write(`${JSON.stringify({ code, message: describeError(error) })}\n`);
    process.exitCode = 1;
  },
);
