import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { esmPackage } from '../../../bots/esm/src/index.ts';
import app from '../../../opora.config.ts';
import { createProbeBot } from './support/probe-bot.ts';
import { type CommandResult, defineTestApp, runCommand } from './support/run-command.ts';

const definition = defineTestApp([{ bot: createProbeBot() }, esmPackage]);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opora-help-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const opora = (argv: readonly string[]): Promise<CommandResult> =>
  runCommand(definition, argv, { OPORA_DATA_DIR: folder });

describe('help', () => {
  const commands: readonly (readonly [argv: readonly string[], options: readonly string[]])[] = [
    [[], ['start', 'doctor', 'migrate', 'config', 'backup', 'restore', 'why', 'replay', 'deadletters']],
    [['start'], ['--role']],
    [['config'], ['check', 'print', 'reference']],
    [['config', 'check'], ['--json']],
    [['config', 'print'], ['--json']],
    [['config', 'reference'], ['--write']],
    [['migrate'], ['up', 'down', 'status']],
    [
      ['migrate', 'up'],
      ['--dry-run', '--json'],
    ],
    [
      ['migrate', 'down'],
      ['--set', '--to', '--yes', '--dry-run', '--json'],
    ],
    [['migrate', 'status'], ['--json']],
    [['backup'], ['--no-verify', '--json']],
    [['restore'], ['--yes', '--json', '<file>']],
    [['doctor'], ['--json']],
    [['why'], ['--json', '<id>']],
    [['replay'], ['--json', '<turn>']],
    [['deadletters'], ['list', 'retry', 'drop']],
    [['deadletters', 'list'], ['--json']],
    [['deadletters', 'retry'], ['--json']],
    [['deadletters', 'drop'], ['--json']],
    [['export'], ['esm', '<bot>']],
    [['torture'], ['--kills', '--seed']],
  ];

  test.each(commands)('of %j names its options and exits 0', async (argv, options) => {
    const { code, stdout } = await opora([...argv, '--help']);
    expect(code).toBe(0);
    for (const option of options) expect(stdout).toContain(option);
  });

  test('comes with what is wrong after an unknown command or option', async () => {
    for (const argv of [['explode'], ['migrate', 'sideways'], ['doctor', '--jsn'], ['why'], ['migrate']]) {
      const { code, stderr } = await opora(argv);
      expect([argv, code === 0]).toEqual([argv, false]);
      expect(stderr).toContain('Usage: opora');
    }
  });

  test('tells a tool that is not installed apart from one that failed', async () => {
    expect((await opora(['bench'])).code).toBe(2);
    expect((await opora(['emulate', 'telegram'])).code).toBe(2);
  });
});

describe('emulate', () => {
  const emulate = (...argv: readonly string[]): Promise<CommandResult> =>
    runCommand(app, ['emulate', ...argv], { OPORA_DATA_DIR: folder });

  test('names the emulators with --help, and each its own options', async () => {
    for (const help of ['--help', '-h']) {
      const { code, stdout } = await emulate(help);
      expect([code, stdout]).toEqual([0, expect.stringContaining('telegram, llm')]);
    }
    expect((await emulate('llm', '--help')).stdout).toContain('--rules');
  });

  test('tells of a wrong option in one line and exits 2', async () => {
    for (const argv of [
      ['llm', '--bogus'],
      ['llm', '--rules', '/nowhere/rules.json'],
      ['telegram', '--port', 'abc'],
    ]) {
      const { code, stderr } = await emulate(...argv);
      expect([argv, code, stderr]).toEqual([argv, 2, expect.stringMatching(/^opora emulate .+\n$/)]);
    }
    expect((await emulate('--bogus')).code).toBe(2);
    expect((await emulate('nobody')).stderr).toContain('there are: telegram, llm');
  });
});
