import { ConfigError } from '../../core/errors.ts';
import type { AppliedMigration } from './ledger.ts';
import type { Migration, MigrationSet } from './migration-set.ts';

/**
 * Compares the files with what is applied and refuses what must not go on: a file that was edited after it
 * was applied, and a database that a newer version of the product changed in a breaking way. Newer migrations
 * that do not break are tolerated: during an upgrade the previous version runs beside the new one.
 *
 * @throws ConfigError `migration_changed` naming the file, `schema_too_new` telling the operator what to do.
 */
export function assertCompatible(
  sets: readonly MigrationSet[],
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
): void {
  for (const row of applied) {
    if (!sets.some((set) => set.name === row.set)) continue;
    const file = known.find((migration) => migration.set === row.set && migration.version === row.version);
    if (file === undefined) {
      if (row.breaking) throw tooNew(row, known);
    } else if (file.checksum !== row.checksum) {
      throw changed(file, row);
    }
  }
}

/** What is not applied yet, in the order of the sets and their numbers, up to `to[set]` where it is given. */
export function findPending(
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
  to: Readonly<Record<string, number>> = {},
): Migration[] {
  const done = new Set(applied.map((row) => `${row.set} ${row.version}`));
  return known.filter(
    ({ set, version }) => !done.has(`${set} ${version}`) && version <= (to[set] ?? Number.POSITIVE_INFINITY),
  );
}

/**
 * What must be undone to bring `set` down to version `to`, newest first.
 *
 * @throws ConfigError `migration_unknown` when the files of an applied migration are not here.
 */
export function findUndoable(
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
  set: string,
  to: number,
): Migration[] {
  const rows = applied.filter((row) => row.set === set && row.version > to);
  return rows
    .sort((left, right) => right.version - left.version)
    .map((row) => {
      const file = known.find((migration) => migration.set === set && migration.version === row.version);
      if (file !== undefined) return file;
      throw new ConfigError(
        'migration_unknown',
        `Migration ${row.version} (${row.name}) of ${set} is applied but unknown to this version of Opora. Run the way down with the version that brought it.`,
      );
    });
}

function changed(file: Migration, row: AppliedMigration): ConfigError {
  return new ConfigError(
    'migration_changed',
    `${file.file} was edited after it was applied on ${row.appliedAt.toISOString()}. Put the released text back and write the change as a new migration.`,
    { context: { set: row.set, version: row.version } },
  );
}

function tooNew(row: AppliedMigration, known: readonly Migration[]): ConfigError {
  const newest = Math.max(0, ...known.filter(({ set }) => set === row.set).map(({ version }) => version));
  return new ConfigError(
    'schema_too_new',
    `The database was changed by a newer version of Opora: migration ${row.version} (${row.name}) of ${row.set} is breaking, and this version knows ${newest} only. Start the newer version; or, to go back, run with the newer version: opora migrate down --set ${row.set} --to ${newest}, or restore a backup made before it.`,
    { context: { set: row.set, version: row.version, newest } },
  );
}
