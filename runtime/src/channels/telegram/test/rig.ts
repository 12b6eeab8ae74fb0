import { inspect } from 'node:util';
import {
  createTelegramEmulator,
  type TelegramEmulator,
  type TelegramEmulatorOptions,
} from '@opora/emulators';
import type { OutgoingDelivery } from '../../../contracts/channel.ts';
import type { Json } from '../../../contracts/json.ts';
import type { OutgoingMessage } from '../../../contracts/message.ts';
import type { Accepted, IncomingUpdate, Intake } from '../../../contracts/update.ts';
import { type Clock, systemClock } from '../../../core/clock.ts';
import type { Logger } from '../../../core/logger.ts';
import type { Meter } from '../../../core/meter.ts';
import { createTelegramChannel, type TelegramChannel } from '../telegram-channel.ts';
import type { TelegramChannelOptions } from '../telegram-options.ts';

export const token = '7000000001:AAH-very_secret-part';
const secretPart = 'AAH-very_secret-part';

/** Waits run `factor` times as fast; everything else is real. */
export function hurried(factor: number): Clock {
  return { ...systemClock, after: (delayMs, task) => systemClock.after(delayMs / factor, task) };
}

/** Whatever a channel says: log lines, counts and answers, searchable for the token. */
interface Witness {
  readonly logger: Logger;
  readonly meter: Meter;
  readonly lines: { readonly level: string; readonly text: string }[];
  readonly counts: Map<string, number>;
  /** Keeps anything for `leaks`. */
  note(value: unknown): void;
  /** Everything seen that contains the token or its secret part. */
  leaks(): readonly string[];
}

function createWitness(): Witness {
  const lines: { level: string; text: string }[] = [];
  const counts = new Map<string, number>();
  const noted: string[] = [];
  const line =
    (level: string) =>
    (fields: object, message: string): void => {
      lines.push({ level, text: `${message} ${inspect(fields, { depth: 10 })}` });
    };
  const logger: Logger = {
    trace: line('trace'),
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    fatal: line('fatal'),
    child: () => logger,
  };
  const meter: Meter = {
    count: (name, labels = {}, by = 1) => {
      for (const key of [name, `${name} ${Object.values(labels).join(' ')}`])
        counts.set(key, (counts.get(key) ?? 0) + by);
      noted.push(JSON.stringify(labels));
    },
    gauge: () => undefined,
    observe: () => undefined,
  };
  return {
    logger,
    meter,
    lines,
    counts,
    note: (value) => noted.push(inspect(value, { depth: 10 })),
    leaks: () => [...lines.map(({ text }) => text), ...noted].filter((text) => text.includes(secretPart)),
  };
}

/** An Intake in memory that knows duplicates and fails when told to. */
export class FakeIntake implements Intake {
  readonly accepted: IncomingUpdate[] = [];
  duplicates = 0;
  /** Asked before every acceptance; what it returns is thrown. */
  failWith: (update: IncomingUpdate) => Error | undefined = () => undefined;
  /** Awaited before every acceptance. */
  delay: (update: IncomingUpdate) => Promise<void> = () => Promise.resolve();
  onAccepted: (update: IncomingUpdate) => void = () => undefined;
  /** Most acceptances of one chat that ever ran at a time. */
  mostAtOncePerChat = 0;
  mostAtOnce = 0;
  readonly #running = new Map<string, number>();

  async accept(update: IncomingUpdate): Promise<Accepted> {
    const { conversation } = update;
    const running = (this.#running.get(conversation) ?? 0) + 1;
    this.#running.set(conversation, running);
    this.mostAtOncePerChat = Math.max(this.mostAtOncePerChat, running);
    this.mostAtOnce = Math.max(
      this.mostAtOnce,
      [...this.#running.values()].reduce((sum, count) => sum + count, 0),
    );
    try {
      await this.delay(update);
      const fault = this.failWith(update);
      if (fault !== undefined) throw fault;
      const duplicate = this.accepted.some(({ externalId }) => externalId === update.externalId);
      if (duplicate) this.duplicates += 1;
      else this.accepted.push(update);
      this.onAccepted(update);
      return { updateId: `u1.${this.accepted.length}`, conversationId: '1', duplicate };
    } finally {
      this.#running.set(conversation, (this.#running.get(conversation) ?? 1) - 1);
    }
  }

  /** Texts of a chat in the order of acceptance. */
  texts(chat: number): readonly (string | undefined)[] {
    return this.accepted
      .filter(({ conversation }) => conversation === String(chat))
      .map(({ content }) => content.text);
  }
}

/** An emulator, a witness and the channels made here; all end with `close`. */
export interface Rig {
  readonly emulator: TelegramEmulator;
  readonly witness: Witness;
  channel(options?: Partial<TelegramChannelOptions>): TelegramChannel;
  close(): Promise<void>;
}

export async function createRig(options: TelegramEmulatorOptions = {}): Promise<Rig> {
  const emulator = createTelegramEmulator({ bots: [{ token, username: 'opora_bot' }], ...options });
  await emulator.start();
  const witness = createWitness();
  const channels: TelegramChannel[] = [];
  return {
    emulator,
    witness,
    channel(overrides = {}) {
      const channel = createTelegramChannel({
        bot: 'esm',
        token,
        apiRoot: emulator.url,
        commands: [],
        languages: ['ru', 'uk', 'en'],
        logger: witness.logger,
        meter: witness.meter,
        clock: systemClock,
        repeatedLabel: { ru: 'Возможно, повторно:', uk: 'Можливо, повторно:', en: 'Possibly repeated:' },
        groupRefusal: { ru: 'Пишите мне лично.', uk: 'Пишіть мені особисто.', en: 'Write to me in private.' },
        pollTimeoutSeconds: 2,
        requestTimeoutMs: 2000,
        ...overrides,
      });
      channels.push(channel);
      return channel;
    },
    async close() {
      await Promise.all(channels.map((channel) => channel.stop()));
      await emulator.stop();
    },
  };
}

/** Resolves when `condition` holds; throws after `limitMs`. */
export async function until(condition: () => boolean, limitMs = 10_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Did not come true within ${limitMs} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function delivery(
  chat: number,
  message: OutgoingMessage,
  extras: Partial<OutgoingDelivery> = {},
): OutgoingDelivery {
  return {
    id: 'd1.1',
    conversation: String(chat),
    message,
    attempt: 1,
    maybeRepeated: false,
    progress: null,
    requestId: 'r1',
    ...extras,
  };
}

/** `DeliverOptions` that remember the progress. */
export function progressKeeper(): {
  readonly saved: Json[];
  readonly signal: AbortSignal;
  saveProgress(progress: Json): Promise<void>;
} {
  const saved: Json[] = [];
  return {
    saved,
    signal: new AbortController().signal,
    saveProgress: (progress) => {
      saved.push(progress);
      return Promise.resolve();
    },
  };
}
