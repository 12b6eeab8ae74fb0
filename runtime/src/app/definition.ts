import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Bot, BotServices, BotSettingValues, TurnWrite } from '../contracts/bot.ts';
import type { Json } from '../contracts/json.ts';
import type { Language } from '../contracts/message.ts';
import type { Intake } from '../contracts/update.ts';
import type { MetricDeclaration } from '../core/metric-catalogue.ts';
import type { DataMigration } from '../postgres/migrate/index.ts';
import type { SettingDefinition } from './config-setting.ts';
import type { EvaluationSet } from './evaluation/evaluation-set.ts';

/** What the parts of a bot get that live outside of Turns: its pages, jobs, checks and commands. */
export interface BotRuntime extends BotServices {
  /** Values of the bot's own variables, by name without the bot's prefix; as `TurnContext.settings`. */
  readonly settings: BotSettingValues;
  /** Hands events to Conversations: `{kind: 'event', event: '<bot>.<verb>'}`. */
  readonly intake: Intake;
  /**
   * Runs the statements in one transaction, or none of them.
   * @throws RefusedError `write_conflict` when one affected another number of rows than `expectedRows`.
   */
  write(statements: readonly TurnWrite[]): Promise<void>;
  /** True on loopback without tokens: one person tries it out. */
  readonly isDemo: boolean;
  /** Where people reach this installation, for example `http://localhost:3000`: `PUBLIC_URL` where it is set. */
  readonly url: string;
  /**
   * Link of the bot in Telegram; null without a token, and in a process that has not heard the bot's name from
   * Telegram yet. Commands never hear it.
   */
  readonly telegramUrl: string | null;
  /** Whether a request to `http` carries the Operator's token. */
  isOperator(request: Pick<FastifyRequest, 'headers'>): boolean;
  /** A folder for files of the bot, in `OPORA_DATA_DIR`; created when first asked for. */
  files(): Promise<string>;
}

/** One check of health and `opora doctor`, which show it as `<bot>-<name>`. */
export interface BotCheck {
  /** Lower-case words joined by dashes. */
  readonly name: string;
  /** Looks afresh each time. What it throws is an `unhealthy` finding. */
  run(): Promise<{
    readonly status: 'healthy' | 'degraded' | 'unhealthy';
    readonly detail: string;
    /** What the operator should do; given with everything that is not healthy. */
    readonly advice?: string;
  }>;
  /** Time after which it counts as unhealthy, in ms; default 2,000. */
  readonly timeoutMs?: number;
}

/** Work that repeats beside the Turns; one process at a time does it, never a process that only serves. */
export interface BotJob {
  /** Lower-case words joined by dashes. */
  readonly name: string;
  /** Time from one beginning to the next, in ms; a run that takes longer is followed by the next at once. */
  readonly everyMs: number;
  /**
   * Begins when the process takes the role, and then every `everyMs`. What it throws is logged and counted, and it is
   * tried again sooner. It ends within two seconds of the abort of `signal`: then another process may begin it, so that
   * what it writes must bear being done twice.
   */
  run(signal: AbortSignal): Promise<void>;
}

/** A page of a bot that people open besides its chat. */
export interface BotPage {
  readonly title: Readonly<Record<Language, string>>;
  /** Below `/<bot>`: `/researcher`. */
  readonly path: string;
  /** What whoever starts a demo has to know, for example where the token is; said beside the address. */
  note?(): Promise<string>;
}

/** The live parts of a bot. */
export interface BotExtension {
  /**
   * Routes below `/<bot>`, in processes that serve. Errors become problem documents; who may come in is the bot's
   * own affair.
   */
  readonly http?: FastifyPluginAsync;
  /** Paths of `http` for `/openapi.json`, below `/<bot>`: `{'/api/studies': {get: …}}`. */
  readonly openApi?: Readonly<Record<string, Json>>;
  /** Pages of `http` that the home page and the start name. */
  readonly pages?: readonly BotPage[];
  readonly checks?: readonly BotCheck[];
  readonly jobs?: readonly BotJob[];
  /** Runs after the migrations at each start of a demo installation, before anything is served; harmless when run again. */
  seed?(): Promise<void>;
  /** Runs once when the process stops, after jobs and Turns; the database is still there. */
  close?(): Promise<void>;
}

/** A bot as installed: its program and what it adds to configuration and metrics. */
export interface BotPackage {
  readonly bot: Bot;
  /**
   * Opens the live parts; called once in each process, after the migrations. It begins nothing itself: doctors open
   * it only to ask its checks.
   */
  readonly open?: (runtime: BotRuntime) => BotExtension;
  /**
   * `opora <bot> …`, with what follows the bot's name; returns the exit code: 0 done, 1 not done, 2 wrong options or
   * configuration. `opora export <bot> …` is its line `export write …`: a bot without exports refuses it with 2, as
   * every line that it does not know. `open` reaches the database without
   * serving, beside a product that runs; `close` what it opened.
   * @throws ConfigError from `open`: `migrations_pending`, `bot_not_running`, `database_unreachable`, or a fault of the
   * configuration.
   */
  readonly commandLine?: (
    argv: readonly string[],
    open: () => Promise<{ readonly runtime: BotRuntime; close(): Promise<void> }>,
  ) => Promise<number>;
  /** Sets of `opora eval <name>`; name them after the bot. */
  readonly evaluations?: Readonly<Record<string, EvaluationSet>>;
  /** Variables under the bot's prefix. */
  readonly settings?: readonly SettingDefinition[];
  readonly metrics?: readonly MetricDeclaration[];
  /** Changes of data too large for one transaction; `opora migrate up` runs them in resumable batches. */
  readonly dataMigrations?: readonly DataMigration[];
  /** Rows that outlive `opora restore`, for what must be known of the time after the backup: records of erasures. */
  readonly keptRows?: readonly KeptRows[];
}

/** Rows of one table that are read before a restore and written into what was restored. */
export interface KeptRows {
  /** Without it in the database there is nothing to read. */
  readonly table: string;
  /** Selects one column, `row`, of type jsonb. */
  readonly read: string;
  /** Takes the array of rows as `$1` (jsonb); rows that the backup holds already must stay as they are. */
  readonly write: string;
}

/** The pages that the server sends; `@opora/console` implements it. */
export interface Pages {
  chatPage(options: {
    readonly bot: string;
    readonly title: Readonly<Record<Language, string>>;
    readonly languages: readonly Language[];
    readonly conversationId: string;
    readonly basePath: string;
    readonly maximumCharacters: number;
    readonly demo: boolean;
    readonly voice: boolean;
  }): string;
  homePage(options: {
    readonly bots: readonly {
      readonly name: string;
      readonly title: Readonly<Record<Language, string>>;
      readonly chatPath: string;
      readonly telegram: string | null;
      readonly pages: readonly { readonly label: string; readonly href: string }[];
    }[];
    readonly version: string;
    readonly links: readonly { readonly label: string; readonly href: string }[];
  }): string;
  readonly files: ReadonlyMap<
    string,
    { readonly contentType: string; readonly body: Uint8Array; readonly etag: string }
  >;
  readonly contentSecurityPolicy: string;
}

/** A program of its own behind a command, such as an emulator or the benchmark; returns the exit code. */
export type Tool = (argv: readonly string[]) => Promise<number>;

/** What one installation of Opora consists of; the default export of `opora.config.ts`. */
export interface AppDefinition {
  readonly bots: readonly BotPackage[];
  readonly loadPages: () => Promise<Pages>;
  /** `opora emulate <name>`. */
  readonly emulators?: Readonly<Record<string, () => Promise<Tool>>>;
  /** Further sets of `opora eval <name>`, beside the runtime's own. */
  readonly evaluations?: Readonly<Record<string, EvaluationSet>>;
  /** `opora bench`. */
  readonly bench?: () => Promise<Tool>;
}

/** Checks the definition's types; returns it unchanged. */
export const defineApp = (definition: AppDefinition): AppDefinition => definition;
