/** Languages every bot speaks from the start. */
export type Language = 'ru' | 'uk' | 'en';

/** The languages of `Language`, default first. */
export const languages: readonly Language[] = ['ru', 'uk', 'en'];

/**
 * What came with an Update beside its text: a file, whose content is fetched lazily through `Channel.download`, or
 * something shared (a contact, a location, or other), of which nothing but the kind is told.
 */
export interface Attachment {
  readonly kind:
    | 'image'
    | 'voice'
    | 'audio'
    | 'video'
    | 'document'
    | 'sticker'
    | 'contact'
    | 'location'
    | 'other';
  /** Public address of the file, when the platform gives one without a secret in it. */
  readonly url?: string;
  /** The platform's own handle, resolved by `Channel.download`. Never a link with a token. */
  readonly fileId?: string;
  readonly mimeType?: string;
  readonly sizeBytes?: number;
  readonly durationSeconds?: number;
  readonly name?: string;
}

/** A pressable answer. `code` comes back as `Update.button`; at most 64 bytes of UTF-8. */
export interface Button {
  readonly code: string;
  readonly label: string;
}

/** A scale question. Channels that can draw a scale do; the others show the message's buttons. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly minLabel: string;
  readonly maxLabel: string;
}

/** A file made by a bot, kept inside the Delivery; at most 1 MiB of UTF-8 text. */
export interface OutgoingFile {
  readonly name: string;
  readonly mimeType: string;
  readonly content: string;
}

/**
 * What happens to a Delivery when nobody knows whether it was shown: `at-most-once` leaves it and tells an Operator,
 * `at-least-once` sends it again, labelled.
 */
export type UnknownDelivery = 'at-most-once' | 'at-least-once';

/** One bubble for the person. Plain text: channels escape it, nothing in it is markup. */
export interface OutgoingMessage {
  readonly text: string;
  /** Rows of buttons. */
  readonly buttons?: readonly (readonly Button[])[];
  readonly scale?: Scale;
  readonly file?: OutgoingFile;
  /**
   * Who wrote the text, `modelUsed` of the answer it was made of: `provider:model` or `local:<method>`. The web
   * chat and `opora why` show it. Left out for what the program says itself.
   */
  readonly modelUsed?: string;
  /** Default: the bot's `unknownDelivery`. For a message that must not come twice, or must not be missed. */
  readonly unknownDelivery?: UnknownDelivery;
}
