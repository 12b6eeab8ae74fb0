// For the benchmark: parts of the product, measured one by one.

export type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
export { addHttpRoutes } from '../channels/http/index.ts';
export type { EngineStore } from '../contracts/store.ts';
export { createRandom, type Random } from '../core/random.ts';
export { createScriptedModel } from '../models/scripted/index.ts';
export { createMeter } from '../ops/prometheus-meter.ts';
export { withDatabase } from '../postgres/embedded/connection-string.ts';
export { type EmbeddedPostgres, startEmbeddedPostgres } from '../postgres/embedded/index.ts';
export type { DataMigration } from '../postgres/migrate/index.ts';
export { migrateUp } from '../postgres/migrate/index.ts';
export { createPool } from '../postgres/pool.ts';
export { createPostgresStore } from '../postgres/postgres-store.ts';
export { createPostgresSpendStore } from '../postgres/statements/spend-budget.ts';
export { createPostgresRateStore } from '../postgres/statements/take-rate.ts';
export {
  type InferenceOverhead,
  type MeasureOverheadOptions,
  measureInferenceOverhead,
} from '../stages/inference/index.ts';
export { runCommandLine } from './command-line.ts';
export { type Config, loadConfig } from './config.ts';
export type { SettingDefinition } from './config-setting.ts';
export {
  type AppDefinition,
  type BotCheck,
  type BotExtension,
  type BotJob,
  type BotPackage,
  type BotPage,
  type BotRuntime,
  defineApp,
  type KeptRows,
  type Pages,
  type Tool,
} from './definition.ts';
export { createEngine, type Engine, type EngineOptions } from './engine.ts';
export type {
  Evaluation,
  EvaluationGate,
  EvaluationRequest,
  EvaluationSet,
  EvaluationTable,
} from './evaluation/evaluation-set.ts';
export { createGuards, type Guards, type GuardsOptions } from './guards/create-guards.ts';
export { createAccess } from './http/access.ts';
export { createServer } from './http/create-server.ts';
export { openObservability } from './observability.ts';
export { type Product, type ProductOptions, startProduct } from './product.ts';
export { untilSignal } from './signals.ts';
export { migrationsFolder, packageFolder, version } from './version.ts';
