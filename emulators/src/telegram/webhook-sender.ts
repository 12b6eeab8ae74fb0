import { setMaxListeners } from 'node:events';
import { type EmulatorClock, type JsonObject, pause } from './types.ts';
import type { PendingUpdate, UpdateQueue } from './update-queue.ts';

/** Pace of webhook deliveries. */
export interface WebhookTimes {
  /** Wait after the first failure, doubled at each further one. Default 250. */
  readonly retryBaseMs: number;
  /** Longest wait. Default 30,000. */
  readonly retryCapMs: number;
  /** Longest time for an answer. Default 10,000. */
  readonly timeoutMs: number;
}

/** Where updates are to be sent. */
export interface WebhookTarget {
  readonly url: string;
  readonly secret: string | undefined;
  readonly maxConnections: number;
}

export interface WebhookSenderOptions {
  readonly clock: EmulatorClock;
  readonly updates: UpdateQueue;
  readonly times: WebhookTimes;
}

/**
 * Sends updates to a webhook: in order within a chat, chats beside one another, each until it is answered
 * 2xx. An update that fails holds back only its own chat.
 */
export class WebhookSender {
  readonly #options: WebhookSenderOptions;
  #target: WebhookTarget | undefined;
  #stopping: AbortController | undefined;
  #lastError: { readonly at: number; readonly message: string } | undefined;
  readonly #busyChats = new Set<number>();

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
    options.updates.listen(() => this.#pump());
  }

  get target(): WebhookTarget | undefined {
    return this.#target;
  }

  /** Starts sending to `target`, or stops when undefined. */
  aim(target: WebhookTarget | undefined): void {
    this.#stopping?.abort();
    this.#busyChats.clear();
    this.#target = target;
    this.#lastError = undefined;
    this.#stopping = target === undefined ? undefined : createController();
    this.#pump();
  }

  /** Pauses (the emulator is shutting down); the target is kept for `resume`. */
  pause(): void {
    this.#stopping?.abort();
    this.#stopping = undefined;
    this.#busyChats.clear();
  }

  resume(): void {
    if (this.#target === undefined || this.#stopping !== undefined) return;
    this.#stopping = createController();
    this.#pump();
  }

  /** Body of `getWebhookInfo`. */
  info(): JsonObject {
    const error = this.#lastError;
    return {
      url: this.#target?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.#options.updates.size,
      ...(this.#target === undefined ? {} : { max_connections: this.#target.maxConnections }),
      ...(error === undefined
        ? {}
        : { last_error_date: Math.floor(error.at / 1000), last_error_message: error.message }),
      ...(this.#options.updates.allowed.length === 0
        ? {}
        : { allowed_updates: this.#options.updates.allowed }),
    };
  }

  #pump(): void {
    const target = this.#target;
    const stopping = this.#stopping;
    if (target === undefined || stopping === undefined) return;
    for (const update of this.#options.updates.peek(Number.MAX_SAFE_INTEGER)) {
      if (this.#busyChats.size >= target.maxConnections) return;
      const chat = chatOf(update);
      if (this.#busyChats.has(chat)) continue;
      this.#busyChats.add(chat);
      void this.#sendUntilTaken(update, target, stopping.signal).then(() => {
        if (stopping.signal.aborted) return;
        this.#options.updates.remove(update.update_id);
        this.#busyChats.delete(chat);
        this.#pump();
      });
    }
  }

  async #sendUntilTaken(update: PendingUpdate, target: WebhookTarget, signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures += 1) {
      const fault = await this.#send(update, target, signal);
      if (fault === undefined || signal.aborted) return;
      this.#lastError = { at: this.#options.clock.now(), message: fault };
      const { retryBaseMs, retryCapMs } = this.#options.times;
      await pause(this.#options.clock, Math.min(retryCapMs, retryBaseMs * 2 ** failures), signal);
    }
  }

  /** One try; returns what was wrong with the answer. */
  async #send(
    update: PendingUpdate,
    target: WebhookTarget,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    try {
      const response = await fetch(target.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(target.secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': target.secret }),
        },
        body: JSON.stringify(update),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.#options.times.timeoutMs)]),
      });
      await response.arrayBuffer();
      if (response.ok) return undefined;
      return `Wrong response from the webhook: ${response.status} ${response.statusText}`.trim();
    } catch (error) {
      return error instanceof Error && error.name === 'TimeoutError'
        ? 'Read timeout expired'
        : 'Connection failed';
    }
  }
}

/** One signal for every update on its way: many listeners are no leak. */
function createController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** The chat an update belongs to; 0 for updates without one. */
function chatOf(update: PendingUpdate): number {
  for (const value of Object.values(update)) {
    if (typeof value !== 'object' || value === null) continue;
    const holder = value as { chat?: { id?: number }; message?: { chat?: { id?: number } } };
    const id = holder.chat?.id ?? holder.message?.chat?.id;
    if (id !== undefined) return id;
  }
  return 0;
}
