import type { EmulatorClock, JsonObject } from './types.ts';

/** An update that has not been confirmed. */
export type PendingUpdate = JsonObject & { readonly update_id: number };

/** Kinds that a bot receives only when it asks for them by name. */
const optIn = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** Unconfirmed updates of one bot, in order. */
export class UpdateQueue {
  readonly #clock: EmulatorClock;
  #pending: PendingUpdate[] = [];
  #nextId: number;
  #allowed: readonly string[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(clock: EmulatorClock, firstId: number) {
    this.#clock = clock;
    this.#nextId = firstId;
  }

  get size(): number {
    return this.#pending.length;
  }

  get allowed(): readonly string[] {
    return this.#allowed;
  }

  /** Sets the kinds to keep from now on; an empty list stands for the default. */
  allow(kinds: readonly string[] | undefined): void {
    if (kinds !== undefined) this.#allowed = kinds;
  }

  /** Adds an update unless the bot did not ask for its kind; returns its id, or undefined when dropped. */
  push(kind: string, payload: JsonObject): number | undefined {
    const wanted = this.#allowed.length === 0 ? !optIn.has(kind) : this.#allowed.includes(kind);
    if (!wanted) return undefined;
    const update = { update_id: this.#nextId++, [kind]: payload };
    this.#pending.push(update);
    for (const listener of this.#listeners) listener();
    return update.update_id;
  }

  /** Forgets everything below `offset`; a negative one keeps that many of the newest. */
  confirm(offset: number): void {
    this.#pending =
      offset < 0 ? this.#pending.slice(offset) : this.#pending.filter((update) => update.update_id >= offset);
  }

  /** Removes one update (a webhook took it). */
  remove(updateId: number): void {
    this.#pending = this.#pending.filter((update) => update.update_id !== updateId);
  }

  clear(): void {
    this.#pending = [];
  }

  peek(limit: number): readonly PendingUpdate[] {
    return this.#pending.slice(0, limit);
  }

  /** Calls `listener` at every new update until the returned function is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when there is something to read, after `timeoutMs`, or when `signal` aborts. */
  wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (this.#pending.length > 0 || timeoutMs <= 0 || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        timer.cancel();
        stopListening();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = this.#clock.after(timeoutMs, done);
      const stopListening = this.listen(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
