import type { BindModels } from '../contracts/turn-models.ts';
import { systemClock } from '../core/clock.ts';
import {
  createInference,
  createModelBinder,
  type Inference,
  type InferenceModels,
} from '../stages/inference/index.ts';

/**
 * The `models` of Turns in a bot's own tests: those given (scripted ones, say), behind every policy but the limit
 * of a user; without any, local methods answer.
 */
export function createTestModels(models: InferenceModels = {}): BindModels {
  let inference: Inference | null = null;
  return createModelBinder(() => {
    inference ??= createInference({
      ...{ models, clock: systemClock, random: () => 0 },
      settings: { userRequests: 0 },
    });
    return inference;
  });
}
