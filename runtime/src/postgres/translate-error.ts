import pg from 'pg';
import { CancelledError, RuntimeError, TerminalError, TransientError } from '../core/errors.ts';

type Rule = readonly [states: readonly string[], code: string, message: string];

/** Trouble that passes. A state of two characters stands for its whole class. */
const TRANSIENT: readonly Rule[] = [
  [
    // A pooler reports nearly everything of its own under this state.
    ['08P01'],
    'database_unavailable',
    'The database, or a pooler before it, broke off; for PgBouncer set OPORA_DATABASE_POOLER=true',
  ],
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
    ['28'],
    'database_access_refused',
    'The database refused the login; check user, password and sslmode of DATABASE_URL',
  ],
  [['3D000'], 'database_access_refused', 'The server has no database of that name; check DATABASE_URL'],
  [
    ['42501'],
    'database_access_refused',
    'The user of DATABASE_URL lacks a right: it needs CREATE on schema public and must own the tables there',
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
const BAD_CERTIFICATE = /CERT|^ERR_(SSL|TLS)|^UNABLE_TO/;

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
  if (isGivenUp(error)) {
    return new TransientError('database_timeout', 'The database did not answer in time.', { cause: error });
  }
  const lost = LOST_CONNECTION.has(code) ? code : LOST_MESSAGE.exec(message)?.[0];
  if (lost !== undefined) {
    return new TransientError('database_unavailable', `The database cannot be reached (${lost}).`, {
      cause: error,
    });
  }
  return translateRefusal(error, code, message);
}

/** Whether the client gave a statement up that was not answered in time. */
export function isGivenUp(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}

/** What the driver itself refuses before the server has said anything. */
function translateRefusal(cause: unknown, code: string, message: string): TerminalError {
  if (message.includes('does not support SSL connections')) {
    return new TerminalError(
      'database_tls_failed',
      'DATABASE_URL asks for TLS and the server offers none; turn it on there, or take sslmode out.',
      { cause },
    );
  }
  if (BAD_CERTIFICATE.test(code)) {
    return new TerminalError(
      'database_tls_failed',
      `The certificate of the database is not trusted (${code}); name its authority with sslrootcert in DATABASE_URL.`,
      { cause },
    );
  }
  if (message.startsWith('SASL: ')) {
    return new TerminalError(
      'database_access_refused',
      'The login at the database failed; check the password in DATABASE_URL.',
      { cause },
    );
  }
  return new TerminalError('database_query_failed', 'The driver of the database failed.', { cause });
}

function translateState(error: pg.DatabaseError, sqlState: string): RuntimeError {
  const { constraint = null, table = null } = error;
  const options = { cause: error, context: { sqlState, constraint, table } };
  if (sqlState === '08P01' && error.message.includes('unsupported startup parameter')) {
    return new TerminalError(
      'database_pooler_unset',
      'A pooler stands before the database and refuses settings of a session; set OPORA_DATABASE_POOLER=true.',
      options,
    );
  }
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
