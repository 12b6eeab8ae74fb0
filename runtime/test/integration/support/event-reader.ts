import type { ShownMessage } from './web-client.ts';

/** One server-sent event. */
export interface SentEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: unknown;
}

/** A reader of `GET .../events`, as a browser's EventSource would be. */
export interface EventReader {
  readonly status: number;
  readonly headers: Headers;
  readonly events: readonly SentEvent[];
  /** Texts of the messages so far. */
  readonly texts: readonly string[];
  /** Id of the last event that had one. */
  readonly lastId: string;
  /** True once the server has ended the stream. */
  readonly ended: boolean;
  close(): void;
}

/** Opens a stream; resolves when its headers are here. */
export async function openEvents(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventReader> {
  const controller = new AbortController();
  const response = await fetch(url, { headers, signal: controller.signal });
  const events: SentEvent[] = [];
  let ended = false;
  const read = async (): Promise<void> => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      events.push(...blocks.flatMap((block) => parseBlock(block) ?? []));
    }
  };
  void read()
    .catch(() => undefined)
    .finally(() => {
      ended = true;
    });
  return {
    status: response.status,
    headers: response.headers,
    events,
    get texts() {
      return events
        .filter(({ event }) => event === 'message')
        .map(({ data }) => (data as ShownMessage).text ?? '');
    },
    get lastId() {
      return events.findLast(({ id }) => id !== null)?.id ?? '';
    },
    get ended() {
      return ended;
    },
    close: () => controller.abort(),
  };
}

function parseBlock(block: string): SentEvent | null {
  const fields = new Map(
    block.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trimStart()] as const;
    }),
  );
  const event = fields.get('event');
  if (event === undefined) return null;
  return { id: fields.get('id') ?? null, event, data: JSON.parse(fields.get('data') ?? 'null') };
}
