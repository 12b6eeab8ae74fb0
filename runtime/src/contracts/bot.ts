import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { Meter } from '../core/meter.ts';
import type { CorrectionRequest, TurnFacts, Validator } from './draft.ts';
import type { GuardPolicy, TurnGuard } from './guard.ts';
import type { Json } from './json.ts';
import type { Language, OutgoingMessage, UnknownDelivery } from './message.ts';
import type { TurnModels } from './turn-models.ts';
import type { Update } from './update.ts';

/** The debounce window that turns Updates into one Burst. A button or a command ends it at once. */
export interface BurstWindow {
  /** Silence that ends the Burst, in ms; 0 hands every Update on at once. */
  readonly quietMs: number;
  /** Longest wait since the Burst's first Update, in ms. */
  readonly capMs: number;
  /** Number of Updates that ends the Burst early. */
  readonly maximumParts: number;
  /** Characters of text that end the Burst early. */
  readonly maximumCharacters: number;
}

/** A read or write of a bot's own tables. `name` identifies the statement in logs and prepared statements. */
export interface Statement {
  readonly name: string;
  readonly sql: string;
  readonly values: readonly unknown[];
  /**
   * What it reads never changes once it is there. A program may keep it, and so ask for it outside of a step in one run of
   * a Turn and not in another; `opora replay` reads it anew.
   */
  readonly immutable?: true;
}

/** A write that commits with the Turn. */
export interface TurnWrite extends Statement {
  /**
   * Rows that must be affected. Any other number undoes the whole Turn, which then runs again
   * (a reservation that found no stock, for example).
   */
  readonly expectedRows?: number;
}

/** Reads a bot's own tables outside a Turn's transaction. */
export interface Database {
  query<Row>(statement: Statement): Promise<readonly Row[]>;
}

/**
 * Values of a bot's own variables, by their names without the bot's prefix: `TRAINING_DAYS`. A duration is in
 * milliseconds, a list its text with commas, `null` what is not set and has no default.
 */
export type BotSettingValues = Readonly<Record<string, string | number | boolean | null>>;

export interface StepOptions {
  /**
   * `first` (default): the result is durable before the step returns, so it is never paid twice.
   * `with-commit`: recorded together with the Turn; for reads that a replay needs but that cost nothing.
   */
  readonly journal?: 'first' | 'with-commit';
}

/** What one Turn may read and do. Everything asked for here happens at the commit, or not at all. */
export interface TurnContext {
  readonly bot: string;
  readonly channel: string;
  readonly conversationId: string;
  /** The platform's name of the thread. */
  readonly conversation: string;
  /** `t<conversation>.<turn>`. */
  readonly turnId: string;
  /** The Updates of this Turn, in order of acceptance; never empty, 50 at most. */
  readonly burst: readonly Update[];
  /** Start of the Turn, ms since the epoch; the same when the Turn is replayed. */
  readonly now: number;
  /**
   * Values of the bot's variables, the same for every Turn of the process. A replay sees those of its own process:
   * what must come out the same although a variable was changed belongs into the state or a step.
   */
  readonly settings: BotSettingValues;
  /** Number in [0, 1), from a stream seeded by the Turn: a rerun sees the same numbers. */
  random(): number;
  /**
   * Runs `run` once. When the Turn runs again over the same Burst, the stored result is returned and `run`
   * is not called. Names are unique within a Turn. Results have 4 MiB (4,194,304 characters of JSON) together.
   * @throws TerminalError `step_size`, with which the Turn is given up.
   */
  step<Result extends Json>(
    name: string,
    run: (signal: AbortSignal) => Promise<Result>,
    options?: StepOptions,
  ): Promise<Result>;
  /** Models, asked as steps; local methods answer where none is configured or none can. */
  readonly models: TurnModels;
  /** The Guards' answer about this Burst, and what they do for the program. */
  readonly guard: TurnGuard;
  /** Adds what was found out in this Turn: Validators let a Draft say nothing else. */
  gather(facts: TurnFacts): void;
  /** Adds a Draft, of 4 MiB of JSON at most. It leaves only after the Validators and the commit. */
  reply(message: OutgoingMessage): void;
  /**
   * Adds an effect on another system, sent through the Outbox with `key` as idempotency key; `payload` has 4 MiB of JSON
   * at most.
   */
  effect(name: string, payload: Json, key?: string): void;
  /**
   * Sets the timer `key` (1 to 200 characters; replaces one of the same key) for `at`, ms since the epoch; it comes back
   * as an Update of kind `timer`. A time that has passed fires at once. `payload` has 4 MiB of JSON at most.
   */
  schedule(key: string, at: number, payload?: Json): void;
  /** Takes a timer back; harmless when there is none. */
  cancel(key: string): void;
  /** Adds a write to the bot's own tables. */
  write(statement: TurnWrite): void;
  /**
   * Gives the Conversation to a person; the bot stays silent until it is released. Of the reason 1,000 characters are
   * kept. Then a Turn begins whose Burst holds the event `opora.released` with the payload `{held: Update[]}`: what
   * came in meanwhile, in order, the newest 50, timers and events too, and what was heard (`heardWhileHeld`). The
   * held Updates themselves do not come again; a Turn that was running when an Operator took the Conversation is
   * thrown away, and what it was about to answer is among them. Whoever holds the Conversation already keeps it.
   */
  handoff(reason: string): void;
  /**
   * Erases the Conversation: earlier Updates, Turns, journal, Deliveries and timers with this commit, the
   * rest of this Turn within an hour. The bot deletes its own rows by `write`.
   */
  erase(): void;
  readonly database: Database;
  readonly logger: Logger;
  readonly meter: Meter;
  /** Aborts when the Lease is lost, the deadline passes or the process stops. */
  readonly signal: AbortSignal;
}

/** A Turn's context for whoever corrects its Drafts: everything that only reads. */
export type CorrectionContext = Omit<
  TurnContext,
  'step' | 'gather' | 'reply' | 'effect' | 'schedule' | 'cancel' | 'write' | 'handoff' | 'erase'
>;

/** What an effect handler answers; the same three outcomes as a Channel's. */
export interface EffectHandler {
  /** `repeatable`: the other system honours the idempotency key. */
  readonly delivery: 'repeatable' | 'ambiguous';
  deliver(
    effect: { readonly id: string; readonly key: string; readonly payload: Json; readonly attempt: number },
    signal: AbortSignal,
  ): Promise<import('./channel.ts').DeliveryOutcome>;
}

export interface BotCommand {
  readonly name: string;
  readonly description: Readonly<Record<Language, string>>;
}

/** A complete bot, as data and one function. */
export interface Bot<State extends Json = Json> {
  /** Prefix of its URLs and variables; `[a-z][a-z0-9]*`. */
  readonly name: string;
  /** Shown on the web page. */
  readonly title: Readonly<Record<Language, string>>;
  readonly commands: readonly BotCommand[];
  readonly burst: BurstWindow;
  /** What happens to a Delivery whose outcome is unknown, unless its message says otherwise. */
  readonly unknownDelivery: UnknownDelivery;
  /**
   * How replies reach Telegram: `plain` (default) sends them, a lost answer leaves them unknown; `placeholder`
   * sends "…" and edits the text in, which can be repeated safely.
   */
  readonly telegramMode?: 'plain' | 'placeholder';
  /**
   * Newer message while thinking: `merge` reruns the Turn (twice at most, as long as its Burst has room), `next` answers
   * it afterwards.
   */
  readonly newerMessage: 'merge' | 'next';
  /**
   * Whether an Update reaches the program although a person holds the Conversation: a right that nobody may delay, such as
   * erasure. The rest of its Burst stays held, and so does the Conversation, unless it is erased. Default: none does.
   */
  readonly heardWhileHeld?: (update: Update) => boolean;
  /** Longest Turn, ms; default 60,000. */
  readonly turnDeadlineMs?: number;
  /** Folder of numbered SQL migrations of the bot's own tables. */
  readonly migrations?: URL;
  /**
   * Keeps what is said and remembered sealed at rest (AES-256-GCM): contents of Updates, states, journals, steps and
   * Deliveries. `setting` names the variable (without the bot's prefix) that holds the key: 32 bytes of base64, or for
   * a change of keys `<id>:<base64>,…`, of which the first seals and all open. Rows stored before it was declared stay
   * as they are. Names of Conversations and ids stay readable.
   */
  readonly sealing?: { readonly setting: string };
  readonly effects?: Readonly<Record<string, EffectHandler>>;
  readonly validators?: readonly Validator[];
  /** What this bot makes of the Guards; safe defaults. */
  readonly guards?: GuardPolicy;
  /**
   * Writes rejected Drafts anew; asked twice at most in a Turn, each time inside a step journalled `first`. What it
   * throws ends the corrections, not the Turn.
   */
  correctDrafts?(context: CorrectionContext, request: CorrectionRequest): Promise<readonly OutgoingMessage[]>;
  /** Drafts made of the facts alone, when corrections have failed; judged like any other. Null: none. Pure. */
  templateDrafts?(request: CorrectionRequest): readonly OutgoingMessage[] | null;
  /** Text sent when neither corrections nor the template could be. */
  fallbackMessage?(language: Language | null): OutgoingMessage;
  initialState(): State;
  /** Reads a stored state, upgrading older shapes. Throw to dead-letter the Turn rather than lose state. */
  parseState(stored: Json): State;
  /** The language of the Conversation, for templates of the runtime. */
  languageOf?(state: State): Language | null;
  /** The program of one Turn: returns the new state, of 65,536 characters of JSON at most. */
  turn(context: TurnContext, state: State): Promise<State>;
}

/** Checks a bot's definition and returns it unchanged. */
export function defineBot<State extends Json>(bot: Bot<State>): Bot<State> {
  if (!/^[a-z][a-z0-9]*$/.test(bot.name)) {
    throw new TypeError(`Bot name "${bot.name}" must be lower-case letters and digits, for example "esm".`);
  }
  return bot;
}

/** What a bot's own long-lived parts receive. */
export interface BotServices {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly database: Database;
}
