import type pg from 'pg';
import { ConfigError } from '../../core/errors.ts';
import { readApplied } from './ledger.ts';
import type { MigrationSet } from './migration-set.ts';
import { readSets } from './migrator.ts';
import { assertCompatible, findPending } from './schema-plan.ts';

/** One migration as the files and the database see it. */
export interface MigrationStatus {
  readonly set: string;
  readonly version: number;
  readonly name: string;
  readonly breaking: boolean;
  /** `changed`: applied, but the file is another now; `unknown`: applied by a newer version. */
  readonly state: 'applied' | 'pending' | 'changed' | 'unknown';
  readonly appliedAt: Date | null;
  readonly durationMs: number | null;
}

/** Every migration of `sets`, in order, whether it is applied or not. Changes nothing. */
export async function migrationStatus(
  pool: pg.Pool,
  sets: readonly MigrationSet[],
): Promise<MigrationStatus[]> {
  const known = await readSets(sets);
  const applied = await readApplied(pool);
  const rows = known.map((migration): MigrationStatus => {
    const { set, version, name, breaking, checksum } = migration;
    const row = applied.find((candidate) => candidate.set === set && candidate.version === version);
    const state = row === undefined ? 'pending' : row.checksum === checksum ? 'applied' : 'changed';
    return {
      set,
      version,
      name,
      breaking,
      state,
      appliedAt: row?.appliedAt ?? null,
      durationMs: row?.durationMs ?? null,
    };
  });
  const unknown = applied
    .filter((row) => sets.some(({ name }) => name === row.set))
    .filter((row) => !known.some(({ set, version }) => set === row.set && version === row.version))
    .map(({ checksum: _checksum, ...row }): MigrationStatus => ({ ...row, state: 'unknown' }));
  const order = (set: string): number => sets.findIndex(({ name }) => name === set);
  return [...rows, ...unknown].sort(
    (left, right) => order(left.set) - order(right.set) || left.version - right.version,
  );
}

/**
 * Proves that this process may run on this database: nothing pending, nothing edited, nothing breaking from a
 * newer version. Newer migrations that do not break pass.
 *
 * @throws ConfigError `migrations_pending`, `migration_changed`, `schema_too_new`.
 */
export async function assertSchemaCurrent(pool: pg.Pool, sets: readonly MigrationSet[]): Promise<void> {
  const known = await readSets(sets);
  const applied = await readApplied(pool);
  assertCompatible(sets, known, applied);
  const pending = findPending(known, applied);
  if (pending.length === 0) return;
  const names = pending.map(({ set, version, name }) => `${set} ${version} ${name}`).join(', ');
  throw new ConfigError(
    'migrations_pending',
    `The database lacks ${pending.length} migration(s): ${names}. Run: opora migrate up.`,
    { context: { pending: pending.length } },
  );
}
