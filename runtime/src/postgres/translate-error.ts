import pg from 'pg';
import { CancelledError, RuntimeError, TerminalError, TransientError } from '../core/errors.ts';

type Rule = readonly [states: readonly string[], code: string, message: string];

/** Trouble that passes. A state of two characters stands for its whole class. */
const TRANSIENT: readonly Rule[] = [
  [
    ['08', '57P01', '57P02', '57P03', '57P05', '25P03'],
    'database_unavailable',
    'The database cut the connection or is starting',
  ],
  [['53300'], 'database_too_many_connections', 'The database has no connection left'],
  [['40001'], 'database_serialization_failure', 'The transaction met a concurrent change'],
  [['40P01'], 'database_deadlock', 'The transaction was chosen to resolve a deadlock'],
  [['53100'], 'database_disk_full', 'The disk of the database is full'],
  [['53'], 'database_out_of_resources', 'The database is out of memory or another resource'],
  [['57014', '55P03'], 'database_timeout', 'The statement was cancelled, or waited too long for a lock'],
  [
    ['25006'],
    'database_read_only',
    'The database accepts no writes at the moment (a standby, or a failover)',
  ],
];

/** Faults that repeat themselves. */
const TERMINAL: readonly Rule[] = [
  [['23'], 'database_constraint', 'A constraint of the database refused the row'],
  [['22'], 'database_invalid_data', 'The database cannot store the value'],
  [
    ['28', '3D000', '42501'],
    'database_access_refused',
    'The database refused the user or knows no such database; check DATABASE_URL',
  ],
  [
    ['42P01', '42703', '42883', '3F000'],
    'database_schema_missing',
    'A table, column or function is missing; run: opora migrate up',
  ],
];

const LOST_CONNECTION = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNABORTED', 'EHOSTDOWN'],
]);
const LOST_MESSAGE =
  /Connection terminated|connection error and is not queryable|timeout expired|timeout exceeded when trying to connect|Client was closed/;

/**
 * Turns an error of the driver into one of the runtime's: a lost connection, a full or restarting server and
 * a lost race become `TransientError`, everything else `TerminalError`. Runtime errors pass unchanged. The
 * SQLSTATE, constraint and table are in `context`; the server's text, which may quote a user, only in `cause`.
 */
export function translateError(error: unknown): RuntimeError {
  if (error instanceof RuntimeError) return error;
  if (error instanceof pg.DatabaseError && error.code !== undefined) return translateState(error, error.code);
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  const message = error instanceof Error ? error.message : '';
  if (message.startsWith('Cannot use a pool after calling end')) {
    return new CancelledError(
      'database_pool_closed',
      'The database pool is closed: the process is stopping.',
      {
        cause: error,
      },
    );
  }
  if (message === 'Query read timeout') {
    return new TransientError('database_timeout', 'The database did not answer in time.', { cause: error });
  }
  if (LOST_CONNECTION.has(code) || LOST_MESSAGE.test(message)) {
    return new TransientError('database_unavailable', 'The database cannot be reached.', { cause: error });
  }
  return new TerminalError('database_query_failed', 'The driver of the database failed.', { cause: error });
}

function translateState(error: pg.DatabaseError, sqlState: string): RuntimeError {
  const { constraint = null, table = null } = error;
  const options = { cause: error, context: { sqlState, constraint, table } };
  const where = `(SQLSTATE ${sqlState}${constraint === null ? '' : `, ${constraint}`}).`;
  const transient = findRule(TRANSIENT, sqlState);
  if (transient) return new TransientError(transient[1], `${transient[2]} ${where}`, options);
  const terminal = findRule(TERMINAL, sqlState);
  if (terminal) return new TerminalError(terminal[1], `${terminal[2]} ${where}`, options);
  return new TerminalError('database_query_failed', `The database refused the statement ${where}`, options);
}

function findRule(rules: readonly Rule[], sqlState: string): Rule | undefined {
  return rules.find(([states]) => states.includes(sqlState) || states.includes(sqlState.slice(0, 2)));
}

/** Whether a unique key refused a row. */
export function isUniqueViolation(error: unknown): boolean {
  return translateError(error).context.sqlState === '23505';
}
