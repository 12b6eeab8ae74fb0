/** Links that begin a conversation: `?invite=CODE`, or `?start=CODE` as Telegram's deep links have it. */
const parameters = ['invite', 'start'] as const;

/** The code of such a link; null when there is none, or one that Telegram would not take either. */
export function readStartCode(search: string): string | null {
  const query = new URLSearchParams(search);
  const code = parameters.map((name) => query.get(name)).find((value) => value !== null) ?? '';
  return /^[\w-]{1,64}$/.test(code) ? code : null;
}

/** The address without the code, which is spent; everything else in it stays. */
export function withoutStartCode(address: string): string {
  const url = new URL(address);
  for (const name of parameters) url.searchParams.delete(name);
  return url.href;
}

/** `/start`, with the code where there is one. */
export const startCommand = (code: string | null): string => (code === null ? '/start' : `/start ${code}`);

/**
 * Id of the message that a link sends by itself. It is the same however often the link is opened: in a Conversation
 * that has heard it the server takes it for a repeat.
 */
export const startMessageId = (code: string): string => `start-${code}`;

/** Whether a message was sent by a link rather than by the person. */
export const isStartMessage = (messageId: string): boolean => messageId.startsWith('start-');
