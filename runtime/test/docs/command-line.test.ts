import { afterEach, expect, test, vi } from 'vitest';
import app from '../../../opora.config.ts';
import { runCommandLine } from '../../src/app/command-line.ts';

// The page is made by this test: npx vitest run runtime/test/docs --update

const commands = [
  ...['', 'start', 'config', 'config check', 'config print', 'config reference'],
  ...['migrate', 'migrate up', 'migrate down', 'migrate status', 'backup', 'restore'],
  ...['doctor', 'why', 'replay', 'export', 'models', 'models check'],
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
| 1 | not done, or something needs a person: an id that nobody knows, a file that exists, a question answered with no (also by Ctrl+D), a database that is away; \`doctor\`: degraded; \`eval\`: below a gate |
| 2 | the configuration or the options are wrong, or do not fit (pending migrations, a product that runs, a port that is taken); \`doctor\`: unhealthy; \`eval\`: cannot run |
| 130 | \`start\` was signalled twice |

With \`--json\` stdout holds one JSON document; when something was not found or not done it is empty, and stderr says why.

| Command | JSON |
|---|---|
| \`config check\` | \`{variables, bots, warnings}\`; \`variables\` is their number |
| \`config print\` | \`[{name, value, source}]\` |
| \`migrate up\`, \`migrate down\` | \`{steps: [{set, version, name}], data: [{set, name, state, total, done, updated, skipped, errors}]}\` |
| \`migrate status\` | \`{schema: [{set, version, name, state, breaking, appliedAt}], data}\` |
| \`backup\` | \`{file, verified, summary}\` |
| \`restore\` | \`{file, erasedAgain}\`: Conversations that were erased once more |
| \`doctor\` | \`{status, checks: [{name, status, message, advice?, durationMs, checkedAt}]}\` |
| \`why\` | \`{id, conversation, updates, turn, steps, models, deliveries, deadLetters, …}\` |
| \`replay\` | \`{turnId, same, stateSame, deliveriesSame, failure, stored, replayed}\` |
| \`models check\` | \`{pricesAsOf, models: [{kind, model, works, latencyMs, error, message, price, costUsd}]}\` |
| \`deadletters list\` | \`[{id, kind, bot, conversation_id, from_seq, through_seq, reason, created_at, …}]\` |
| \`deadletters retry\`, \`drop\` | \`{id, action, kind, bot}\` |
| \`eval\` | \`{set, data, split, rows, passed, gates, misses, predictions}\` and the figures of the set |
| \`export esm\`, \`esm export write\` | \`{study, export, file, beeps, items, files: [{name, rows, bytes, sha256}]}\`; the audit and the manifest have the id \`export\` |
| \`esm export measure\` | \`{beeps, items, seconds, processorSeconds, plainBytes, zipBytes, residentBefore, residentPeak, heapPeak}\` |
| \`esm study list\` | \`[{id, title, status, createdAt, openedAt, closedAt}]\` |
| \`esm researcher list\` | \`[{id, name, role, isLinked, createdAt, disabledAt}]\` |
| \`esm researcher add\` | \`{id, name, role, token, url}\` |
| \`esm researcher token\`, \`disable\` | \`{id, token}\`, \`{id, disabled}\` |
| \`esm instrument check\` | \`{file, usable, faults: [{severity, line, path, reason, advice}]}\` |
| \`esm load\` | \`{people, completed, messages, seconds, accepted, pressed, worded, validations, cache, errors}\` |
| \`esm demo-data\` | \`{study, participants, beeps, responses, answers}\` |
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
