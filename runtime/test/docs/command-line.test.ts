import { afterEach, expect, test, vi } from 'vitest';
import app from '../../../opora.config.ts';
import { runCommandLine } from '../../src/app/command-line.ts';

// The page is made by this test: npx vitest run runtime/test/docs --update

const commands = [
  ...['', 'start', 'config', 'config check', 'config print', 'config reference'],
  ...['migrate', 'migrate up', 'migrate down', 'migrate status', 'backup', 'restore'],
  ...['doctor', 'why', 'replay', 'models', 'models check'],
  ...['deadletters', 'deadletters list', 'deadletters retry', 'deadletters drop'],
  ...['eval', 'torture', 'bench', 'emulate', 'emulate telegram', 'emulate llm'],
  ...app.bots.filter(({ commandLine }) => commandLine !== undefined).map(({ bot }) => bot.name),
];

const introduction = `# Command line

<!-- Generated from the program: npx vitest run runtime/test/docs --update -->

In a checkout: \`npm run opora -- <command>\`; installed: \`npx opora <command>\`, in the folder of the installation.
Answers go to stdout, logs of \`start\` too; progress and faults go to stderr. Commands beside a running product use
its embedded database.

| Exit code | Meaning |
|---|---|
| 0 | done; \`doctor\`: healthy; \`deadletters list\`: none; \`migrate status\`: current; \`replay\`: the same outcome; \`eval\`: every gate met |
| 1 | not done, or something needs a person; \`doctor\`: degraded; \`eval\`: below a gate |
| 2 | the configuration or the options are wrong; \`doctor\`: unhealthy; \`eval\`: cannot run |
| 130 | \`start\` was signalled twice |
`;

afterEach(() => vi.restoreAllMocks());

async function helpOf(command: string): Promise<string> {
  const written: string[] = [];
  const keep = (chunk: unknown): boolean => {
    written.push(String(chunk));
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(console, 'log').mockImplementation((line) => void keep(`${String(line)}\n`));
  const code = await runCommandLine(app, [...command.split(' ').filter((word) => word !== ''), '--help']);
  vi.restoreAllMocks();
  expect(code, command).toBe(0);
  return written.join('').trim();
}

test('docs/reference/command-line.md is what the program says', async () => {
  const sections: string[] = [];
  for (const command of commands) {
    const help = await helpOf(command);
    // Bots write their own.
    expect(help, command).toContain(`opora ${command}`.trim());
    sections.push(`## opora ${command}`.trim(), '', '```', help, '```', '');
  }
  const page = `${introduction}\n${sections.join('\n')}`;
  await expect(page).toMatchFileSnapshot('../../../docs/reference/command-line.md');
});

test('no command is left out', async () => {
  const named = [...(await helpOf('')).matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(8);
  const described = new Set(commands.map((command) => command.split(' ')[0]));
  expect(named.filter((name) => name !== 'help' && !described.has(name))).toEqual([]);
});
