import type { ServerResponse } from 'node:http';
import type { ConversationHead } from '../../contracts/store.ts';
import type { Clock, ClockTimer } from '../../core/clock.ts';
import { describeError } from '../../core/errors.ts';
import { type Cursor, formatCursor, isErased, startCursor } from './cursor.ts';
import { httpChannelName } from './http-channel.ts';
import type { HttpChannelOptions } from './http-options.ts';
import { renderMessage } from './render-message.ts';

export interface EventStreamOptions extends Pick<HttpChannelOptions, 'bot' | 'store' | 'logger'> {
  readonly clock: Clock;
  readonly conversation: string;
  readonly basePath: string;
  readonly cursor: Cursor;
  readonly response: ServerResponse;
}

const typingAfterMs = 250;
const pageSize = 200;
/** A reader that lets this much gather is cut off; it resumes from its last event. */
const maximumBufferedBytes = 1024 * 1024;

/** One open `GET .../events`: what was sent so far, and how to send what is missing. */
export class EventStream {
  readonly conversation: string;
  readonly response: ServerResponse;
  /** Null until the Conversation exists. */
  conversationId: string | null = null;
  readonly #options: EventStreamOptions;
  #cursor: Cursor;
  #typing = false;
  #typingTimer: ClockTimer | null = null;
  #pushing = false;
  #again = false;
  #closed = false;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#cursor = options.cursor;
    this.conversation = options.conversation;
    this.response = options.response;
  }

  /** Sends what the database has and the reader has not. Calls while it works are one more look. */
  async push(): Promise<void> {
    this.#again = true;
    if (this.#pushing) return;
    this.#pushing = true;
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        await this.#pushPage();
      }
    } catch (error) {
      const { bot, logger } = this.#options;
      logger.warn(
        { bot, error: describeError(error) },
        'An event stream could not be fed; it will be tried again.',
      );
    } finally {
      this.#pushing = false;
    }
  }

  /** A Turn has started or ended. The sign waits a moment: most Turns are faster. */
  setTyping(on: boolean): void {
    this.#typingTimer?.cancel();
    this.#typingTimer = on ? this.#options.clock.after(typingAfterMs, () => this.#showTyping(true)) : null;
    if (!on) this.#showTyping(false);
  }

  /** What another process has done to the Conversation; null when it is gone. */
  follow(head: ConversationHead | null): void {
    if (head === null || head.lastSeq > this.#cursor.seq || isErased(this.#cursor, head)) void this.push();
    if (head === null) return;
    if (head.busy) this.#showTyping(true);
    else this.setTyping(false);
  }

  beat(): void {
    if (!this.#closed) this.response.write(': still here\n\n');
  }

  close(): void {
    this.#closed = true;
    this.#typingTimer?.cancel();
  }

  #showTyping(on: boolean): void {
    if (this.#typing === on) return;
    this.#typing = on;
    this.#write('typing', { on });
  }

  async #pushPage(): Promise<void> {
    const { bot, store, basePath, conversation } = this.#options;
    const page = await store.readMessages({
      ...{ bot, channel: httpChannelName, conversation },
      ...{ afterSeq: this.#cursor.seq, limit: pageSize },
    });
    if (this.#closed) return;
    const head = page?.head ?? null;
    this.conversationId = head?.conversationId ?? null;
    if (isErased(this.#cursor, head)) {
      this.#cursor = startCursor;
      this.#again = true;
      this.#write('erased', {}, head === null ? '0' : formatCursor(head, 0));
      return;
    }
    if (page === null || head === null) return;
    const { conversationId, erasedSeq } = head;
    for (const logged of page.messages) {
      const seq = logged.direction === 'out' ? logged.seq : logged.update.seq;
      this.#cursor = { conversationId, seq, erasedSeq };
      const message = renderMessage(logged, conversationId, basePath);
      if (message === null) continue;
      if (message.direction === 'out') this.setTyping(false);
      this.#write('message', message, formatCursor(head, seq));
    }
    if (page.messages.length === pageSize) this.#again = true;
  }

  #write(event: string, data: unknown, id?: string): void {
    if (this.#closed) return;
    const { response } = this;
    response.write(
      `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`,
    );
    if (response.writableLength > maximumBufferedBytes) response.destroy();
  }
}
