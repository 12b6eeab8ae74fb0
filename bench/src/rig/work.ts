import { type Bot, defineBot, type IncomingUpdate, type Json } from 'opora';

/** Name of the bot and of the channel that the benchmark measures with. */
export const botName = 'bench';
export const channelName = 'local';

interface Understanding {
  readonly [name: string]: Json;
  readonly score: number;
}

interface BenchState {
  readonly [name: string]: Json;
  readonly turn: number;
  readonly recent: string[];
}

const recentKept = 4;
const text = 'Hello, is the graphite jacket still available in size M, and when would it arrive?';

// The same bytes as `bench/peers/src/work.mjs`: two steps of 200 bytes, a state of 500, a reply of 120.
const runStep = (step: string, messageId: string, conversation: string): Understanding => ({
  step,
  messageId,
  conversation,
  intent: 'availability',
  score: 0.87,
  evidence: 'price list row 17; delivery table row 4; article "returns"',
});

const slots = {
  name: 'Olena Kovalenko',
  city: 'Kharkiv',
  size: 'M',
  colour: 'graphite',
  delivery: 'courier',
};

/** A bot with two journalled steps that cost nothing: what remains is the engine's own time. */
export const benchBot: Bot<BenchState> = defineBot<BenchState>({
  name: botName,
  title: { ru: 'Bench', uk: 'Bench', en: 'Bench' },
  commands: [],
  burst: { quietMs: 0, capMs: 0, maximumParts: 20, maximumCharacters: 4_000 },
  unknownDelivery: 'at-most-once',
  newerMessage: 'next',
  initialState: () => ({ turn: 0, recent: [] }),
  parseState: (stored) => stored as BenchState,
  async turn(context, state) {
    const last = context.burst.at(-1);
    const messageId = last?.externalId ?? '';
    const understood = await context.step('understand', async () =>
      runStep('understand', messageId, context.conversation),
    );
    const answered = await context.step('answer', async () =>
      runStep('answer', messageId, context.conversation),
    );
    const score = Math.min(understood.score, answered.score);
    context.reply({
      text: `Yes, the graphite jacket is in stock in size M. With a courier it arrives in Kharkiv in two days. Shall I reserve one? ${score}`,
    });
    return {
      turn: state.turn + 1,
      lastMessageId: messageId,
      intent: 'availability',
      slots,
      recent: [...state.recent, (last?.text ?? '').slice(0, 64)].slice(-recentKept),
    };
  },
});

/** A message; `name` tells it from all others of its conversation. */
export function createUpdate(conversation: string, name: string): IncomingUpdate {
  return {
    bot: botName,
    channel: channelName,
    conversation,
    externalId: `m-${name}`,
    content: { kind: 'message', text },
    requestId: `bench-${name}`,
  };
}

/** Text of every message. */
export const messageText: string = text;
