import type { Language, OutgoingMessage } from './message.ts';

/** What a Turn has gathered: whatever a Draft states must come from here. */
export interface TurnFacts {
  /** Amounts of money, in their own unit; the currency is compared when both have one. */
  readonly money?: readonly { readonly amount: number; readonly currency?: string }[];
  /** Other numbers: sizes, stock, days, quantities. */
  readonly numbers?: readonly number[];
  /** Full links. */
  readonly links?: readonly string[];
  /** Phones in any spelling. */
  readonly phones?: readonly string[];
  /** Names of products, people and places that may be said. */
  readonly names?: readonly string[];
  /** Texts (knowledge passages, catalog descriptions, the person's message) whose numbers and names count as facts. */
  readonly texts?: readonly string[];
}

/** What a Validator knows beside the Draft. */
export interface DraftContext {
  /** The language of the Conversation, where the bot knows it. */
  readonly language: Language | null;
  /** Name of the Channel, for its limits. */
  readonly channel: string;
  /** Everything given to `context.gather` in this Turn. */
  readonly facts: TurnFacts;
}

/** The judge of a Draft. Returns machine-readable reasons against it; none lets it pass. Pure. */
export interface Validator {
  readonly name: string;
  judge(draft: OutgoingMessage, context: DraftContext): readonly string[];
}

/** One Validator's reasons against one Draft. */
export interface Rejection {
  readonly validator: string;
  readonly reasons: readonly string[];
  /** Place of the Draft among those of the Turn, from 0. */
  readonly draft: number;
}

/** Drafts that may not leave, for whoever writes better ones. */
export interface CorrectionRequest {
  readonly drafts: readonly OutgoingMessage[];
  readonly rejections: readonly Rejection[];
  /** 1 or 2 for a correction; 3 for the template. */
  readonly attempt: number;
  readonly facts: TurnFacts;
  readonly language: Language | null;
}
