import { type Bot, defineBot, type TurnContext } from '../../contracts/bot.ts';
import { sleep, systemClock } from '../../core/clock.ts';
import { TransientError } from '../../core/errors.ts';
import type { Random } from '../../core/random.ts';
import type { PlatformClient } from './platform-client.ts';
import {
  type Ask,
  parseMessageText,
  type ReplyText,
  type StepReturn,
  type TortureBotName,
} from './protocol.ts';
import { createChargeEffect } from './torture-channels.ts';

/** The state of one Conversation: small, and enough to notice a message missing, repeated or out of order. */
export interface TortureState {
  /** Number of the newest message handled. */
  readonly last: number;
  readonly count: number;
  /** Timers set and not yet fired. */
  readonly pending: readonly string[];
  /** Timers that have fired. */
  readonly fired: number;
  /** What the program itself saw go wrong. */
  readonly faults: readonly string[];
  readonly [key: string]: number | readonly string[];
}

const initialState: TortureState = { last: 0, count: 0, pending: [], fired: 0, faults: [] };
const timerDelayMs = 150;

/** A bot whose every Turn buys, answers, and now and then sets a timer, charges, writes, thinks or fails. */
export function createTortureBot(name: TortureBotName, client: PlatformClient, random: Random): Bot {
  return defineBot<TortureState>({
    name,
    title: { ru: name, uk: name, en: name },
    commands: [],
    // One bot gathers Bursts, the other's Turns begin with their accept.
    burst: { quietMs: name === 'once' ? 25 : 0, capMs: 120, maximumParts: 6, maximumCharacters: 2_000 },
    unknownDelivery: name === 'once' ? 'at-most-once' : 'at-least-once',
    newerMessage: name === 'once' ? 'next' : 'merge',
    turnDeadlineMs: 10_000,
    effects: { charge: createChargeEffect(client) },
    initialState: () => initialState,
    parseState: (stored) => stored as unknown as TortureState,
    turn: (context, state) => runTurn(context, state, client, random),
  }) as unknown as Bot;
}

async function runTurn(
  context: TurnContext,
  before: TortureState,
  client: PlatformClient,
  random: Random,
): Promise<TortureState> {
  const { state, reply, asked } = readBurst(context, before);
  await buy(context, client, 'buy');
  if (asked.has('slow')) await think(context);
  if (asked.has('fail') && random() < 0.5) throw new TransientError('torture_failure', 'Asked to fail.');
  if (asked.has('second')) await buy(context, client, 'buy-second');
  context.reply({ text: JSON.stringify(reply) });
  if (asked.has('pair')) {
    const second: ReplyText = { numbers: [], timers: [], part: 2 };
    context.reply({ text: JSON.stringify(second) });
  }
  if (asked.has('erase')) context.erase();
  return state;
}

/** Takes in the Burst: every message's number must be the next one, every timer must be one that was set. */
function readBurst(
  context: TurnContext,
  before: TortureState,
): { readonly state: TortureState; readonly reply: ReplyText; readonly asked: ReadonlySet<Ask> } {
  let { last, count, fired } = before;
  const pending = new Set(before.pending);
  const faults = [...before.faults];
  const numbers: number[] = [];
  const timers: string[] = [];
  const asked = new Set<Ask>();
  for (const update of context.burst) {
    if (update.kind === 'timer') {
      const key = update.timer ?? '';
      if (!pending.delete(key)) faults.push(`timer ${key} fired again`);
      timers.push(key);
      fired += 1;
      continue;
    }
    const message = parseMessageText(update.text ?? '');
    if (message.number !== last + 1) faults.push(`message ${message.number} after ${last}`);
    last = message.number;
    count += 1;
    numbers.push(message.number);
    for (const ask of message.asks) asked.add(ask);
    request(context, message.number, message.asks, pending);
  }
  return {
    state: { last, count, fired, pending: [...pending], faults: faults.slice(0, 20) },
    reply: { numbers, timers, part: 1 },
    asked,
  };
}

function request(context: TurnContext, number: number, wanted: ReadonlySet<Ask>, pending: Set<string>): void {
  const { conversation } = context;
  if (wanted.has('timer')) {
    context.schedule(`t${number}`, context.now + timerDelayMs, { number });
    pending.add(`t${number}`);
  }
  if (wanted.has('effect')) context.effect('charge', { conversation, number }, `${conversation}:${number}`);
  if (wanted.has('write')) {
    context.write({
      name: 'torture_write',
      sql: 'insert into torture_writes (conversation, number) values ($1, $2)',
      values: [conversation, number],
      expectedRows: 1,
    });
  }
}

async function buy(context: TurnContext, client: PlatformClient, step: string): Promise<void> {
  const throughSeq = context.burst.at(-1)?.seq ?? 0;
  await context.step(step, async (signal) => {
    const purchase = { turnId: context.turnId, throughSeq, step, claimedAt: context.now };
    const { body } = await client.post('/purchase', purchase, signal);
    return body as number;
  });
  // Said out loud: from here on nobody may buy it again.
  const returned: StepReturn = { turnId: context.turnId, throughSeq, step };
  await client.post('/returned', returned, context.signal);
}

/** Long enough for another message to arrive, and for a heartbeat. */
async function think(context: TurnContext): Promise<void> {
  const delayMs = 60 + Math.floor(context.random() * 600);
  await context.step(
    'think',
    async (signal) => {
      await sleep(systemClock, delayMs, signal);
      return delayMs;
    },
    { journal: 'with-commit' },
  );
}
