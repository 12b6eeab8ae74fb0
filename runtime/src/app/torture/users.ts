import { sleep, systemClock } from '../../core/clock.ts';
import { createRandom, type Random } from '../../core/random.ts';
import type { Ledger, UserConversation } from './ledger.ts';
import type { PollQueue } from './poll-queue.ts';
import { postMessage } from './post-message.ts';
import { type Ask, type ReplyText, tortureBots, tortureChannels, type UserMessage } from './protocol.ts';

export interface UsersOptions {
  readonly ledger: Ledger;
  readonly queue: PollQueue;
  readonly webPorts: () => readonly number[];
  readonly seed: number;
  readonly count: number;
}

/** The people of the torture: each writes one message after another, until it is acknowledged. */
export interface Users {
  /** Sends the newest messages of everybody again, to every process at once. */
  storm(): void;
  /** Stops writing; resolves when the last message of each is acknowledged and no redelivery is under way. */
  stop(): Promise<void>;
}

/** How often a message asks for something besides an answer, in a thousand. */
const askOften: readonly (readonly [Ask, number])[] = [
  ['timer', 150],
  ['effect', 200],
  ['write', 150],
  ['slow', 90],
  ['second', 200],
  ['pair', 200],
  ['fail', 50],
];

/** Starts `count` users. */
export function startUsers(options: UsersOptions): Users {
  let stopping = false;
  const users = Array.from({ length: options.count }, (_, index) => createUser(options, index));
  const working = users.map(async (user) => {
    while (!stopping) await user.converse(() => stopping);
    await user.settle();
  });
  return {
    storm() {
      for (const user of users) user.repeatRecent();
    },
    async stop() {
      stopping = true;
      await Promise.all(working);
    },
  };
}

interface User {
  /** Holds one conversation from its first message to its last. */
  converse(isStopping: () => boolean): Promise<void>;
  repeatRecent(): void;
  settle(): Promise<void>;
}

function createUser({ ledger, queue, webPorts, seed, count }: UsersOptions, index: number): User {
  const random = createRandom(seed * 1_000 + index);
  const polled = index % 3 === 0;
  const pending = new Set<Promise<void>>();
  let recent: UserMessage[] = [];
  let round = 0;

  const track = (work: Promise<void>): void => {
    const tracked = work.finally(() => pending.delete(tracked));
    pending.add(tracked);
  };
  const settle = async (): Promise<void> => {
    while (pending.size > 0) await Promise.all(pending);
  };
  const repeat = (message: UserMessage, port: number): void => {
    ledger.counts.redeliveries += 1;
    track(
      postMessage(port, message).then(
        ({ duplicate }) => {
          const { conversation, externalId } = message;
          if (!duplicate) ledger.acceptedAgain.push({ conversation, externalId, at: systemClock.now() });
        },
        () => undefined,
      ),
    );
  };

  /** Sends until a process says 2xx; at times several copies at once. */
  const deliver = async (message: UserMessage): Promise<void> => {
    if (polled) return queue.add(message);
    for (;;) {
      const ports = webPorts();
      const copies = random() < 0.2 ? 3 : 1;
      const posts = ports.length === 0 ? [] : Array.from({ length: copies }, () => pick(ports, random));
      const answers = posts.map((port) => postMessage(port, message));
      for (const answer of answers) track(answer.then(ignore, ignore));
      ledger.counts.redeliveries += Math.max(0, answers.length - 1);
      const accepted = await Promise.any(answers).then(
        () => true,
        () => false,
      );
      if (accepted) return;
      await sleep(systemClock, 15 + random() * 30);
    }
  };

  const write = async (talk: UserConversation, text: string): Promise<void> => {
    const { name, bot, channel } = talk;
    const number = talk.acknowledged + 1;
    const message = { bot, channel, conversation: name, externalId: `m${number}`, text: `${number}${text}` };
    await deliver(message);
    talk.acknowledged = number;
    ledger.counts.messages += 1;
    recent = [...recent.slice(-19), message];
    if (random() < 0.06) {
      const [old] = recent.slice(Math.floor(random() * recent.length));
      for (const port of webPorts()) if (old !== undefined) repeat(old, port);
    }
  };

  return {
    async converse(isStopping) {
      round += 1;
      const talk = openConversation(ledger, `c${index + (round - 1) * count}`, index + round);
      recent = [];
      const length = 15 + Math.floor(random() * 30);
      while (!isStopping() && talk.acknowledged < length) {
        await write(talk, drawAsks(talk, random));
        // Now and then two messages in one breath, so that they meet in a Burst or in a running Turn.
        if (random() < 0.75) await sleep(systemClock, random() * 300);
      }
      if (isStopping() || random() < 0.5 || !(await isAnswered(ledger, talk, isStopping))) return;
      // Copies still under way would begin the forgotten conversation anew.
      recent = [];
      await settle();
      talk.erased = true;
      await write(talk, ' erase');
      recent = [];
      await settle();
    },
    repeatRecent() {
      for (const message of recent.slice(-8)) for (const port of webPorts()) repeat(message, port);
    },
    settle,
  };
}

function openConversation(ledger: Ledger, name: string, turn: number): UserConversation {
  const talk: UserConversation = {
    name,
    bot: tortureBots[turn % 2] ?? 'least',
    // The stored channel least: nothing can go wrong there between commit and person.
    channel: tortureChannels[[0, 1, 1, 0, 1, 2][Math.floor(turn / 2) % 6] ?? 0] ?? 'repeatable',
    acknowledged: 0,
    timers: [],
    effects: [],
    writes: [],
    erased: false,
  };
  ledger.conversations.set(name, talk);
  return talk;
}

/**
 * Waits until everything asked for is seen from outside: what is still open when a conversation is forgotten
 * is forgotten with it. Only where each answer can be seen; false when it cannot, or takes too long.
 */
async function isAnswered(
  ledger: Ledger,
  talk: UserConversation,
  isStopping: () => boolean,
): Promise<boolean> {
  if (talk.channel === 'stored' || (talk.channel === 'ambiguous' && talk.bot === 'once')) return false;
  for (let tries = 0; tries < 100 && !isStopping(); tries += 1) {
    const texts = (ledger.shown.get(talk.name) ?? []).map(({ text }) => JSON.parse(text) as ReplyText);
    const answered = new Set(texts.flatMap(({ numbers }) => numbers));
    const applied = ledger.applied.get(talk.name)?.length ?? 0;
    if (answered.size === talk.acknowledged && applied === talk.effects.length) return true;
    await sleep(systemClock, 100);
  }
  return false;
}

function drawAsks(talk: UserConversation, random: Random): string {
  const number = talk.acknowledged + 1;
  let text = '';
  for (const [ask, often] of askOften) {
    if (random() * 1_000 >= often) continue;
    text += ` ${ask}`;
    if (ask === 'timer') talk.timers.push(`t${number}`);
    if (ask === 'effect') talk.effects.push(number);
    if (ask === 'write') talk.writes.push(number);
  }
  return text;
}

const ignore = (): void => undefined;

function pick(ports: readonly number[], random: Random): number {
  return ports[Math.floor(random() * ports.length)] ?? 0;
}
