import { setTimeout as wait } from 'node:timers/promises';
import type {
  BotJob,
  BotPackage,
  BotRuntime,
  EvaluationSet,
  SettingDefinition,
} from '../../../src/app/index.ts';
import type { Bot, Json } from '../../../src/index.ts';
import { guestRoutes, nudge } from './guest-routes.ts';

export interface GuestOptions {
  /** Name of this process in `guest_runs`. */
  readonly process?: string;
  /** Runs of the job `flaky` that throw before one ends well. */
  readonly failures?: number;
  /** The job `nap` ignores its signal. */
  readonly isDeaf?: boolean;
  /** Seals its Conversations with `GUEST_KEY`. */
  readonly isSealed?: boolean;
  /** Told of what happened, in order. */
  readonly onEvent?: (event: string) => void;
}

const settings: readonly SettingDefinition[] = [
  { name: 'GREETING', type: 'text', default: 'hello', description: 'First word.', example: 'good day' },
  { name: 'NAP', type: 'duration', default: 20, description: 'Length of a nap.', example: '20ms' },
  {
    ...{ name: 'KEY', type: 'text', default: null, secret: true, generated: { bytes: 32 } },
    shape: { pattern: /^[\d:,A-Za-z0-9+/=]{44,}$/, means: '32 bytes as base64' },
    ...{ description: 'Locks the notes.', example: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
  },
];

/** Says what the variables and the events are. */
const guest: Bot<null> = {
  name: 'guest',
  title: { ru: 'Гости', uk: 'Гості', en: 'Guests' },
  commands: [],
  burst: { quietMs: 0, capMs: 0, maximumParts: 20, maximumCharacters: 10_000 },
  unknownDelivery: 'at-most-once',
  newerMessage: 'next',
  migrations: new URL('./guest-migrations/', import.meta.url),
  initialState: () => null,
  parseState: (stored: Json) => stored as null,
  turn(context) {
    for (const { kind, event, payload, text } of context.burst) {
      const said = kind === 'event' ? `${event} ${JSON.stringify(payload)}` : text;
      context.reply({ text: `${context.settings.GREETING}, ${said}, nap ${context.settings.NAP}` });
    }
    return Promise.resolve(null);
  },
};

/** A bot with every live part there is: a guest book. */
export function createGuestPackage(options: GuestOptions = {}): BotPackage {
  const { onEvent = () => undefined } = options;
  return {
    bot: options.isSealed === true ? { ...guest, sealing: { setting: 'KEY' } } : guest,
    settings,
    metrics: [{ name: 'guest_notes_total', kind: 'counter', help: 'Notes written.' }],
    open: (runtime) => ({
      http: guestRoutes(runtime),
      openApi: { '/api/notes': { get: { summary: 'Notes', responses: { 200: { description: 'Notes' } } } } },
      pages: [{ title: { ru: 'Книга', uk: 'Книга', en: 'The book' }, path: '/pages/book' }],
      checks: [{ name: 'notes', run: () => checkNotes(runtime) }],
      jobs: [napJob(runtime, options), flakyJob(options)],
      seed: async () => {
        onEvent('seed');
        const sql = `insert into guest_notes (id, text) values ('welcome', 'Welcome') on conflict (id) do nothing`;
        await runtime.write([{ name: 'guest_seed', sql, values: [] }]);
      },
      close: () => {
        onEvent('close');
        return Promise.resolve();
      },
    }),
    commandLine: async (argv, open) => {
      if (argv[0] === 'parts' || argv[0] === 'export') {
        process.stdout.write(`${argv.join(' ')}\n`);
        return 3;
      }
      const { runtime, close } = await open();
      const notes = await runtime.database.query({ ...allNotes, values: [] });
      process.stdout.write(`${JSON.stringify({ notes, url: runtime.url, isDemo: runtime.isDemo })}\n`);
      if (argv[0] === 'nudge') await nudge(runtime, argv[1] ?? '');
      await close();
      return 0;
    },
    evaluations: { 'guest-words': guestWords },
  };
}

const allNotes = { name: 'guest_notes', sql: 'select id, text, edition from guest_notes order by id' };

async function checkNotes({ database }: BotRuntime): Promise<{
  status: 'healthy' | 'degraded';
  detail: string;
  advice?: string;
}> {
  const notes = await database.query({ ...allNotes, values: [] });
  const detail = `${notes.length} notes`;
  return notes.length > 2
    ? { status: 'degraded', detail, advice: 'Read them.' }
    : { status: 'healthy', detail };
}

/** Notes its beginning and its end, and naps between them. */
function napJob(runtime: BotRuntime, { process: owner = 'one', isDeaf = false }: GuestOptions): BotJob {
  return {
    name: 'nap',
    everyMs: 50,
    async run(signal) {
      const [row] = await runtime.database.query<{ id: string }>({
        ...{ name: 'guest_run_begin', values: ['nap', owner] },
        sql: 'insert into guest_runs (job, process) values ($1, $2) returning id',
      });
      const ms = Number(runtime.settings.NAP);
      await wait(ms, undefined, isDeaf ? {} : { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      const sql = 'update guest_runs set ended_at = clock_timestamp(), aborted = $2 where id = $1';
      await runtime.write([
        { name: 'guest_run_end', sql, values: [row?.id, signal.aborted], expectedRows: 1 },
      ]);
    },
  };
}

function flakyJob({ failures = 0, onEvent = () => undefined }: GuestOptions): BotJob {
  let left = failures;
  return {
    name: 'flaky',
    everyMs: 60_000,
    run() {
      onEvent('flaky');
      left -= 1;
      return left >= 0 ? Promise.reject(new Error('not yet')) : Promise.resolve();
    },
  };
}

const guestWords: EvaluationSet = {
  description: 'words of guests, all of them kind',
  evaluate: ({ lines }) => {
    const rows = lines.trim().split('\n').length;
    const gates = [{ name: 'rows', value: rows, limit: '>= 2', passed: rows >= 2 }];
    return { rows, gates, tables: [], misses: {}, predictions: [], figures: {} };
  },
};
