import type { OutgoingMessage } from 'opora';
import { deletionMessage } from './privacy/delete-data.ts';
import { withdrawalMessage } from './privacy/withdraw.ts';
import type { Session } from './session.ts';
import { dialogMessage } from './settings/ask-setting.ts';

/**
 * The question that waits for a button, as a message; null when none does. Until it is settled words answer nothing: they
 * would become the first text of a survey behind it, for good.
 */
export function askWithButtons(session: Session): OutgoingMessage | null {
  const { dialog, participation } = session.state;
  switch (dialog?.asks) {
    case 'deletion':
      return deletionMessage(session);
    case 'withdrawal':
      return participation?.status === 'withdrawn' ? withdrawalMessage(session) : null;
    case 'usual-hours':
      return dialogMessage(session);
    default:
      return null;
  }
}
