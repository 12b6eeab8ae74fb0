import type { ServerResponse } from 'node:http';
import type { EngineEvent } from '../../contracts/events.ts';
import type { ClockTimer } from '../../core/clock.ts';
import { describeError } from '../../core/errors.ts';
import type { Cursor } from './cursor.ts';
import { EventStream } from './event-stream.ts';
import type { HttpChannelOptions } from './http-options.ts';

export interface EventStreams {
  /** Takes over the response and follows the Conversation until the client goes. False when there are too many. */
  open(conversation: string, basePath: string, cursor: Cursor, response: ServerResponse): boolean;
  /** Something was posted to this Conversation in this process: look now. */
  touch(conversation: string): void;
  /** Ends every stream and opens no more; clients come back to another process. */
  close(): void;
}

const heartbeatEveryMs = 15_000;

/**
 * Server-sent events of one bot. Events of the engine make it look at once; a look at the heads of all
 * followed Conversations every second finds what other processes have done. The database decides what is
 * sent, so a stream that resumes never misses and never repeats.
 */
export function createEventStreams(options: HttpChannelOptions): EventStreams {
  const { bot, store, clock, logger, meter, maximumStreams = 2_000, followEveryMs = 1_000 } = options;
  const streams = new Set<EventStream>();
  let followTimer: ClockTimer | null = null;
  let beatTimer: ClockTimer | null = null;
  let unfollow: (() => void) | null = null;
  let closed = false;

  const onEvent = (event: EngineEvent): void => {
    for (const stream of streams) {
      if (stream.conversationId !== event.conversationId) continue;
      if (event.type === 'turn-start') stream.setTyping(true);
      if (event.type === 'turn-end') stream.setTyping(false);
      if (event.type !== 'turn-start') void stream.push();
    }
  };

  const look = async (): Promise<void> => {
    const ids = new Set([...streams].flatMap(({ conversationId }) => conversationId ?? []));
    const heads = ids.size === 0 ? [] : await store.readHeads([...ids]);
    const byId = new Map(heads.map((head) => [head.conversationId, head]));
    for (const stream of streams) stream.follow(byId.get(stream.conversationId ?? '') ?? null);
  };

  const follow = async (): Promise<void> => {
    try {
      await look();
    } catch (error) {
      logger.warn({ bot, error: describeError(error) }, 'Conversations could not be followed; trying again.');
    }
    followTimer = streams.size > 0 && !closed ? clock.after(followEveryMs, () => void follow()) : null;
  };

  const beat = (): void => {
    for (const stream of streams) stream.beat();
    beatTimer = streams.size > 0 ? clock.after(heartbeatEveryMs, beat) : null;
  };

  const remove = (stream: EventStream): void => {
    stream.close();
    if (!streams.delete(stream)) return;
    meter.gauge('opora_sse_connections', streams.size, { bot });
    if (streams.size > 0) return;
    unfollow?.();
    unfollow = null;
  };

  return {
    open(conversation, basePath, cursor, response) {
      if (closed || streams.size >= maximumStreams) return false;
      const stream = new EventStream({ bot, store, clock, logger, conversation, basePath, cursor, response });
      streams.add(stream);
      meter.gauge('opora_sse_connections', streams.size, { bot });
      unfollow ??= options.follow(onEvent);
      response.on('close', () => remove(stream));
      response.write('retry: 2000\n\n');
      void stream.push();
      followTimer ??= clock.after(followEveryMs, () => void follow());
      beatTimer ??= clock.after(heartbeatEveryMs, beat);
      return true;
    },
    touch(conversation) {
      for (const stream of streams) if (stream.conversation === conversation) void stream.push();
    },
    close() {
      closed = true;
      followTimer?.cancel();
      beatTimer?.cancel();
      for (const stream of [...streams]) {
        remove(stream);
        stream.response.end();
      }
    },
  };
}
