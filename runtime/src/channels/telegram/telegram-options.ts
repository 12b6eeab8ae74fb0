import type { BotCommand } from '../../contracts/bot.ts';
import type { ChannelRate } from '../../contracts/channel.ts';
import type { Language } from '../../contracts/message.ts';
import type { Clock } from '../../core/clock.ts';
import { ConfigError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import type { Random } from '../../core/random.ts';

/** One text in every language. */
export type TextByLanguage = Readonly<Record<Language, string>>;

/**
 * How a reply is sent.
 * - `plain`: one `sendMessage`; a lost answer leaves it unknown whether it was shown.
 * - `placeholder`: "…" first, then its text is edited in; the edit can be repeated, so content is shown once.
 */
export type TelegramMode = 'plain' | 'placeholder';

export interface TelegramChannelOptions {
  /** Name of the bot this connection belongs to. */
  readonly bot: string;
  /** `<number>:<secret>` from BotFather. Never appears in logs or errors. */
  readonly token: string;
  /** Bot API server, default `https://api.telegram.org`. */
  readonly apiRoot?: string;
  /** Receive by webhook; long polling when omitted. `secret`: 1 to 256 of `A-Za-z0-9_-`. */
  readonly webhook?: { readonly url: string; readonly secret: string };
  /** Shown in Telegram's menu, in every one of `languages`. */
  readonly commands: readonly BotCommand[];
  /** Languages of the bot, default first; never empty. */
  readonly languages: readonly Language[];
  readonly logger: Logger;
  readonly meter: Meter;
  readonly clock: Clock;
  /** Default `plain`. */
  readonly mode?: TelegramMode;
  /** Put in front of a message that may be shown for the second time; at most 200 characters. */
  readonly repeatedLabel: TextByLanguage;
  /** Said once an hour in a group, where the bot does not work. */
  readonly groupRefusal: TextByLanguage;
  /** Length of a long poll, default 25. */
  readonly pollTimeoutSeconds?: number;
  /** Longest time for one call, connection included; default 10,000. */
  readonly requestTimeoutMs?: number;
  /** Number in [0, 1) for back-off, default `Math.random`. */
  readonly random?: Random;
}

/** Options with defaults filled in. */
export type TelegramSettings = Required<Omit<TelegramChannelOptions, 'webhook'>> &
  Pick<TelegramChannelOptions, 'webhook'>;

/** The pace Telegram bears; kept by the Outbox. */
export const telegramRate: ChannelRate = {
  perConversationMs: 1000,
  overallPerSecond: 30,
};

const MAXIMUM_LABEL_CHARACTERS = 200;

/**
 * Checks the options and fills in defaults.
 *
 * @throws ConfigError `telegram_options_invalid` naming every fault; the token is never quoted.
 */
export function toTelegramSettings(options: TelegramChannelOptions): TelegramSettings {
  const faults: string[] = [];
  if (!/^\d+:[\w-]+$/.test(options.token)) faults.push('token must look like 123456:AbC-dEf');
  if (options.languages.length === 0) faults.push('languages must name at least one language');
  const apiRoot = (options.apiRoot ?? 'https://api.telegram.org').replace(/\/+$/, '');
  if (!/^https?:\/\//.test(apiRoot) || !URL.canParse(apiRoot))
    faults.push('apiRoot must be an http(s) address');
  if (options.webhook !== undefined) {
    if (!URL.canParse(options.webhook.url)) faults.push('webhook.url must be an address');
    if (!/^[\w-]{1,256}$/.test(options.webhook.secret)) {
      faults.push('webhook.secret must be 1 to 256 characters of A-Z a-z 0-9 _ -');
    }
  }
  if (Object.values(options.repeatedLabel).some((label) => label.length > MAXIMUM_LABEL_CHARACTERS)) {
    faults.push(`repeatedLabel must not exceed ${MAXIMUM_LABEL_CHARACTERS} characters`);
  }
  if (faults.length > 0) {
    throw new ConfigError(
      'telegram_options_invalid',
      `Telegram of bot "${options.bot}": ${faults.join('; ')}.`,
    );
  }
  return {
    mode: 'plain',
    pollTimeoutSeconds: 25,
    requestTimeoutMs: 10_000,
    random: Math.random,
    ...options,
    apiRoot,
  };
}
