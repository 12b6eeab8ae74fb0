import type { Update } from 'opora';
import { readBurst } from './read-burst.ts';
import { alertEvent } from './researcher-chat/alert-effect.ts';
import { messageEvent } from './researcher-chat/message-effect.ts';

/** Rights that no researcher may delay by holding the chat. */
const commands: ReadonlySet<string> = new Set(['withdraw', 'delete_my_data']);
/** Kinds of the buttons that follow them. */
const buttons: ReadonlySet<string> = new Set(['w', 'd']);

/**
 * What researchers do to a participant was answered with 202: it happens, whoever holds the chat. Not among them:
 * `esm.study-changed`, which asks for a consent that could not be given now and is looked at when the chat is given
 * back; `esm.preview`, whose signals would not come.
 */
const events: ReadonlySet<string> = new Set([
  // The same right, used through a researcher or with the whole study.
  'esm.delete',
  // A status may end taking part, as /withdraw does.
  'esm.status',
  'esm.graduate',
  // Words of the person who holds the chat, perhaps the answer to /contact.
  messageEvent,
  // Removes rows; says nothing.
  'esm.preview-end',
  // Somebody speaks of harming themselves: that does not wait for the chat of a researcher to be given back.
  alertEvent,
]);

/** Whether an Update reaches the bot while a person holds the chat: rights, and what researchers do themselves. */
export function isHeardWhileHeld(update: Update): boolean {
  const [input] = readBurst([update]);
  switch (input?.kind) {
    case 'command':
      return commands.has(input.name);
    case 'button':
      return buttons.has(input.code.split(':')[0] ?? '');
    case 'event':
      return events.has(input.event);
    default:
      return false;
  }
}
