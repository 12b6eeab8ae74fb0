import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type LlmEmulator,
  type RunningLlmEmulator,
  runLlmEmulator,
} from '../../../emulators/src/llm/index.ts';
import { createModelBot } from './support/model-bot.ts';
import { type CommandResult, defineTestApp, runCommand } from './support/run-command.ts';

// The emulator as people start it: `opora emulate llm`.
let running: RunningLlmEmulator;
let emulator: LlmEmulator;
const printed: string[] = [];
const secret = 'sk-very-secret-key-0123456789abcdef';

beforeAll(async () => {
  running = await runLlmEmulator(['--port', '0'], (line) => printed.push(line));
  emulator = (running as NonNullable<RunningLlmEmulator>).emulator;
});
afterAll(() => running?.stop());
beforeEach(() => emulator.clearFaults());

const check = (argv: readonly string[], env: Readonly<Record<string, string>>): Promise<CommandResult> =>
  runCommand(defineTestApp([{ bot: createModelBot() }]), ['models', 'check', ...argv], env);

const configured = () => ({
  ...{ OPENAI_API_KEY: secret, OPENAI_BASE_URL: emulator.url },
  ...{ ANTHROPIC_API_KEY: secret, ANTHROPIC_BASE_URL: emulator.url },
  ...{ OPORA_MODEL: 'openai:gpt-6-luna', OPORA_FALLBACK_MODEL: 'anthropic:claude-haiku-4-5' },
  ...{ OPORA_EMBEDDING_MODEL: 'openai:text-embedding-3-small', OPORA_SPEECH_MODEL: 'openai:tts-1' },
  ...{ OPORA_TRANSCRIPTION_MODEL: 'openai:whisper-1', OPORA_MODERATION_MODEL: 'openai:my-own-judge' },
});

test('the emulator says where it is', () => {
  expect(printed.join('\n')).toContain(emulator.url);
});

test('calls each configured model once and says what works, how fast and for what price', async () => {
  emulator.clearJournal();
  const { code, stdout } = await check([], configured());
  expect(code).toBe(0);
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(7);
  expect(lines[0]).toMatch(
    /^works {2}openai:gpt-6-luna +language +\d+ ms, \$[\d.e-]+ for this call; \$0\.1 in, \$0\.5 out for a million tokens$/,
  );
  expect(lines.find((line) => line.includes('whisper-1'))).toMatch(
    /; its provider shuts it down on 2027-02-26$/,
  );
  expect(lines.find((line) => line.includes('my-own-judge'))).toContain('price not known');
  expect(lines.at(-1)).toMatch(/^Prices as of \d{4}-\d{2}-\d{2}/);
  expect(emulator.ledger().calls).toBe(6);
});

test('exits with 1 when one fails, and says what is wrong without the key', async () => {
  emulator.addFault({ kind: 'unauthorized', model: 'claude-haiku-4-5', count: 0 });
  const { code, stdout } = await check(['--json'], configured());
  expect(code).toBe(1);
  const report = JSON.parse(stdout) as { models: { model: string; works: boolean; error: string | null }[] };
  expect(report.models.filter(({ works }) => !works)).toMatchObject([
    { model: 'anthropic:claude-haiku-4-5', error: 'model_unauthorized' },
  ]);
  expect(stdout).not.toContain(secret);
});

test('is content without any model', async () => {
  const { code, stdout } = await check([], {});
  expect(code).toBe(0);
  expect(stdout).toContain('No model is configured; local methods answer.');
});
