import type { Http } from './http.ts';

const pathOf = (study: string): string => `studies/${encodeURIComponent(study)}/preview`;

/** A chat in which a preview can run. */
export interface PreviewChat {
  readonly conversationId: string;
  readonly channel: 'http' | 'telegram';
}

/** Runs a day of the plan in `minutes` minutes in one chat. Its rows are flagged and left out everywhere. */
export async function startPreview(
  http: Http,
  study: string,
  chat: PreviewChat,
  minutes: number,
): Promise<void> {
  await http.send('POST', pathOf(study), { ...chat, minutes });
}

/** Ends previews and removes everything they left; how many chats were asked. */
export async function removePreviews(http: Http, study: string): Promise<number> {
  return (await http.send('DELETE', pathOf(study))).numberOr('conversations', 0);
}

/**
 * The web chat of this browser: opening its page makes one where there was none. The page carries its id in a JSON
 * element. Throws when the page cannot be read.
 */
export async function findOwnChat(basePath: string): Promise<PreviewChat> {
  const response = await fetch(`${basePath}/chat`, { credentials: 'same-origin', cache: 'no-store' });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const options: unknown = JSON.parse(page.getElementById('chat-options')?.textContent ?? 'null');
  const { conversationId } = (options ?? {}) as { readonly conversationId?: unknown };
  if (typeof conversationId !== 'string') throw new Error('The web chat did not say its name.');
  return { conversationId, channel: 'http' };
}

/** A one-time code with which the researcher's own chat is linked by `/link`. */
export async function createLinkCode(
  http: Http,
): Promise<{ readonly code: string; readonly expiresAt: number | null }> {
  const answer = await http.send('POST', 'link-codes', {});
  return { code: answer.text('code'), expiresAt: answer.at('expiresAt') };
}
