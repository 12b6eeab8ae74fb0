export { type BackupOptions, backupDatabase } from './backup-database.ts';
export { inspectBackup } from './inspect-backup.ts';
export type { BackupManifest, BackupProgress, ProgressListener, TableManifest } from './manifest.ts';
export { type RestoreOptions, restoreDatabase } from './restore-database.ts';
export { type VerifyOptions, verifyBackup } from './verify-backup.ts';
