import { type Clock, sleep } from 'opora';

/** A message of the bot, as the HTTP channel shows it. */
export interface ShownReply {
  readonly text: string | null;
  readonly buttons: readonly (readonly { readonly code: string }[])[] | null;
}

/** What somebody does. */
export type LoadAct = { readonly text: string } | { readonly button: string };

/** What one act took and brought. */
export interface ActResult {
  /** Time to the 202, ms. */
  readonly acceptedMs: number;
  /** Time to the first reply that a person could see, ms. */
  readonly answeredMs: number;
  readonly replies: readonly ShownReply[];
}

/** One person at the HTTP channel. */
export interface LoadClient {
  /**
   * Sends one message and waits for what it brings.
   * @throws Error when it is not accepted, or not answered in time.
   */
  act(act: LoadAct): Promise<ActResult>;
}

/** Where the product is and how to be let in. */
export interface LoadTarget {
  /** For example `http://localhost:3000`. */
  readonly url: string;
  /** `OPORA_API_TOKEN` of the installation; null in demo mode. */
  readonly token: string | null;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Time between two looks for a reply, and the longest wait for one, ms. */
const lookMs = 50;
const patienceMs = 30_000;
/** Silence after which an answer is complete, ms; people read longer. */
const restMs = 150;

/** Opens a conversation of its own. */
export function createLoadClient(target: LoadTarget, conversationId: string): LoadClient {
  const { url, token, clock, signal } = target;
  const api = `${url}/esm/api`;
  const headers = {
    'content-type': 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  let sent = 0;
  let cursor = '';

  const look = async (): Promise<readonly ShownReply[]> => {
    const path = `${api}/conversations/${conversationId}/messages?limit=100&after=${cursor}`;
    const response = await fetch(path, { headers, signal });
    if (!response.ok) throw new Error(`the replies were refused: ${response.status}`);
    const page = (await response.json()) as {
      readonly cursor: string;
      readonly messages: readonly (ShownReply & { readonly direction: string })[];
    };
    cursor = String(page.cursor);
    return page.messages.filter(({ direction }) => direction === 'out');
  };
  /** Further bubbles of the same answer, which come one after the other. */
  const lookOn = async (): Promise<readonly ShownReply[]> => {
    await sleep(clock, restMs, signal);
    const more = await look();
    return more.length === 0 ? [] : [...more, ...(await lookOn())];
  };
  return {
    async act(act) {
      sent += 1;
      const body = JSON.stringify({ conversationId, messageId: `load-${sent}`, ...act });
      const startedAt = clock.monotonic();
      const response = await fetch(`${api}/messages`, { method: 'POST', headers, body, signal });
      await response.arrayBuffer();
      if (response.status !== 202) throw new Error(`a message was refused: ${response.status}`);
      const acceptedMs = clock.monotonic() - startedAt;
      for (;;) {
        const replies = await look();
        const answeredMs = clock.monotonic() - startedAt;
        if (replies.length > 0) return { acceptedMs, answeredMs, replies: [...replies, ...(await lookOn())] };
        if (answeredMs > patienceMs) throw new Error(`no reply within ${patienceMs / 1_000} s`);
        await sleep(clock, lookMs, signal);
      }
    },
  };
}
