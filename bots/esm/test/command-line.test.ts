import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type CommandOutput, runEntry } from '../src/command-line.ts';
import { validatorSpeedCommand } from '../src/evaluation/speed-command.ts';
import { instrumentCheckCommand } from '../src/instrument/instrument-command.ts';

function record(): CommandOutput & { readonly lines: string[] } {
  const lines: string[] = [];
  return { lines, out: (line) => void lines.push(line), error: (line) => void lines.push(`! ${line}`) };
}

const open = (): never => {
  throw new Error('This command needs no database.');
};
const run = async (...argv: string[]): Promise<{ code: number; text: string }> => {
  const output = record();
  const code = await runEntry([instrumentCheckCommand, validatorSpeedCommand], argv, open, output);
  return { code, text: output.lines.join('\n') };
};

describe('opora esm', () => {
  it('lists the commands when none is named, or with --help', async () => {
    for (const argv of [[], ['--help'], ['instrument', '--help']]) {
      const { code, text } = await run(...argv);
      expect(code).toBe(0);
      expect(text).toContain('opora esm instrument check <file> [--json]\n    lists every fault');
    }
  });

  it('names a command that does not exist and exits with 2', async () => {
    const { code, text } = await run('instrument', 'burn');
    expect(code).toBe(2);
    expect(text).toContain('! opora esm instrument burn: there is no such command.');
  });

  it('lists the commands that begin as the one asked about', async () => {
    for (const argv of [
      ['instrument', '--help'],
      ['instrument', 'check', '-h'],
      ['instrument', 'burn'],
    ]) {
      const { text } = await run(...argv);
      expect(text).toContain('opora esm instrument check <file>');
      expect(text).not.toContain('validator speed');
    }
    expect((await run('--help')).text).toContain('opora esm validator speed');
  });

  it('refuses options that the measurement does not have', async () => {
    expect(await run('validator', 'speed', '--bogus')).toEqual({
      code: 2,
      text: '! opora esm validator speed takes no options, not --bogus.',
    });
  });

  it('checks a questionnaire', async () => {
    const good = await run(
      'instrument',
      'check',
      fileURLToPath(new URL('../instruments/des-9.yaml', import.meta.url)),
    );
    expect(good).toEqual({ code: 0, text: expect.stringContaining('des-9 version 1, 9 items') });
    const bad = await run('instrument', 'check', fileURLToPath(import.meta.url));
    expect(bad.code).toBe(1);
    const asJson = await run('instrument', 'check', fileURLToPath(import.meta.url), '--json');
    expect([asJson.code, JSON.parse(asJson.text)]).toMatchObject([
      1,
      {
        usable: false,
        faults: expect.arrayContaining([expect.objectContaining({ severity: 'error', line: 1 })]),
      },
    ]);
    expect(bad.text).toMatch(/^! .*command-line\.test\.ts:1: error:/);
    for (const argv of [[], ['a.yaml', 'b.yaml'], ['a.yaml', '--jsn']]) {
      expect(await run('instrument', 'check', ...argv)).toMatchObject({ code: 2 });
    }
    expect(await run('instrument', 'check', 'no-such-file.yaml')).toMatchObject({ code: 2 });
  });
});
