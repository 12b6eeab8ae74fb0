export {
  createScriptedModel,
  type ScriptedModel,
  type ScriptedModelOptions,
  type ScriptedStep,
} from '../models/scripted/index.ts';
export { sealedName } from './sealed-name.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { createTestModels } from './test-models.ts';
export { type GrowthLengths, timeGrowth } from './time-growth.ts';
export { createVirtualClock } from './virtual-clock.ts';
