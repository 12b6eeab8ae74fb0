import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BotServices } from '../../contracts/bot.ts';
import type { Intake } from '../../contracts/update.ts';
import { writeTogether } from '../../postgres/apply-writes.ts';
import type { Config } from '../config.ts';
import type { BotPackage, BotRuntime } from '../definition.ts';
import { bearsToken } from '../http/access.ts';
import type { Storage } from '../storage.ts';

export interface BotRuntimeOptions extends BotServices {
  readonly config: Config;
  readonly storage: Storage;
  readonly intake: Intake;
  /** Where this process listens, once it does. */
  readonly listensAt?: () => string | null;
  /** The bot's public name in Telegram, once Telegram has told it. */
  readonly telegramName?: (bot: string) => string | null;
}

/** What the live parts of one bot reach. */
export function createBotRuntime({ bot }: BotPackage, options: BotRuntimeOptions): BotRuntime {
  const { config, storage, intake, clock, meter, database } = options;
  const port = config.port === 0 ? '' : `:${config.port}`;
  return {
    ...{ clock, meter, database, intake },
    logger: options.logger.child({ module: 'bot', bot: bot.name }),
    settings: config.botSettings[bot.name] ?? {},
    write: (statements) => writeTogether(storage.pool, statements),
    isDemo: config.demo,
    get url() {
      return config.publicUrl ?? options.listensAt?.() ?? `http://localhost${port}`;
    },
    get telegramUrl() {
      const name = options.telegramName?.(bot.name) ?? null;
      return name === null ? null : `https://t.me/${name}`;
    },
    isOperator: ({ headers }) => bearsToken(headers.authorization, config.operatorToken),
    async files() {
      const folder = join(resolve(config.dataDir), 'files', bot.name);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return folder;
    },
  };
}
