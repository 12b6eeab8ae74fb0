import type { Validator } from '../../../contracts/draft.ts';

/** What one message of a platform may hold; what is left out is not limited. */
export interface ChannelFormat {
  readonly characters?: number;
  /** UTF-8. Instagram counts bytes. */
  readonly bytes?: number;
  /** Whether buttons can be shown at all. Default true. */
  readonly buttons?: boolean;
}

/** Limits of known Channels. Longer texts would be split or cut there, in the middle of a thought. */
export const channelFormats: Readonly<Record<string, ChannelFormat>> = {
  telegram: { characters: 4_096 },
  http: { characters: 20_000 },
  instagram: { bytes: 1_000 },
  manychat: { bytes: 1_000 },
};

/**
 * Whether a Draft fits into one message of its Channel, and into the bot's own bound. Reasons: `too-long:<length>/<limit>
 * characters`, `too-long:… bytes`, `no-buttons-here`.
 */
export function createLengthGate(
  options: {
    /** Characters on any Channel. */
    readonly characters?: number;
    /** Added to the known Channels, by name. */
    readonly formats?: Readonly<Record<string, ChannelFormat>>;
  } = {},
): Validator {
  const formats = { ...channelFormats, ...options.formats };
  return {
    name: 'length',
    judge({ text, buttons }, { channel }) {
      const format = formats[channel] ?? {};
      const characters = Math.min(
        options.characters ?? Number.POSITIVE_INFINITY,
        format.characters ?? Number.POSITIVE_INFINITY,
      );
      const bytes = format.bytes === undefined ? 0 : Buffer.byteLength(text);
      return [
        ...(text.length > characters ? [`too-long:${text.length}/${characters} characters`] : []),
        ...(format.bytes !== undefined && bytes > format.bytes
          ? [`too-long:${bytes}/${format.bytes} bytes`]
          : []),
        ...(format.buttons === false && (buttons ?? []).length > 0 ? ['no-buttons-here'] : []),
      ];
    },
  };
}
