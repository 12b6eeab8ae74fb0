import { Command, CommanderError } from 'commander';
import { describeError, RuntimeError } from '../core/errors.ts';
import { faultPoints } from '../core/fault-points.ts';
import { findBotCommand, runBotCommand } from './commands/bot-command.ts';
import { runConfigCheck, runConfigPrint, runConfigReference } from './commands/config-commands.ts';
import { runBackup, runRestore } from './commands/database-commands.ts';
import { type DoctorFlags, runDoctor } from './commands/doctor.ts';
import { type EvalFlags, evaluationSets, runEval } from './commands/eval.ts';
import { runDeadLetter, runDeadLettersList, runReplay, runWhy } from './commands/inspect-commands.ts';
import {
  type MigrateFlags,
  runMigrateDown,
  runMigrateStatus,
  runMigrateUp,
} from './commands/migrate-commands.ts';
import { runModelsCheck } from './commands/models-commands.ts';
import { runStart } from './commands/start.ts';
import type { AppDefinition } from './definition.ts';
import { version } from './version.ts';

/**
 * Runs one command line (without node and script) and resolves with its exit code. Errors that people can
 * mend are printed without a stack.
 */
export async function runCommandLine(definition: AppDefinition, argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const act =
    <Arguments extends readonly unknown[]>(run: (...given: Arguments) => Promise<number> | number) =>
    async (...given: Arguments): Promise<void> => {
      exitCode = await run(...given);
    };
  const program = new Command('opora')
    .description('Runs AI bots that people can rely on.')
    .version(version)
    .exitOverride()
    .showHelpAfterError()
    // Options before the name of an emulator are those of the command, those behind it the emulator's own.
    .enablePositionalOptions();
  addRunning(program, definition, act);
  addDatabase(program, definition, act);
  addInspection(program, definition, act);
  addProving(program, definition, act);
  addBots(program, definition, act);
  try {
    // A bot reads its own line, options like --version and --help included.
    const own = findBotCommand(definition, argv[0]);
    if (own !== undefined) return await runBotCommand(definition, own, argv.slice(1));
    await program.parseAsync(argv.length === 0 ? ['start'] : [...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    // Wrong options and unknown commands: 2, as everywhere.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const text = error instanceof RuntimeError ? `${error.message} [${error.code}]` : describeError(error);
    process.stderr.write(`opora: ${text}\n`);
    if (!(error instanceof RuntimeError) && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    return exitCodeOf(error);
  }
}

/** Where the class of an error does not tell whether the configuration is wrong or only what it names is away. */
const exitCodes: Readonly<Record<string, 1 | 2>> = {
  database_unreachable: 1,
  database_access_refused: 2,
  database_tls_failed: 2,
  database_pooler_unset: 2,
};

function exitCodeOf(error: unknown): 1 | 2 {
  if (!(error instanceof RuntimeError)) return 1;
  return exitCodes[error.code] ?? (error.decision === 'config' ? 2 : 1);
}

type Act = <Arguments extends readonly unknown[]>(
  run: (...given: Arguments) => Promise<number> | number,
) => (...given: Arguments) => Promise<void>;

interface JsonFlag {
  readonly json?: boolean;
}

function addRunning(program: Command, definition: AppDefinition, act: Act): void {
  program
    .command('start')
    .description('start the database, migrate, and serve')
    .option('--role <role>', 'all, web or worker (OPORA_ROLE)')
    .action(
      act((flags: { readonly role?: string }) => {
        if (flags.role !== undefined) process.env.OPORA_ROLE = flags.role;
        return runStart(definition);
      }),
    );
  const config = program.command('config').description('check or show the configuration');
  config
    .command('check')
    .description('report every fault; contacts nothing')
    .option('--json', 'for machines')
    .action(act((flags: JsonFlag) => runConfigCheck(definition, flags)));
  config
    .command('print')
    .description('show every variable in use, secrets redacted')
    .option('--json', 'for machines')
    .action(act((flags: JsonFlag) => runConfigPrint(definition, flags)));
  config
    .command('reference')
    .description('print the reference page')
    .option('--write', 'write .env.example and, in docs/reference, configuration.md and metrics.md')
    .action(act((flags: { readonly write?: boolean }) => runConfigReference(definition, flags)));
}

function addDatabase(program: Command, definition: AppDefinition, act: Act): void {
  const migrate = program.command('migrate').description('change the schema and the data');
  const only = ['--only <name>', 'one data migration and nothing else'] as const;
  const batch = ['--batch <rows>', 'rows a transaction of a data migration (500)'] as const;
  migrate
    .command('up')
    .description('apply what is pending; exit code 1 when rows could not be changed')
    .option(...only)
    .option(...batch)
    .option('--dry-run', 'only say what would be done')
    .option('--json', 'for machines')
    .action(act((flags: MigrateFlags) => runMigrateUp(definition, flags)));
  migrate
    .command('down')
    .description('undo down to a version while no product runs, or one data migration; asks before data go')
    .option('--set <name>', 'runtime, or a bot')
    .option('--to <version>', 'the version that stays; 0 undoes everything')
    .option(...only)
    .option(...batch)
    .option('--force', 'with --only: take away what was changed since, too; needs a backup of the last hour')
    .option('--yes', 'with --set: take data away without asking')
    .option('--dry-run', 'only say what would be done')
    .option('--json', 'for machines')
    .action(act((flags: MigrateFlags) => runMigrateDown(definition, flags)));
  migrate
    .command('status')
    .description('list migrations; exit code 1 when some are pending')
    .option(...only)
    .option('--json', 'for machines')
    .action(act((flags: MigrateFlags) => runMigrateStatus(definition, flags)));
  program
    .command('backup')
    .argument('[file]', 'default: backups/ in OPORA_DATA_DIR')
    .description('write a backup and prove it by restoring it into a scratch database')
    .option('--no-verify', 'do not prove it')
    .option('--json', 'for machines')
    .action(
      act((file: string | undefined, flags: JsonFlag & { readonly verify: boolean }) =>
        runBackup(definition, file, flags),
      ),
    );
  program
    .command('restore')
    .argument('<file>')
    .description('load a backup; asks before it replaces data')
    .option('--yes', 'replace data without asking')
    .option('--json', 'for machines')
    .action(
      act((file: string, flags: JsonFlag & { readonly yes?: boolean }) =>
        runRestore(definition, file, flags),
      ),
    );
}

function addInspection(program: Command, definition: AppDefinition, act: Act): void {
  program
    .command('doctor')
    .description('check the installation; exit code 0, 1 or 2')
    .option('--bot <name>', 'one bot and the runtime, no other bot')
    .option('--json', 'for machines')
    .action(act((flags: DoctorFlags) => runDoctor(definition, flags)));
  program
    .command('why')
    .argument('<id>', 'an update (u…), turn (t…) or delivery (d…)')
    .description('tell the whole story of a message, without personal data')
    .option('--reveal', 'show personal data; the log says that you did')
    .option('--json', 'for machines')
    .action(
      act((id: string, flags: JsonFlag & { readonly reveal?: boolean }) => runWhy(definition, id, flags)),
    );
  program
    .command('replay')
    .argument('<turn>', 't<conversation>.<turn>')
    .description('run a stored turn again and compare; sends and writes nothing')
    .option('--json', 'for machines')
    .action(act((id: string, flags: JsonFlag) => runReplay(definition, id, flags)));
  program
    .command('models')
    .description('the models that are configured')
    .command('check')
    .description('call each model once: what works, how fast, for what price; exit code 1 when one fails')
    .option('--json', 'for machines')
    .action(act((flags: JsonFlag) => runModelsCheck(definition, flags)));
  const letters = program.command('deadletters').description('work given up');
  letters
    .command('list')
    .description('exit code 1 when there is some')
    .option('--json', 'for machines')
    .action(act((flags: JsonFlag) => runDeadLettersList(definition, flags)));
  for (const verb of ['retry', 'drop'] as const) {
    letters
      .command(verb)
      .argument('<id>')
      .description(verb === 'retry' ? 'give it another chance' : 'close it')
      .option('--json', 'for machines')
      .action(act((id: string, flags: JsonFlag) => runDeadLetter(definition, verb, id, flags)));
  }
}

function addProving(program: Command, definition: AppDefinition, act: Act): void {
  const sets = Object.entries(evaluationSets(definition)).map(
    ([name, { description }]) => `  ${name}  ${description}`,
  );
  program
    .command('eval')
    .argument('<set>', Object.keys(evaluationSets(definition)).join(', '))
    .description('judge a detector by labelled rows; exit code 1 below the gates')
    .option('--data <file>', "JSON lines of the set's form, in place of its own")
    .option('--split <split>', "dev or test; test for the set's own rows, every row of another file")
    .option('--json', 'for machines, with a prediction for each row')
    .addHelpText('after', `\nSets:\n${sets.join('\n')}`)
    .action(act((name: string, flags: EvalFlags) => runEval(definition, name, flags)));
  program
    .command('torture')
    .description(`kill processes at ${faultPoints.length} fault points and let the ledgers decide`)
    .helpOption(false)
    .allowUnknownOption()
    .argument('[options...]')
    .action(
      act(async (_given: readonly string[], _flags: unknown, command: Command) => {
        const { runTortureCommand } = await import('./torture/index.ts');
        return runTortureCommand(command.args);
      }),
    );
  program
    .command('bench')
    .description('measure: acceptances, turns, latency, storage, inference; --peers beside other systems')
    .helpOption(false)
    .allowUnknownOption()
    .argument('[options...]')
    .action(
      act(async (_given: readonly string[], _flags: unknown, command: Command) => {
        if (definition.bench === undefined) return missing('a benchmark');
        return (await definition.bench())(command.args);
      }),
    );
  const services = Object.keys(definition.emulators ?? {});
  program
    .command('emulate')
    .description(`run an outside service's double: ${services.join(', ')}`)
    .passThroughOptions()
    .argument('<service>')
    .argument('[options...]', "the service's own; with --help it lists them")
    .action(
      act(async (service: string, _given: readonly string[], _flags: unknown, command: Command) => {
        const load = definition.emulators?.[service];
        if (load === undefined)
          return missing(`an emulator "${service}" (there are: ${services.join(', ')})`);
        const run = await load();
        return run(command.args.slice(1)).catch((error: unknown) => refused(service, error));
      }),
    );
}

/** Commands of the bots; for the help of those under their names, which `runCommandLine` hands to the bot. */
function addBots(program: Command, definition: AppDefinition, act: Act): void {
  const named = definition.bots.flatMap(({ bot, commandLine }) =>
    commandLine === undefined ? [] : bot.name,
  );
  program
    .command('export')
    .description(`write what a bot has gathered to a file: ${named.join(', ')}`)
    .passThroughOptions()
    .argument('<bot>')
    .argument('[options...]', 'those of `opora <bot> export write`; with --help it lists them')
    .action(
      act(async (name: string, _given: readonly string[], _flags: unknown, command: Command) => {
        const own = findBotCommand(definition, name);
        if (own === undefined)
          return missing(`an export of a bot "${name}" (there are: ${named.join(', ')})`);
        return runBotCommand(definition, own, ['export', 'write', ...command.args.slice(1)]);
      }),
    );
  for (const { bot, commandLine } of definition.bots) {
    if (commandLine === undefined) continue;
    program.command(bot.name).description(`commands of the bot ${bot.name}`).argument('[options...]');
  }
}

function missing(what: string): number {
  process.stderr.write(`opora: this installation has no ${what.replace(/^an? /, '')}.\n`);
  return 2;
}

/** What keeps an emulator from its start is for the person at the terminal: a wrong option, a port that is taken. */
function refused(service: string, error: unknown): number {
  const why = error instanceof Error ? error.message : String(error);
  process.stderr.write(`opora emulate ${service}: ${why}\n`);
  return 2;
}
