import { parseArgs } from 'node:util';
import { createTelegramEmulator, type TelegramEmulator } from './telegram-emulator.ts';
import type { TelegramBotAccount } from './types.ts';

const HELP = `Usage: opora emulate telegram [options]

Runs a double of the Telegram Bot API. Point a bot at it with TELEGRAM_API_ROOT, open the address in a
browser and chat.

  --port N              port (default 8081; 0 takes a free one)
  --host H              address to listen on (default 127.0.0.1)
  --bot TOKEN=USERNAME  a bot that exists; may be repeated (default: any well-formed token)
  --rate-limits         refuse sends that are too frequent, as the real server does
  --help                this text
`;

/** What a started emulator gives its caller; null when only the help was printed. */
export type RunningTelegramEmulator = { readonly emulator: TelegramEmulator; stop(): Promise<void> } | null;

/**
 * The command `opora emulate telegram`. Resolves once it listens; SIGINT and SIGTERM stop it.
 *
 * @throws Error on a wrong option, with a message for the person at the terminal.
 */
export async function runTelegramEmulator(
  argv: readonly string[],
  print: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Promise<RunningTelegramEmulator> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '8081' },
      host: { type: 'string', default: '127.0.0.1' },
      bot: { type: 'string', multiple: true },
      'rate-limits': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return null;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port must be 0 to 65535, not ${values.port}.`);
  const emulator = createTelegramEmulator({
    port,
    host: values.host,
    rateLimits: values['rate-limits'],
    ...(values.bot === undefined ? {} : { bots: values.bot.map(parseBot) }),
  });
  await emulator.start();
  print(`Telegram emulator at ${emulator.url} (open it in a browser; TELEGRAM_API_ROOT=${emulator.url})`);
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

function parseBot(text: string): TelegramBotAccount {
  const [token, username] = text.split('=');
  if (!token || !username || !/^\d+:[\w-]{3,}$/.test(token)) {
    throw new Error(`--bot must look like 123456:secret=my_bot, not "${text}".`);
  }
  return { token, username: username.replace(/^@/, '') };
}
