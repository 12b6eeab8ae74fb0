import { hasCurrentConsent } from '../joining/membership.ts';
import type { CancelReason } from '../postgres/beep-cancel.ts';
import type { Session } from '../session.ts';

/** Why no signal may leave now, or null when one may. A preview needs nothing but its study. */
export function signalHindrance(session: Session, isPreview: boolean): CancelReason | null {
  const { participation, preview } = session.state;
  const status = session.study?.status ?? 'deleted';
  if (isPreview) return preview === null || status === 'deleted' ? 'status' : null;
  if (participation === null) return 'status';
  if (status === 'closed' || status === 'deleted') return 'closed';
  if (status !== 'open') return 'frozen';
  switch (participation.status) {
    case 'paused':
      return 'pause';
    case 'unreachable':
      return 'unreachable';
    case 'withdrawn':
      return 'withdrawal';
    case 'completed':
      return 'status';
    default:
      return hasCurrentConsent(session) ? null : 'consent';
  }
}
