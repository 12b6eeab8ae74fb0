// Long because it is a table: one entry for each variable, read from top to bottom like a page.
import type { LogLevel } from '../core/logger.ts';
import { type ModelSettings, modelAccess, modelLimits, modelPolicies } from './config-model-schema.ts';
import type { SettingDefinition } from './config-setting.ts';

/** Which work a process does: everything, only HTTP and channels, or only Turns and Deliveries. */
export type Role = 'all' | 'web' | 'worker';

/** The runtime's own settings, read. Units are in the names; `null` means not set. */
export interface RuntimeSettings extends ModelSettings {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly trustedProxy: readonly string[];
  readonly apiToken: string | null;
  readonly operatorToken: string | null;
  readonly bodyLimitBytes: number;
  readonly role: Role;
  /** Names of the bots that run. */
  readonly bots: readonly string[];
  readonly shutdownSeconds: number;

  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly databasePool: number;
  readonly databasePooler: boolean;
  readonly redisUrl: string | null;
  readonly retentionDays: number;
  readonly stateHistoryHours: number;
  readonly backupHours: number;

  readonly intakeBuffer: number;
  readonly turnConcurrency: number;
  readonly turnAttempts: number;
  readonly leaseSeconds: number;
  readonly pollMinMs: number;
  readonly pollMaxMs: number;
  readonly deliveryAttempts: number;

  readonly messagesPerMinute: number;
  readonly messagesPerHour: number;
  readonly helpLine: string | null;

  readonly telegramApiRoot: string;

  readonly logLevel: LogLevel;
  readonly logFile: string | null;
  readonly environment: string;
  readonly sentryDsn: string | null;
  readonly otlpEndpoint: string | null;
  readonly traceRatio: number;
}

/** What a bot contributes: its name (the prefix in lower case) and its own variables, without the prefix. */
export interface BotSettings {
  readonly name: string;
  readonly settings: readonly SettingDefinition[];
}

/** A bot's connection to Telegram; without a token there is none. */
export interface TelegramSettings {
  readonly botToken: string | null;
  readonly webhookSecret: string | null;
}

/** The settings of one subject, in the order in which they are shown. */
export interface SettingGroup {
  readonly title: string;
  readonly settings: readonly SettingDefinition[];
}

type Schema = { readonly [Key in keyof RuntimeSettings]: SettingDefinition<RuntimeSettings[Key]> };
type Part<Keys extends keyof Schema> = Pick<Schema, Keys>;

const server: Part<
  | 'host'
  | 'port'
  | 'publicUrl'
  | 'trustedProxy'
  | 'apiToken'
  | 'operatorToken'
  | 'bodyLimitBytes'
  | 'role'
  | 'bots'
  | 'shutdownSeconds'
> = {
  host: {
    name: 'HOST',
    type: 'text',
    default: '127.0.0.1',
    shape: { pattern: /^[A-Za-z0-9.:_-]+$/, means: 'a host name or IP address' },
    description: 'Address to listen on. Any other than loopback requires both tokens below.',
    example: '0.0.0.0',
  },
  port: {
    name: 'PORT',
    type: 'integer',
    default: 3000,
    min: 0,
    max: 65_535,
    description: 'Port to listen on; 0 takes a free one.',
    example: '3000',
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    type: 'url',
    default: null,
    description:
      'Address under which the internet reaches this server. When set, Telegram uses webhooks and needs a webhook secret for each bot; otherwise long polling. Any other than loopback requires both tokens below.',
    example: 'https://bots.example.org',
  },
  trustedProxy: {
    name: 'OPORA_TRUSTED_PROXY',
    type: 'networks',
    default: [],
    description: 'Addresses and CIDR ranges of proxies whose X-Forwarded-For is believed; none by default.',
    example: '10.0.0.0/8,127.0.0.1',
  },
  apiToken: {
    name: 'OPORA_API_TOKEN',
    type: 'text',
    default: null,
    secret: true,
    shape: { pattern: /^[\x21-\x7e]+$/, means: 'printable ASCII without spaces' },
    description:
      'Bearer token of the HTTP channel. Without it the channel is open, on loopback only (demo mode).',
    example: 'a-long-random-text-of-32-characters',
  },
  operatorToken: {
    name: 'OPORA_OPERATOR_TOKEN',
    type: 'text',
    default: null,
    secret: true,
    shape: { pattern: /^[\x21-\x7e]+$/, means: 'printable ASCII without spaces' },
    description:
      'Token of the console and the operator API. On loopback it is generated when unset and printed once.',
    example: 'another-long-random-text-32-characters',
  },
  bodyLimitBytes: {
    name: 'OPORA_BODY_LIMIT_BYTES',
    type: 'integer',
    default: 65_536,
    min: 1_024,
    max: 16_777_216,
    description: 'Largest request body taken; larger ones are answered 413.',
    example: '65536',
  },
  role: {
    name: 'OPORA_ROLE',
    type: 'choice',
    default: 'all',
    values: ['all', 'web', 'worker'],
    description: 'Work of this process: `web` serves HTTP and channels, `worker` runs Turns and Deliveries.',
    example: 'all',
  },
  bots: {
    name: 'OPORA_BOTS',
    type: 'list',
    default: [],
    shape: { pattern: /^[a-z][a-z0-9]*$/, means: 'names of bots' },
    description: 'Bots that run; all of them when unset.',
    example: 'esm',
  },
  shutdownSeconds: {
    name: 'OPORA_SHUTDOWN_SECONDS',
    type: 'integer',
    default: 20,
    min: 1,
    max: 600,
    description: 'Longest graceful shutdown; running Turns are released after it.',
    example: '20',
  },
};

const storage: Part<
  | 'dataDir'
  | 'databaseUrl'
  | 'databasePool'
  | 'databasePooler'
  | 'redisUrl'
  | 'retentionDays'
  | 'stateHistoryHours'
  | 'backupHours'
> = {
  dataDir: {
    name: 'OPORA_DATA_DIR',
    type: 'text',
    default: './data',
    description: 'Folder of the embedded database and of files.',
    example: './data',
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    type: 'url',
    protocols: ['postgres:', 'postgresql:'],
    default: null,
    secret: true,
    description: 'A Postgres server in place of the embedded one.',
    example: 'postgres://opora:password@localhost:5432/opora',
  },
  databasePool: {
    name: 'OPORA_DATABASE_POOL',
    type: 'integer',
    default: 6,
    min: 2,
    max: 100,
    description: 'Connections of this process; 4 to 6 serve 64 Turns in flight.',
    example: '6',
  },
  databasePooler: {
    name: 'OPORA_DATABASE_POOLER',
    type: 'boolean',
    default: false,
    description: 'The database is behind a transaction-mode pooler: no named statements, no LISTEN.',
    example: 'true',
  },
  redisUrl: {
    name: 'REDIS_URL',
    type: 'url',
    protocols: ['redis:', 'rediss:'],
    default: null,
    secret: true,
    description: 'Shares rate limits and caches between processes; while it is away the local ones serve.',
    example: 'redis://localhost:6379',
  },
  retentionDays: {
    name: 'OPORA_RETENTION_DAYS',
    type: 'integer',
    default: 30,
    min: 1,
    max: 3_650,
    description: 'Days for which messages and Turns are kept.',
    example: '30',
  },
  stateHistoryHours: {
    name: 'OPORA_STATE_HISTORY_HOURS',
    type: 'integer',
    default: 24,
    min: 0,
    max: 8_760,
    description: 'Hours after a Turn for which the state it began with is kept for replay.',
    example: '24',
  },
  backupHours: {
    name: 'OPORA_BACKUP_HOURS',
    type: 'integer',
    default: 26,
    min: 1,
    max: 8_760,
    description: 'Age of the newest backup past which health is degraded.',
    example: '26',
  },
};

const turns: Part<
  | 'intakeBuffer'
  | 'turnConcurrency'
  | 'turnAttempts'
  | 'leaseSeconds'
  | 'pollMinMs'
  | 'pollMaxMs'
  | 'deliveryAttempts'
> = {
  intakeBuffer: {
    name: 'OPORA_INTAKE_BUFFER',
    type: 'integer',
    default: 4_096,
    min: 16,
    max: 1_000_000,
    description: 'Updates that may wait for their commit; past it the answer is 503 with Retry-After.',
    example: '4096',
  },
  turnConcurrency: {
    name: 'OPORA_TURN_CONCURRENCY',
    type: 'integer',
    default: 256,
    min: 1,
    max: 4_096,
    description:
      'Turns in flight in this process. A Turn that waits for a model holds memory, no connection.',
    example: '256',
  },
  turnAttempts: {
    name: 'OPORA_TURN_ATTEMPTS',
    type: 'integer',
    default: 5,
    min: 1,
    max: 100,
    description: 'Attempts of a Turn before it becomes a DeadLetter.',
    example: '5',
  },
  leaseSeconds: {
    name: 'OPORA_LEASE_SECONDS',
    type: 'integer',
    default: 30,
    min: 5,
    max: 3_600,
    description: 'Time after which the work of a process that died is taken by another.',
    example: '30',
  },
  pollMinMs: {
    name: 'OPORA_POLL_MIN_MS',
    type: 'integer',
    default: 50,
    min: 1,
    max: 60_000,
    description: 'Shortest pause between two looks for due work, in ms.',
    example: '50',
  },
  pollMaxMs: {
    name: 'OPORA_POLL_MAX_MS',
    type: 'integer',
    default: 250,
    min: 1,
    max: 60_000,
    description: 'Longest pause between two looks for due work, in ms.',
    example: '250',
  },
  deliveryAttempts: {
    name: 'OPORA_DELIVERY_ATTEMPTS',
    type: 'integer',
    default: 8,
    min: 1,
    max: 100,
    description: 'Attempts of a Delivery before it becomes a DeadLetter.',
    example: '8',
  },
};

const telegram: Part<'telegramApiRoot'> = {
  telegramApiRoot: {
    name: 'TELEGRAM_API_ROOT',
    type: 'url',
    default: 'https://api.telegram.org',
    description: 'Bot API server; a self-hosted one works.',
    example: 'http://localhost:8081',
  },
};

const observability: Part<
  'logLevel' | 'logFile' | 'environment' | 'sentryDsn' | 'otlpEndpoint' | 'traceRatio'
> = {
  logLevel: {
    name: 'LOG_LEVEL',
    type: 'choice',
    default: 'info',
    values: ['trace', 'debug', 'info', 'warn', 'error', 'fatal'],
    description: 'Least level that is logged; can be changed while running.',
    example: 'debug',
  },
  logFile: {
    name: 'LOG_FILE',
    type: 'text',
    default: null,
    description:
      'Also logs to a file: a new one each day and after 10 MB, kept for 7 days, each with date and number in its name. The name given links to the newest.',
    example: './data/logs/opora.log',
  },
  environment: {
    name: 'OPORA_ENVIRONMENT',
    type: 'text',
    default: 'production',
    shape: { pattern: /^[a-zA-Z0-9_-]{1,64}$/, means: 'up to 64 letters, digits, dashes and underscores' },
    description: 'Name of this installation in error reports and traces.',
    example: 'staging',
  },
  sentryDsn: {
    name: 'SENTRY_DSN',
    type: 'url',
    default: null,
    secret: true,
    description: 'Sentry-compatible error reporting; nothing is sent without it.',
    example: 'https://key@o1.ingest.sentry.io/1',
  },
  otlpEndpoint: {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    type: 'url',
    default: null,
    description: 'OpenTelemetry collector (OTLP over HTTP); traces go to its /v1/traces.',
    example: 'http://localhost:4318',
  },
  traceRatio: {
    name: 'OPORA_TRACE_RATIO',
    type: 'number',
    default: 1,
    min: 0,
    max: 1,
    description: 'Share of traces that are recorded.',
    example: '0.1',
  },
};

const guards: Part<'messagesPerMinute' | 'messagesPerHour' | 'helpLine'> = {
  messagesPerMinute: {
    name: 'OPORA_MESSAGES_PER_MINUTE',
    type: 'integer',
    default: 20,
    min: 0,
    max: 1_000_000,
    description:
      'Messages of one Conversation that are answered within a minute; then one notice, then silence. All are stored. 0: no limit.',
    example: '20',
  },
  messagesPerHour: {
    name: 'OPORA_MESSAGES_PER_HOUR',
    type: 'integer',
    default: 200,
    min: 0,
    max: 1_000_000,
    description: 'The same within an hour. 0: no limit.',
    example: '200',
  },
  helpLine: {
    name: 'OPORA_HELP_LINE',
    type: 'text',
    default: null,
    description:
      'Who helps people who write that they want to harm themselves: name and telephone, shown as it stands.',
    example: 'Lifeline 7333',
  },
};

/** The runtime's settings by the property of `RuntimeSettings` that they fill. */
export const runtimeSchema: Schema = {
  ...server,
  ...storage,
  ...turns,
  ...guards,
  ...telegram,
  ...modelAccess,
  ...modelPolicies,
  ...modelLimits,
  ...observability,
};

/** The same settings by subject, for printing and reference. */
export const runtimeGroups: readonly SettingGroup[] = [
  { title: 'Server', settings: Object.values(server) },
  { title: 'Storage', settings: Object.values(storage) },
  { title: 'Turns and Deliveries', settings: Object.values(turns) },
  { title: 'Guards', settings: Object.values(guards) },
  { title: 'Telegram', settings: Object.values(telegram) },
  { title: 'Models', settings: Object.values(modelAccess) },
  { title: 'Calls of models', settings: Object.values(modelPolicies) },
  { title: 'Limits and budgets of models', settings: Object.values(modelLimits) },
  { title: 'Observability', settings: Object.values(observability) },
];

/** Settings that every bot has under its own prefix, for example `ESM_TELEGRAM_BOT_TOKEN`. */
export const botSchema: {
  readonly telegramBotToken: SettingDefinition<string | null>;
  readonly telegramWebhookSecret: SettingDefinition<string | null>;
} = {
  telegramBotToken: {
    name: 'TELEGRAM_BOT_TOKEN',
    type: 'text',
    default: null,
    secret: true,
    shape: { pattern: /^\d+:[A-Za-z0-9_-]+$/, means: 'a token from @BotFather: digits, a colon, a key' },
    description: 'Token from @BotFather; without it the bot is not on Telegram.',
    example: '123456789:AAExampleExampleExampleExampleExample',
  },
  telegramWebhookSecret: {
    name: 'TELEGRAM_WEBHOOK_SECRET',
    type: 'text',
    default: null,
    secret: true,
    shape: { pattern: /^[A-Za-z0-9_-]{1,256}$/, means: '1 to 256 letters, digits, dashes and underscores' },
    description: 'Secret that Telegram repeats with every webhook call; required with PUBLIC_URL.',
    example: 'a-long-random-text-of-32-characters',
  },
};
