import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createLlmEmulator, type LlmEmulator } from './llm-emulator.ts';
import type { LlmRule } from './rules.ts';

const HELP = `Usage: opora emulate llm [options]

Runs a double of the APIs of OpenAI (chat completions, responses, embeddings, moderations, transcription,
speech) and Anthropic (messages). Point a client at it with OPENAI_BASE_URL and ANTHROPIC_BASE_URL and any key.
Rules, faults, journal and ledger: /emulator/rules, /emulator/faults, /emulator/journal, /emulator/ledger.

  --port N      port (default 8082; 0 takes a free one)
  --host H      address to listen on (default 127.0.0.1)
  --key K       a key that is accepted; may be repeated (default: any)
  --rules FILE  JSON list of rules: [{"match":{"text":"price"},"answer":{"text":"10 euros"}}]
  --help        this text
`;

/** What a started emulator gives its caller; null when only the help was printed. */
export type RunningLlmEmulator = { readonly emulator: LlmEmulator; stop(): Promise<void> } | null;

/**
 * The command `opora emulate llm`. Resolves once it listens; SIGINT and SIGTERM stop it.
 *
 * @throws Error on a wrong option, with a message for the person at the terminal.
 */
export async function runLlmEmulator(
  argv: readonly string[],
  print: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Promise<RunningLlmEmulator> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '8082' },
      host: { type: 'string', default: '127.0.0.1' },
      key: { type: 'string', multiple: true },
      rules: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return null;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port must be 0 to 65535, not ${values.port}.`);
  }
  const rules = values.rules === undefined ? [] : await readRules(values.rules);
  const emulator = createLlmEmulator({
    port,
    host: values.host,
    ...(values.key === undefined ? {} : { keys: values.key }),
  });
  for (const rule of rules.toReversed()) emulator.addRule(rule);
  await emulator.start();
  print(`LLM emulator at ${emulator.url} (OPENAI_BASE_URL and ANTHROPIC_BASE_URL; any key)`);
  const stop = async (): Promise<void> => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    await emulator.stop();
  };
  const onSignal = (): void => void stop();
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return { emulator, stop };
}

async function readRules(path: string): Promise<readonly LlmRule[]> {
  const rules: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (!Array.isArray(rules)) throw new Error(`--rules: ${path} must hold a JSON list.`);
  return rules as LlmRule[];
}
