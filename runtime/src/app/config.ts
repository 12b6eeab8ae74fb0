import type { BotSettingValues } from '../contracts/bot.ts';
import { ConfigError } from '../core/errors.ts';
import type { ModelNames } from '../models/index.ts';
import { readDotenv } from './config-dotenv.ts';
import { modelFaults, resolveModels, unwiseModels } from './config-model-rules.ts';
import { nearestName } from './config-names.ts';
import { type SettingEntry, SettingReader, variableName } from './config-reader.ts';
import { type ConfigFault, crossFaults, isLoopback, unwiseSettings } from './config-rules.ts';
import {
  type BotSettings,
  botSchema,
  type RuntimeSettings,
  runtimeSchema,
  type TelegramSettings,
} from './config-schema.ts';
import type { SettingDefinition, SettingValue } from './config-setting.ts';
import { missingSecret, readKeptSecret } from './kept-secrets.ts';

export type { SettingEntry, SettingSource } from './config-reader.ts';
export type { BotSettings, Role, RuntimeSettings, TelegramSettings } from './config-schema.ts';
export type { SettingDefinition, SettingType, SettingValue } from './config-setting.ts';

/** The whole configuration, checked and deeply frozen. */
export interface Config extends RuntimeSettings {
  /** Never null: generated when unset on a loopback host. */
  readonly operatorToken: string;
  /** True when the token above was generated: whoever starts the process prints it once. */
  readonly operatorTokenGenerated: boolean;
  /** Loopback host and no API token: the HTTP channel is open to this machine. */
  readonly demo: boolean;
  /** The models in use, defaults of the keys filled in. */
  readonly models: ModelNames;
  /** By bot, for every bot that runs. */
  readonly telegram: Readonly<Record<string, TelegramSettings>>;
  /** By bot and by the name of the setting without the bot's prefix. */
  readonly botSettings: Readonly<Record<string, BotSettingValues>>;
  readonly entries: readonly SettingEntry[];
  /** Not wrong, but probably not meant; logged at start. */
  readonly warnings: readonly string[];
  /** Every secret in use, for `createRedactor` and `createLogger`. */
  readonly secrets: readonly string[];
}

export interface LoadConfigOptions {
  /** Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** File of further variables; the environment wins. Default `./.env`; `null` reads none. May be missing. */
  readonly dotenvPath?: string | null;
  /** The bots that are installed; those in `OPORA_BOTS` run. */
  readonly bots?: readonly BotSettings[];
  /**
   * Reads the secrets that this installation makes for itself, and makes those that are missing; without it they are
   * `null`, and no file is touched. Default false.
   */
  readonly keepSecrets?: boolean;
}

/**
 * Reads and checks the configuration; contacts nothing.
 *
 * @throws ConfigError `config_invalid` with every fault: name, reason and example;
 *   `config_unreadable` when the `.env` file exists and cannot be read; with `keepSecrets` also `secret_unusable`.
 */
export function loadConfig(options: LoadConfigOptions = {}): Config {
  const bots = options.bots ?? [];
  const reader = new SettingReader(
    options.env ?? process.env,
    readDotenv(options.dotenvPath === undefined ? './.env' : options.dotenvPath),
  );
  const settings = readRuntime(reader, bots);
  const running = bots.filter((bot) => settings.bots.includes(bot.name));
  const telegram: Record<string, TelegramSettings> = {};
  const botSettings: Record<string, Record<string, string | number | boolean | null>> = {};
  for (const bot of running) {
    telegram[bot.name] = {
      botToken: reader.read(botSchema.telegramBotToken, bot.name),
      webhookSecret: reader.read(botSchema.telegramWebhookSecret, bot.name),
    };
    const own = bot.settings.map((definition) => [
      definition.name,
      toPlainValue(reader.read(definition, bot.name)),
    ]);
    botSettings[bot.name] = Object.fromEntries(own);
  }
  const unset = findUnsetSecrets(reader, running);
  const onServer = reader.isSet(runtimeSchema.databaseUrl.name);
  reader.faults.push(
    ...unset.flatMap(({ name, definition }) =>
      missingSecret(name, definition, { onServer, host: settings.host }),
    ),
  );
  reader.refuseUnknown(bots);
  // A variable that could not be read stands at its default here: nothing more is to be said of it.
  const faulty = new Set(reader.faults.map(({ name }) => name));
  const together = [...crossFaults(settings, telegram), ...modelFaults(settings)];
  reader.faults.push(...together.filter(({ name }) => !faulty.has(name)));
  if (reader.faults.length > 0) throw invalidConfig(reader.faults);
  for (const { bot, name, definition } of unset) {
    const secret = options.keepSecrets === true ? readKeptSecret(settings.dataDir, name, definition) : null;
    reader.addGenerated(name, secret);
    Object.assign(botSettings[bot] ?? {}, { [definition.name]: secret });
  }

  const generated = settings.operatorToken === null;
  const operatorToken = settings.operatorToken ?? reader.generate(runtimeSchema.operatorToken.name);
  return deepFreeze({
    ...settings,
    operatorToken,
    operatorTokenGenerated: generated,
    demo: isLoopback(settings.host) && settings.apiToken === null,
    models: readModels(reader, settings),
    telegram,
    botSettings,
    entries: reader.entries,
    warnings: [...reader.warnings, ...unwiseSettings(settings), ...unwiseModels(settings)],
    secrets: [...reader.secrets],
  });
}

interface UnsetSecret {
  readonly bot: string;
  /** With the bot's prefix. */
  readonly name: string;
  readonly definition: SettingDefinition;
}

/** Secrets that nobody has set and that an installation may make for itself. */
function findUnsetSecrets(reader: SettingReader, bots: readonly BotSettings[]): readonly UnsetSecret[] {
  return bots.flatMap(({ name: bot, settings }) =>
    settings
      .map((definition) => ({ bot, name: variableName(definition.name, bot), definition }))
      .filter(({ name, definition }) => definition.generated !== undefined && !reader.isSet(name)),
  );
}

/** As bots see it: a list is its text. */
const toPlainValue = (value: SettingValue): string | number | boolean | null =>
  typeof value === 'object' && value !== null ? value.join(',') : value;

/** The configuration as lines `NAME=value (source)`, secrets as `[redacted]`. */
export function printConfig(config: Config): string {
  return config.entries.map((entry) => `${entry.name}=${entry.value} (${entry.source})`).join('\n');
}

function readRuntime(reader: SettingReader, bots: readonly BotSettings[]): RuntimeSettings {
  const values = Object.entries<SettingDefinition>(runtimeSchema).map(([key, definition]) => [
    key,
    reader.read(definition),
  ]);
  // The schema's type ties each key to the type of its value.
  const settings = Object.fromEntries(values) as RuntimeSettings;
  const installed = bots.map((bot) => bot.name);
  for (const name of settings.bots.filter((bot) => !installed.includes(bot))) {
    const nearest = nearestName(name, installed);
    reader.faults.push({
      name: runtimeSchema.bots.name,
      reason: `names "${name}", which is not installed${nearest ? `; did you mean "${nearest}"?` : ''}`,
      example: installed.join(',') || runtimeSchema.bots.example,
    });
  }
  return { ...settings, bots: settings.bots.length > 0 ? settings.bots : installed };
}

/** Shows the defaults that a key brings where the settings are printed. */
function readModels(reader: SettingReader, settings: RuntimeSettings): ModelNames {
  const models = resolveModels(settings);
  for (const [key, name] of Object.entries(models)) {
    const setting = runtimeSchema[key as keyof ModelNames];
    if (settings[key as keyof ModelNames] === null && name !== null) reader.showDefault(setting.name, name);
  }
  return models;
}

function invalidConfig(faults: readonly ConfigFault[]): ConfigError {
  const lines = faults.map((fault) => {
    const example = fault.example === undefined ? '' : ` Example: ${fault.name}=${fault.example}`;
    const end = fault.reason.endsWith('?') ? '' : '.';
    return `  ${fault.name} ${fault.reason}${end}${example}`;
  });
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  return new ConfigError('config_invalid', `The configuration has ${count}:\n${lines.join('\n')}`, {
    context: { faults: faults.length, names: [...new Set(faults.map((fault) => fault.name))].join(',') },
  });
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
