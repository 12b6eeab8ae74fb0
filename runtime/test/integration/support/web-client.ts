import { pause } from '../engine-fixture.ts';

/** One message as the HTTP channel shows it. */
export interface ShownMessage {
  readonly id: string;
  readonly seq: number;
  readonly direction: 'in' | 'out';
  readonly text: string | null;
  readonly messageId?: string;
  readonly turnId: string | null;
  readonly file: { readonly name: string; readonly url: string } | null;
  readonly buttons: readonly (readonly { readonly code: string }[])[] | null;
}

export type Headers = Readonly<Record<string, string>>;

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: globalThis.Headers;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Sends one request and reads the answer. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') === true && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    body: json ? (JSON.parse(text) as Answer['body']) : {},
    text,
  };
}

export const postJson = (url: string, body: unknown, headers: Headers = {}): Promise<Answer> =>
  ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** A client of one conversation of one bot. */
export interface Talk {
  readonly conversation: string;
  post(messageId: string, text: string, headers?: Headers): Promise<Answer>;
  press(messageId: string, button: string): Promise<Answer>;
  /** Posts as a platform does: again and again until it is taken; the number of refusals on the way. */
  insist(messageId: string, text: string, onRefusal?: () => void): Promise<number>;
  list(): Promise<readonly ShownMessage[]>;
  /** Texts of the bot's replies, in order. */
  replies(): Promise<readonly string[]>;
  readonly eventsUrl: string;
  readonly messagesUrl: string;
}

export function openTalk(base: string, bot: string, conversation: string, headers: Headers = {}): Talk {
  const api = `${base}/${bot}/api`;
  const path = `${api}/conversations/${encodeURIComponent(conversation)}`;
  const post: Talk['post'] = (messageId, text, extra = {}) =>
    postJson(`${api}/messages`, { conversationId: conversation, messageId, text }, { ...headers, ...extra });
  const list: Talk['list'] = async () => {
    const all: ShownMessage[] = [];
    for (let cursor = ''; ; ) {
      const { status, body, text } = await ask(`${path}/messages?limit=500&after=${cursor}`, { headers });
      if (status !== 200) throw new Error(`Listing failed: ${status} ${text}`);
      const page = body.messages as readonly ShownMessage[];
      all.push(...page);
      if (page.length === 0) return all;
      cursor = String(body.cursor);
    }
  };
  return {
    conversation,
    post,
    list,
    eventsUrl: `${path}/events`,
    messagesUrl: `${path}/messages`,
    press: (messageId, button) =>
      postJson(`${api}/messages`, { conversationId: conversation, messageId, button }, headers),
    replies: async () =>
      (await list()).flatMap(({ direction, text }) => (direction === 'out' ? [text ?? ''] : [])),
    async insist(messageId, text, onRefusal) {
      for (let refusals = 0; ; refusals += 1) {
        const answer = await post(messageId, text).catch(() => null);
        if (answer?.status === 202) return refusals;
        if (answer !== null && answer.status !== 503) {
          throw new Error(`Neither taken nor put off: ${answer.status} ${answer.text}`);
        }
        if (answer?.status === 503 && answer.headers.get('retry-after') === null) {
          throw new Error('A 503 without Retry-After.');
        }
        onRefusal?.();
        await pause(25);
      }
    },
  };
}
