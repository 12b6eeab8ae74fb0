export type { DataMigrationBatch, DataMigrationFault } from './data-ledger.ts';
export {
  type DataMigration,
  type DataMigrationOptions,
  type DataMigrationStatus,
  dataMigrationStatus,
  revertDataMigration,
  runDataMigrations,
} from './data-migration.ts';
export { type AppliedMigration, readApplied } from './ledger.ts';
export type { MigrationSet } from './migration-set.ts';
export { assertSchemaCurrent, type MigrationStatus, migrationStatus } from './migration-status.ts';
export {
  type MigrateDownOptions,
  type MigrateOptions,
  type MigrateUpOptions,
  type MigrationStep,
  migrateDown,
  migrateUp,
  migrateWithin,
  readSets,
} from './migrator.ts';
