import type { BotSettingValues } from '../contracts/bot.ts';
import type { EngineStore } from '../contracts/store.ts';
import { ConfigError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { createPostgresStore } from '../postgres/postgres-store.ts';
import { findKey, readKey } from '../postgres/statements/keys.ts';
import { createSealer, parseSealingKeys, type Sealer, sealStore } from '../stages/sealing/index.ts';
import type { Config } from './config.ts';
import type { BotPackage } from './definition.ts';
import type { Storage } from './storage.ts';

export interface OpenStoreOptions {
  readonly config: Pick<Config, 'databasePooler' | 'botSettings'>;
  readonly storage: Pick<Storage, 'pool'>;
  readonly packages: readonly BotPackage[];
  readonly logger: Logger;
}

/**
 * The engine's store as the bots of this process need it: contents of those that seal are sealed in it.
 * @throws ConfigError `sealing_key_missing`, `sealing_key_invalid`.
 */
export function openStore({ config, storage, packages, logger }: OpenStoreOptions): EngineStore {
  const store = createPostgresStore({ pool: storage.pool, poolerMode: config.databasePooler });
  return sealStore(store, openSealers(packages, config.botSettings), logger.child({ module: 'sealing' }));
}

/** A sealer for each bot that seals. @throws ConfigError `sealing_key_missing`, `sealing_key_invalid`. */
export function openSealers(
  packages: readonly BotPackage[],
  settings: Readonly<Record<string, BotSettingValues>>,
): ReadonlyMap<string, Sealer> {
  const sealing = packages.flatMap(({ bot: { name, sealing } }) =>
    sealing === undefined ? [] : [{ name, ...sealing }],
  );
  return new Map(
    sealing.map(({ name, setting }) => {
      const variable = `${name.toUpperCase()}_${setting}`;
      const text = settings[name]?.[setting];
      if (typeof text !== 'string' || text === '') {
        throw new ConfigError(
          'sealing_key_missing',
          `The bot "${name}" seals its Conversations, and its key is not set. Set ${variable}.`,
        );
      }
      return [name, createSealer(name, parseSealingKeys(name, variable, text))];
    }),
  );
}

/**
 * Makes sure that the keys are those that have sealed what is stored; the first start with a key notes it.
 * @throws ConfigError `sealing_key_wrong`
 */
export async function assertSealingKeys(
  database: Pick<EngineStore, 'query'>,
  packages: readonly BotPackage[],
  settings: Readonly<Record<string, BotSettingValues>>,
): Promise<void> {
  await compareKeys(packages, settings, (name, fingerprint) => readKey(database, name, fingerprint));
}

/** The same without noting a key that has sealed nothing yet. @throws ConfigError `sealing_key_wrong` */
export async function checkSealingKeys(
  database: Pick<EngineStore, 'query'>,
  packages: readonly BotPackage[],
  settings: Readonly<Record<string, BotSettingValues>>,
): Promise<void> {
  await compareKeys(packages, settings, (name) => findKey(database, name));
}

async function compareKeys(
  packages: readonly BotPackage[],
  settings: Readonly<Record<string, BotSettingValues>>,
  readNoted: (name: string, fingerprint: string) => Promise<string | null>,
): Promise<void> {
  for (const [bot, { keys }] of openSealers(packages, settings)) {
    for (const { id, fingerprint } of keys.byId.values()) {
      const noted = await readNoted(`sealing:${bot}:${id}`, fingerprint);
      if (noted === null || noted === fingerprint) continue;
      throw new ConfigError(
        'sealing_key_wrong',
        `Key ${id} of the bot "${bot}" is not the one that has sealed what is stored. Give the earlier one back; to change keys give both, as <new id>:<new>,${id}:<earlier>.`,
        { context: { bot, key: id } },
      );
    }
  }
}
