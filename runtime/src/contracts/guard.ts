import type { Language } from './message.ts';
import type { UpdateContent } from './update.ts';

/**
 * What the Guards say of a Burst, mildest first. `noted` is journalled; `raised` admits without actions that a
 * model proposes and without history; `refuse` ends the Turn with a neutral sentence.
 */
export type VerdictName = 'admit' | 'noted' | 'raised' | 'refuse';

/** What a person may always ask for: honoured at any score. */
export type Right = 'person' | 'complaint' | 'opt-out' | 'erasure';

/** Categories of `omni-moderation-latest`, which the local floor shares. */
export type ModerationCategory =
  | 'sexual/minors'
  | 'self-harm'
  | 'self-harm/intent'
  | 'self-harm/instructions'
  | 'harassment/threatening'
  | 'hate/threatening'
  | 'illicit/violent'
  | 'harassment'
  | 'hate'
  | 'illicit'
  | 'sexual'
  | 'violence'
  | 'violence/graphic';

/** Refuse with alert and Handoff, careful text and Handoff, Handoff, one calm reply and then Handoff, or note. */
export type ModerationAction = 'refuse' | 'care' | 'handoff' | 'calm' | 'note';

/** One class of attack that scored. */
export interface VerdictSignal {
  readonly class: string;
  /** 0 to 1. */
  readonly weight: number;
  /** Where it stood: the person's words, an indirect source, or only the last messages joined. */
  readonly source: 'text' | 'payload' | 'turns';
}

export interface ModerationVerdict {
  /** The gravest action that the categories call for; null when there is none. */
  readonly action: ModerationAction | null;
  readonly categories: readonly ModerationCategory[];
  /** Who judged; `local` also when the provider did not answer. */
  readonly source: 'local' | 'provider';
}

/** The Guards' answer about one Burst: plain data, the same when the Turn is replayed. */
export interface Verdict {
  /** 0 to 1; the highest of the Burst. */
  readonly score: number;
  readonly verdict: VerdictName;
  /** The heaviest of each class, heaviest first. */
  readonly signals: readonly VerdictSignal[];
  /** Ids of Updates whose indirect part (forwarded text, file names, payload) no model may see. */
  readonly withheld: readonly string[];
  /** From `raised` on: what may be answered although the rest is suspect. Null: nothing. */
  readonly legitimate: string | null;
  readonly rights: readonly Right[];
  readonly moderation: ModerationVerdict;
  /** Kinds that Intake replaced in this Burst (`card`, `card_expiry`, `cvv`, `secret`). */
  readonly replaced: readonly string[];
  /** Updates of the Burst that the message rate kept from the program. */
  readonly limited: number;
  /** Set when a detector failed: the Turn keeps to local methods. */
  readonly fault: 'threw' | 'slow' | null;
  /** Whether actions proposed by a model may be considered in this Turn. */
  readonly allowsActions: boolean;
  /** Whether earlier messages may be shown to a model in this Turn. */
  readonly allowsHistory: boolean;
}

/** A text that somebody else wrote and a model might read. */
export interface IndirectSource {
  readonly text: string;
  readonly vector: 'image_ocr' | 'forwarded' | 'profile_name' | 'catalog_field';
  /** Names the source in logs, for example `catalog:SKU-1`. No user text. */
  readonly source: string;
}

export interface SourceVerdict {
  /** True: the text must not reach a model. */
  readonly withheld: boolean;
  readonly score: number;
  readonly signals: readonly VerdictSignal[];
}

/** What a program knows and may ask of the Guards in its Turn. */
export interface TurnGuard extends Verdict {
  /** Judges a catalog field, a document or the text of a picture before a model sees it. */
  inspect(source: IndirectSource): SourceVerdict;
  /**
   * The text with typed placeholders (`[PHONE_1]`) in place of personal data, stable in this Turn; for whatever a
   * model reads and for cache keys. Null when redaction failed: use a local method.
   */
  redact(text: string): string | null;
  /** Puts the values back, for a reply to their own sender only. */
  restore(text: string): string;
}

/** Sentences that the runtime says itself. */
export type GuardText = 'refused' | 'limited' | 'never-send' | 'care' | 'handoff' | 'calm';

/** How many messages of one person are answered. */
export interface MessageRatePolicy {
  /** Default 20 (`OPORA_MESSAGES_PER_MINUTE`). */
  readonly perMinute?: number;
  /** Default 200 (`OPORA_MESSAGES_PER_HOUR`). */
  readonly perHour?: number;
  /** What one Update costs; default 1 for a message or an edit and a third for a button. */
  readonly costOf?: (update: UpdateContent) => number;
}

/**
 * What a bot makes of the Guards. Cards, their details and secrets are replaced before the write whatever stands
 * here.
 */
export interface GuardPolicy {
  /**
   * `enforce` (default): what is refused, or raised with nothing to answer in it, is met with one neutral sentence
   * and the program does not see it. `note`: the program sees everything, with the Verdict.
   */
  readonly injection?: 'enforce' | 'note';
  /**
   * By action: `act` (default) says the runtime's sentence and hands over as the action asks, `reply` only says it,
   * `note` leaves both to the program.
   */
  readonly moderation?: Partial<
    Readonly<Record<Exclude<ModerationAction, 'note'>, 'act' | 'reply' | 'note'>>
  >;
  /** Default 20 a minute and 200 an hour. */
  readonly messageRate?: 'off' | MessageRatePolicy;
  /** Who helps people who want to harm themselves; default `OPORA_HELP_LINE`. */
  readonly helpLine?: (language: Language) => string | null;
  /** Takes the place of the runtime's sentence; undefined keeps it. */
  readonly text?: (name: GuardText, language: Language) => string | undefined;
  /** The bot's own handles, which are nobody's personal data. */
  readonly ownHandles?: readonly string[];
  /**
   * When Validators have rejected the Drafts, two corrections and the template: `handoff` (default) gives the
   * Conversation to a person with the fallback message, `fallback` says that message alone.
   */
  readonly exhausted?: 'handoff' | 'fallback';
}

/**
 * Asks a provider about a text without personal data. Null when it did not answer: the local floor decides. Must
 * not throw and must give up when `signal` aborts.
 */
export type ProviderModeration = (request: {
  readonly text: string;
  readonly bot: string;
  readonly conversationId: string;
  readonly signal: AbortSignal;
}) => Promise<{ readonly categories: readonly string[] } | null>;

/** The answer of Guards that looked at nothing: where none are wired, and for Turns of timers and events. */
export const uninspected: TurnGuard = {
  score: 0,
  verdict: 'admit',
  signals: [],
  withheld: [],
  legitimate: null,
  rights: [],
  moderation: { action: null, categories: [], source: 'local' },
  replaced: [],
  limited: 0,
  fault: null,
  allowsActions: true,
  allowsHistory: true,
  inspect: () => ({ withheld: true, score: 0.5, signals: [] }),
  redact: () => null,
  restore: (text) => text,
};
