import type { Bot, TurnContext } from '../../src/contracts/bot.ts';
import type { Json } from '../../src/contracts/json.ts';
import type { Update } from '../../src/contracts/update.ts';
import { sleep } from '../../src/core/clock.ts';
import { TerminalError } from '../../src/core/errors.ts';
import { hashText } from '../../src/core/random.ts';
import type { SimulatedPlatform } from './simulated-platform.ts';
import type { SimulatedProcess, Surroundings } from './simulated-process.ts';
import type { StepLedger } from './step-ledger.ts';

export interface Fold {
  readonly [key: string]: Json;
  readonly count: number;
  readonly hash: number;
}

export const emptyFold: Fold = { count: 0, hash: 0 };

export const foldOver = (state: Fold, ids: readonly string[]): Fold =>
  ids.reduce((before, id) => ({ count: before.count + 1, hash: hashText(`${before.hash}:${id}`) }), state);

export const reminderDelayMs = 4_000;

export interface BotOptions {
  readonly process: SimulatedProcess;
  readonly surroundings: Surroundings;
  readonly platform: SimulatedPlatform;
  readonly steps: StepLedger;
}

/** `once` merges newer messages and sends at most once; `least` answers them next and sends at least once. */
export function createBots(options: BotOptions): readonly Bot[] {
  const shared = {
    title: { ru: 'Б', uk: 'Б', en: 'B' },
    commands: [],
    burst: { quietMs: 300, capMs: 1_000, maximumParts: 5, maximumCharacters: 1_000 },
    initialState: (): Json => emptyFold,
    parseState: (stored: Json): Json => stored,
    fallbackMessage: () => ({ text: 'sorry' }),
    effects: {
      crm: {
        delivery: 'repeatable' as const,
        deliver: ({ id, key }: { readonly id: string; readonly key: string }) =>
          options.platform.runEffect(options.process, id, key),
      },
    },
    turn: (context: TurnContext, state: Json) => runProgram(options, context, state as unknown as Fold),
  };
  return [
    { ...shared, name: 'once', unknownDelivery: 'at-most-once', newerMessage: 'merge' },
    // Its Turns begin with their accept.
    {
      ...shared,
      name: 'least',
      burst: { ...shared.burst, quietMs: 0 },
      unknownDelivery: 'at-least-once',
      newerMessage: 'next',
    },
  ];
}

const has = (burst: readonly Update[], text: string): boolean => burst.some((each) => each.text === text);

async function runProgram(
  { process, surroundings, steps }: BotOptions,
  context: TurnContext,
  state: Fold,
): Promise<Fold> {
  const { burst } = context;
  const ids = burst.map((each) => each.externalId);
  const epoch = process.epochs.get(context.conversationId) ?? 0;
  const key = `${context.turnId}:${burst.at(-1)?.seq}`;
  for (const name of ['think', 'check']) {
    await context.step(name, async () => {
      steps.begin(`${key}:${name}`, context.conversationId, epoch);
      const slow = has(burst, 'slow') ? 9_000 : 600;
      await sleep(process.clock, Math.floor(surroundings.chance(`${key}:${name}:${epoch}`) * slow));
      return name;
    });
    steps.end(`${key}:${name}`, context.conversationId, epoch);
  }
  if (has(burst, 'poison')) throw new TerminalError('simulated_poison', 'This cannot be handled.');
  if (has(burst, 'flaky') && surroundings.chance(`${key}:${epoch}:flaky`) < 0.5) throw new Error('flaky');
  for (const each of burst) request(context, each);
  if (ids.every((id) => !id.startsWith('opora.'))) context.reply({ text: `re ${ids.join(' ')}` });
  return foldOver(state, ids);
}

function request(context: TurnContext, { text, externalId }: Update): void {
  if (text === 'remind') context.schedule('reminder', context.now + reminderDelayMs, externalId);
  if (text === 'forget') context.cancel('reminder');
  if (text === 'effect') context.effect('crm', externalId, externalId);
  if (text === 'double') context.reply({ text: 'one more' });
  if (text === 'handoff') context.handoff('asked for a person');
}
