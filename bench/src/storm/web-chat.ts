/** One reply as a person at the web chat sees it. */
export interface ShownReply {
  readonly text: string;
  readonly modelUsed: string | null;
}

/** A person at the web chat: posts over HTTP and reads server-sent events. */
export interface WebChat {
  /** Says it and waits for the next reply; null when none comes within `patienceMs`. */
  say(messageId: string, text: string, patienceMs: number): Promise<ShownReply | null>;
  /** Replies that nobody waited for. */
  readonly surplus: number;
  close(): void;
}

/** Opens the chat of one conversation; `api` is `<base>/<bot>/api`. @throws Error when the server refuses. */
export async function openWebChat(api: string, conversation: string): Promise<WebChat> {
  const controller = new AbortController();
  const arrived: ShownReply[] = [];
  let wake: () => void = () => undefined;
  const response = await fetch(`${api}/conversations/${conversation}/events`, { signal: controller.signal });
  if (!response.ok) throw new Error(`The events of ${conversation} were answered ${response.status}.`);
  const follow = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      arrived.push(...blocks.flatMap(toReply));
      wake();
    }
  };
  // It ends when the chat is closed; what should have come is then missed by its count.
  follow().catch(() => undefined);
  return {
    async say(messageId, text, patienceMs) {
      const sent = await fetch(`${api}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ conversationId: conversation, messageId, text }),
      });
      if (sent.status !== 202) throw new Error(`A message was answered ${sent.status}.`);
      const until = performance.now() + patienceMs;
      while (arrived.length === 0 && performance.now() < until) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, until - performance.now());
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      return arrived.shift() ?? null;
    },
    get surplus() {
      return arrived.length;
    },
    close: () => controller.abort(),
  };
}

function toReply(block: string): ShownReply[] {
  if (!/^event: message$/m.test(block)) return [];
  const { direction, text, modelUsed } = JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '{}') as {
    readonly direction?: string;
    readonly text?: string;
    readonly modelUsed?: string;
  };
  return direction === 'out' ? [{ text: text ?? '', modelUsed: modelUsed ?? null }] : [];
}
