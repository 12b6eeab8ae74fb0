import type { Bot, Json, OutgoingMessage, TurnContext, Update } from '../../../src/index.ts';
import { TerminalError } from '../../../src/index.ts';
import { createGate, type Gate } from './gates.ts';

/** What the probe bot remembers: every word in order, so that loss, doubling and disorder show. */
export interface ProbeState {
  readonly [key: string]: Json;
  readonly count: number;
  readonly names: readonly string[];
}

export interface ProbeBotOptions {
  readonly name?: string;
  /** Met by the text `slow`. */
  readonly gate?: Gate;
  /** Prefix of every echo; another one is another program. */
  readonly voice?: string;
  /** Milliseconds that the text `nap` sleeps in a step. */
  readonly napMs?: number;
  /** The text `poison` kills the Turn unless this says otherwise. */
  readonly isCured?: () => boolean;
  /** Outcome of the effect `ring`. */
  readonly effect?: NonNullable<Bot['effects']>[string];
  readonly quietMs?: number;
  readonly newerMessage?: Bot['newerMessage'];
}

/**
 * A bot for tests of the product. It echoes what it is told with the number of the message, and does what
 * certain words say: `right` is heard while a person holds the Conversation, as `erase` is;
 * `slow`, `nap`, `poison`, `file`, `handoff`, `erase`, `ring`, `timer <ms>`, `buttons`.
 */
export function createProbeBot(options: ProbeBotOptions = {}): Bot<ProbeState> {
  const { name = 'probe', voice = 'echo' } = options;
  return {
    name,
    title: { ru: 'Проба', uk: 'Проба', en: 'Probe' },
    commands: [{ name: 'help', description: { ru: 'Помощь', uk: 'Довідка', en: 'Help' } }],
    burst: { quietMs: options.quietMs ?? 0, capMs: 1_000, maximumParts: 20, maximumCharacters: 50_000 },
    unknownDelivery: 'at-most-once',
    newerMessage: options.newerMessage ?? 'next',
    ...(options.effect === undefined ? {} : { effects: { ring: options.effect } }),
    initialState: () => ({ count: 0, names: [] }),
    parseState: (stored) => stored as ProbeState,
    languageOf: () => 'en',
    heardWhileHeld: ({ text }) => text?.startsWith('right') === true || text === 'erase',
    async turn(context, state) {
      let next = state;
      for (const update of context.burst) {
        next = { count: next.count + 1, names: [...next.names, update.externalId].slice(-2_000) };
        await obey(context, update, options);
        const said = describe(update);
        if (said !== null) context.reply({ text: `${voice} ${next.count}: ${said}`, ...extras(update) });
      }
      context.logger.info({ count: next.count }, 'The probe has answered.');
      return next;
    },
  };
}

function describe(update: Update): string | null {
  if (update.kind === 'timer') return `timer ${update.timer}`;
  if (update.kind === 'event') return `${update.event} ${JSON.stringify(update.payload ?? null)}`;
  return update.text ?? update.button ?? 'attachment';
}

function extras(update: Update): Partial<OutgoingMessage> {
  if (update.text === 'file') {
    return { file: { name: 'отчёт "1".csv', mimeType: 'text/csv; charset=utf-8', content: 'a,b\n1,ж\n' } };
  }
  return update.text === 'buttons' ? { buttons: [[{ code: 'yes', label: 'Yes' }]] } : {};
}

async function obey(context: TurnContext, update: Update, options: ProbeBotOptions): Promise<void> {
  const [word, argument] = (update.text ?? '').split(' ');
  const key = update.externalId;
  if (word === 'slow') {
    const { gate = createGate(true) } = options;
    await context.step(`slow:${key}`, (signal) => gate.pass(signal).then(() => null));
  }
  if (word === 'nap') {
    const ms = Number(argument ?? options.napMs ?? 50);
    await context.step(`nap:${key}`, () => new Promise<null>((resolve) => setTimeout(resolve, ms, null)));
  }
  if (word === 'poison' && options.isCured?.() !== true) throw new TerminalError('poisoned', 'Poison.');
  if (word === 'handoff') context.handoff('asked for a person');
  if (word === 'erase') context.erase();
  if (word === 'ring') context.effect('ring', { key });
  if (word === 'timer') context.schedule('wake', context.now + Number(argument ?? 50));
}
