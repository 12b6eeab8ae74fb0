export { findRunningServer } from './find-running.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './start-embedded-postgres.ts';
export type { PostmasterExit, SupervisorState } from './supervisor.ts';
