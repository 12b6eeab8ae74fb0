import { tooManyRequests } from './bot-api-error.ts';

/** How often a bot may send; `true` takes the real figures. */
export interface TelegramRateLimits {
  /** Smallest distance of two messages to one chat, ms. Real: 1,000. */
  readonly perChatMs: number;
  /** Messages a second to all chats together. Real: 30. */
  readonly overallPerSecond: number;
  /** Messages a minute to one group. Real: 20. */
  readonly perGroupPerMinute: number;
}

/** The limits that Telegram publishes. */
export const realRateLimits: TelegramRateLimits = {
  perChatMs: 1000,
  overallPerSecond: 30,
  perGroupPerMinute: 20,
};

/** Sliding windows of one bot's sends. */
export class RateLimiter {
  readonly #limits: TelegramRateLimits;
  #overall: number[] = [];
  readonly #chats = new Map<number, number[]>();

  constructor(limits: TelegramRateLimits) {
    this.#limits = limits;
  }

  /** Counts a send, or throws 429 with the seconds to wait. */
  admit(chat: number, group: boolean, now: number): void {
    const sends = (this.#chats.get(chat) ?? []).filter((at) => now - at < 60_000);
    this.#overall = this.#overall.filter((at) => now - at < 1000);
    const last = sends.at(-1);
    const oldest = sends[0];
    let waitMs = 0;
    if (last !== undefined) waitMs = Math.max(waitMs, last + this.#limits.perChatMs - now);
    if (group && oldest !== undefined && sends.length >= this.#limits.perGroupPerMinute) {
      waitMs = Math.max(waitMs, oldest + 60_000 - now);
    }
    const first = this.#overall[0];
    if (first !== undefined && this.#overall.length >= this.#limits.overallPerSecond) {
      waitMs = Math.max(waitMs, first + 1000 - now);
    }
    if (waitMs > 0) throw tooManyRequests(Math.ceil(waitMs / 1000));
    sends.push(now);
    this.#overall.push(now);
    this.#chats.set(chat, sends);
  }
}
