/** Time as the emulator sees it; the runtime's `Clock` fits. */
export interface EmulatorClock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs `task` once after `delayMs`. */
  after(delayMs: number, task: () => void): { cancel(): void };
}

/** The machine's clock. */
export const machineClock: EmulatorClock = {
  now: () => Date.now(),
  after(delayMs, task) {
    const handle = setTimeout(task, delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
};

/** Resolves after `delayMs`, or as soon as `signal` aborts. */
export function pause(clock: EmulatorClock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      timer.cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = clock.after(delayMs, done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}

/** An object as it travels in JSON. */
export type JsonObject = { readonly [key: string]: unknown };

/** A bot known to the emulator. */
export interface TelegramBotAccount {
  /** `<number>:<secret>`, as BotFather gives it. */
  readonly token: string;
  /** Without `@`. */
  readonly username: string;
}

/** A person with a Telegram account. */
export interface TelegramPerson {
  readonly id: number;
  /** Default `Person <id>`. */
  readonly firstName?: string;
  readonly username?: string;
  /** IETF tag such as `uk`; omitted when undefined. */
  readonly languageCode?: string;
}

/** Kinds of media a message may carry. */
export const mediaKinds = ['voice', 'audio', 'document', 'photo', 'sticker', 'video'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** A file kept by the emulator. */
export interface StoredFile {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly mimeType: string;
  readonly content: Buffer;
}

/** Content of a message: text, or media with a caption. */
export interface MessageContent {
  readonly text: string;
  readonly media?: { readonly kind: MediaKind; readonly file: StoredFile; readonly durationSeconds?: number };
  readonly replyMarkup?: JsonObject;
  /** Fields of a person's message that the emulator only passes on (contact, location, entities ...). */
  readonly extra?: JsonObject;
}

/** A message as a chat holds it. */
export interface StoredMessage {
  readonly id: number;
  readonly at: number;
  /** Undefined when the bot wrote it. */
  readonly author: number | undefined;
  content: MessageContent;
  editedAt: number | undefined;
  deleted: boolean;
  /** Earlier contents, oldest first. */
  readonly revisions: { readonly at: number; readonly text: string }[];
}

/** One line of a chat as a person saw it. */
export interface ShownMessage {
  readonly bot: string;
  readonly chat: number;
  readonly messageId: number;
  readonly from: 'bot' | 'person';
  readonly author: string;
  /** ISO 8601. */
  readonly at: string;
  readonly kind: 'text' | MediaKind;
  readonly text: string;
  /** Labels and data of an inline keyboard, row by row. */
  readonly buttons: readonly (readonly {
    readonly text: string;
    readonly data?: string;
    readonly url?: string;
  }[])[];
  /** Labels of a reply keyboard, row by row. */
  readonly keyboard: readonly (readonly string[])[];
  readonly file?: {
    readonly id: string;
    readonly name: string;
    readonly mimeType: string;
    readonly sizeBytes: number;
  };
  readonly editedAt?: string;
  readonly deleted: boolean;
  readonly revisions: readonly { readonly at: string; readonly text: string }[];
}
