import { type ChatApi, StatusError } from './api.ts';
import { backOffMs, createPause } from './back-off.ts';
import { createEventParser, type ServerEvent } from './event-parser.ts';
import { parseMessage, toFields, type WireMessage } from './wire.ts';

/** How the page stands with the server. */
export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'unauthorised';

/** Told by the connection, in the order things happened. */
export interface ConnectionEvents {
  state(state: ConnectionState): void;
  messages(messages: readonly WireMessage[]): void;
  /** History has been read to its end. */
  loaded(): void;
  typing(on: boolean): void;
  erased(): void;
}

/** History once, then the event stream for as long as the page lives. */
export interface Connection {
  start(): void;
  /** Try again at once; an open stream is opened anew, since it may be dead without knowing it. */
  wake(): void;
  /** Reads what was said since the last message here. @throws StatusError, or what a lost network throws. */
  catchUp(): Promise<void>;
}

/** Silence after which a stream is taken for dead; servers send a heartbeat well within it. */
const silenceMs = 60_000;
const pageLimit = 100;

interface Place {
  loaded: boolean;
  cursor: string | null;
  lastEventId: string | null;
}

async function readHistory(
  api: ChatApi,
  place: Pick<Place, 'cursor'>,
  events: ConnectionEvents,
  signal: AbortSignal,
): Promise<void> {
  for (let page = 0; page < pageLimit; page++) {
    const { cursor, messages } = await api.history(place.cursor, signal);
    events.messages(messages);
    const moved = cursor !== null && cursor !== place.cursor;
    if (moved) place.cursor = cursor;
    if (!moved || messages.length === 0) break;
  }
}

function parseData(event: ServerEvent): unknown {
  try {
    return JSON.parse(event.data);
  } catch {
    return null;
  }
}

function take(event: ServerEvent, place: Place, events: ConnectionEvents): void {
  if (event.event === 'erased') {
    // Numbers may begin anew after a deletion, so nothing of the old place is kept.
    place.cursor = null;
    place.lastEventId = event.id;
    events.erased();
    return;
  }
  if (event.id !== null) place.lastEventId = event.id;
  if (event.event === 'typing') events.typing(toFields(parseData(event))?.on === true);
  if (event.event === 'message') {
    const message = parseMessage(parseData(event));
    if (message !== null) events.messages([message]);
  }
}

/** Builds a connection; `start` begins it. */
export function createConnection(
  api: ChatApi,
  events: ConnectionEvents,
  random: () => number = Math.random,
): Connection {
  const pause = createPause();
  const place: Place = { loaded: false, cursor: null, lastEventId: null };
  let current = new AbortController();
  let attempt = 0;
  let retryMs: number | null = null;
  let woken = false;

  const readStream = async (): Promise<void> => {
    const controller = current;
    const response = await api.events(place.cursor, place.lastEventId, controller.signal);
    events.state('live');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const parse = createEventParser();
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    try {
      for (;;) {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => controller.abort(), silenceMs);
        const part = await reader?.read();
        if (!part || part.done) return;
        attempt = 0;
        const chunk = parse(part.value);
        retryMs = chunk.retryMs ?? retryMs;
        for (const event of chunk.events) take(event, place, events);
      }
    } finally {
      clearTimeout(watchdog);
      events.typing(false);
    }
  };

  /** One life of the connection. Returns how long to wait before the next. */
  const live = async (): Promise<number> => {
    let askedMs = 0;
    try {
      if (!place.loaded) {
        await readHistory(api, place, events, current.signal);
        place.loaded = true;
        events.loaded();
      }
      await readStream();
    } catch (error) {
      if (error instanceof StatusError) {
        if (error.status === 401 || error.status === 403) {
          events.state('unauthorised');
          return Number.POSITIVE_INFINITY;
        }
        askedMs = error.retryAfterMs ?? 0;
      }
    }
    attempt++;
    events.state(navigator.onLine ? (place.loaded ? 'reconnecting' : 'connecting') : 'offline');
    const ownMs =
      attempt === 1 && retryMs !== null ? retryMs * (0.75 + random() / 2) : backOffMs(attempt, random);
    return Math.max(askedMs, ownMs);
  };

  const run = async (): Promise<void> => {
    for (;;) {
      woken = false;
      current = new AbortController();
      const delayMs = await live();
      // `setTimeout` overflows on infinity; a day is as good.
      if (!woken) await pause.wait(Math.min(delayMs, 86_400_000));
    }
  };

  return {
    // On a place of its own: an erasure is for the stream to notice.
    catchUp: () => {
      const cursor = place.lastEventId ?? place.cursor;
      return readHistory(api, { cursor }, events, AbortSignal.timeout(silenceMs));
    },
    start: () => void run(),
    wake: () => {
      woken = true;
      attempt = 0;
      current.abort();
      pause.wake();
    },
  };
}
