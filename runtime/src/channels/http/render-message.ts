import type { Attachment, Button, Scale } from '../../contracts/message.ts';
import type { LoggedMessage } from '../../contracts/store.ts';
import { deliveryId, turnId } from '../../core/ids.ts';

/** One message as clients of the HTTP channel see it. */
export interface HttpMessage {
  readonly id: string;
  readonly seq: number;
  readonly direction: 'in' | 'out';
  readonly text: string | null;
  readonly buttons: readonly (readonly Button[])[] | null;
  readonly scale: Scale | null;
  readonly file: { readonly name: string; readonly mimeType: string; readonly url: string } | null;
  readonly attachments: readonly Attachment[];
  readonly at: string;
  readonly turnId: string | null;
  /** `provider:model` or `local:<method>`, for replies that one of them wrote. */
  readonly modelUsed?: string;
  /** Code of the button a person pressed, for direction `in`. */
  readonly button?: string;
  /** The client's own id of the message, for direction `in`. */
  readonly messageId?: string;
}

/** Renders a logged message; null for timers and events, which nobody said. */
export function renderMessage(
  logged: LoggedMessage,
  conversationId: string,
  basePath: string,
): HttpMessage | null {
  if (logged.direction === 'out') {
    const { seq, at, turnSeq, message } = logged;
    const { file } = message;
    return {
      id: deliveryId(conversationId, seq),
      seq,
      direction: 'out',
      text: message.text,
      buttons: message.buttons ?? null,
      scale: message.scale ?? null,
      file:
        file === undefined
          ? null
          : { name: file.name, mimeType: file.mimeType, url: `${basePath}/files/${seq}` },
      attachments: [],
      at: new Date(at).toISOString(),
      turnId: turnId(conversationId, turnSeq),
      ...(message.modelUsed === undefined ? {} : { modelUsed: message.modelUsed }),
    };
  }
  const { update } = logged;
  if (update.kind === 'timer' || update.kind === 'event') return null;
  return {
    id: update.id,
    seq: update.seq,
    direction: 'in',
    text: update.text ?? null,
    buttons: null,
    scale: null,
    file: null,
    attachments: update.attachments ?? [],
    at: new Date(update.receivedAt).toISOString(),
    turnId: null,
    messageId: update.externalId,
    ...(update.button === undefined ? {} : { button: update.button }),
  };
}
