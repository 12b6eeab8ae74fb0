import { changeGoldenFields } from '../postgres/golden-fields/change-golden-fields.ts';
import { saveDropout } from '../postgres/training-save-dropout.ts';
import { saveTrainingEnd } from '../postgres/training-save-end.ts';
import type { Session } from '../session.ts';
import type { TrainingState } from './training-state.ts';

/** Writes with this Turn what researchers see of the training: `before` is how it stood. */
export function recordTraining({ context, state }: Session, before: TrainingState): void {
  const { training, participation } = state;
  if (participation === null) return;
  const { conversationId } = context;
  context.write(
    changeGoldenFields(conversationId, {
      trainingStartDate: training.startDate,
      currentTrainingDay: training.days,
      trainingCompleted: training.end !== null,
      qualityHistory: training.qualities,
      averageDataQuality: meanQuality(training),
    }),
  );
  if (training.end !== before.end || training.held !== before.held) {
    context.write(saveTrainingEnd(conversationId, training));
  }
  if (training.surveys > before.surveys) context.write(saveDropout(conversationId, null));
}

/** Mean quality of the first texts of all moment reports, one decimal; null without any. */
function meanQuality({ reports, qualitySum }: TrainingState): number | null {
  return reports === 0 ? null : Math.round((10 * qualitySum) / reports) / 10;
}
