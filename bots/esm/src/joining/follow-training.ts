import type { Session } from '../session.ts';
import { changeParticipation } from './membership.ts';

/** The status of a participant follows the training: `training` until it has ended, `active` afterwards. */
export function followTraining(session: Session): void {
  const { participation, training } = session.state;
  if (participation === null) return;
  const resumesAs = training.end === null ? 'training' : 'active';
  const { status } = participation;
  const isEither = status === 'training' || status === 'active';
  if (participation.resumesAs === resumesAs && (!isEither || status === resumesAs)) return;
  changeParticipation(session, { resumesAs, ...(isEither ? { status: resumesAs } : {}) });
}
