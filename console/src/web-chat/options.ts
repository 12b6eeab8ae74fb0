import { isLanguage, type Language } from './language.ts';

/** What the server tells the page about the bot and this conversation. */
export interface ChatPageOptions {
  readonly bot: string;
  readonly title: Readonly<Record<Language, string>>;
  /** Languages the bot speaks, default first. */
  readonly languages: readonly Language[];
  readonly conversationId: string;
  /** Prefix of the bot without a trailing slash, for example `/esm`. */
  readonly basePath: string;
  /** Longest text the bot accepts, in UTF-16 units. */
  readonly maximumCharacters: number;
  /** True while the bot runs on demonstration data. */
  readonly demo: boolean;
  /** True when the bot understands voice. Reserved: the page does not record yet. */
  readonly voice: boolean;
}

/** Id of the JSON element that carries `ChatPageOptions` in the page. */
export const optionsElementId = 'chat-options';

/** Reads the options out of the page's JSON element. Throws when the page was not made by `chatPage`. */
export function parseOptions(json: string): ChatPageOptions {
  const options = JSON.parse(json) as ChatPageOptions;
  return { ...options, languages: options.languages.filter(isLanguage) };
}
