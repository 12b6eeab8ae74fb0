import type { Update } from 'opora';
import { readBurst } from '../read-burst.ts';

/** Commands that no researcher may delay by holding the chat. */
const commands: ReadonlySet<string> = new Set(['withdraw', 'delete_my_data']);
/** Kinds of the buttons that follow them. */
const buttons: ReadonlySet<string> = new Set(['w', 'd']);

/** Whether somebody uses a right that holds while a person has the Conversation: to withdraw, and to be erased. */
export function isRight(update: Update): boolean {
  const [input] = readBurst([update]);
  if (input?.kind === 'command') return commands.has(input.name);
  return input?.kind === 'button' && buttons.has(input.code.split(':')[0] ?? '');
}
