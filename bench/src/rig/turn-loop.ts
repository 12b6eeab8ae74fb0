import type { EngineRig } from './engine-rig.ts';
import { createUpdate } from './work.ts';

export interface TurnLoopOptions {
  readonly rig: EngineRig;
  readonly inFlight: number;
  readonly conversations: number;
  /** Tells the messages of one loop from those of another on the same database. Default 0. */
  readonly generation?: number;
  /** What the names of its conversations begin with. Default `conversation`. */
  readonly prefix?: string;
}

export interface Slice {
  readonly turns: number;
  readonly seconds: number;
}

/** A closed loop: as soon as a Turn's delivery is recorded, the next message is accepted. */
export interface TurnLoop {
  /** Runs for a while, then waits for what is under way; counts what was recorded inside the window. */
  runFor(seconds: number): Promise<Slice>;
  /** Runs until `turns` have been recorded. */
  runTurns(turns: number): Promise<Slice>;
  /** Messages accepted so far. */
  readonly accepted: number;
  stop(): void;
}

const stallMs = 20_000;

/**
 * Conversations take turns: one that is being answered gets no further message, so each message is one Turn.
 * @throws Error when nothing has been recorded for twenty seconds.
 */
export function createTurnLoop(options: TurnLoopOptions): TurnLoop {
  const { rig, inFlight, conversations, generation = 0, prefix = 'conversation' } = options;
  const idle = Array.from({ length: Math.max(conversations, inFlight) }, (_, index) => `${prefix}-${index}`);
  const nameOf = new Map<string, string>();
  const ended = rig.channel.delivery === 'stored' ? 'turn-end' : 'delivery-recorded';
  let next = 0;
  let accepted = 0;
  let recorded = 0;
  let flying = 0;
  let wanted: () => boolean = () => false;
  let onDrained: (() => void) | null = null;
  let fail: ((error: unknown) => void) | null = null;

  const launch = (): void => {
    const conversation = idle.shift();
    if (conversation === undefined) return;
    flying += 1;
    next += 1;
    rig.engine.intake.accept(createUpdate(conversation, `${generation}-${next}`)).then(
      ({ conversationId }) => {
        accepted += 1;
        nameOf.set(conversationId, conversation);
      },
      (error: unknown) => fail?.(error),
    );
  };

  const unfollow = rig.engine.onEvent((event) => {
    if (event.type !== ended) return;
    const conversation = nameOf.get(event.conversationId);
    if (conversation === undefined) return;
    idle.push(conversation);
    recorded += 1;
    flying -= 1;
    if (wanted()) launch();
    else if (flying === 0) onDrained?.();
  });

  const run = (isWanted: () => boolean): Promise<void> =>
    new Promise<void>((resolve, reject) => {
      let seen = recorded;
      const watch = setInterval(() => {
        if (recorded === seen)
          settle(new Error(`No Turn ended for ${stallMs / 1000} s; ${flying} are under way.`));
        seen = recorded;
      }, stallMs);
      const settle = (error?: unknown): void => {
        clearInterval(watch);
        onDrained = null;
        fail = null;
        if (error === undefined) resolve();
        else reject(error);
      };
      wanted = isWanted;
      onDrained = () => settle();
      fail = settle;
      for (let count = 0; count < inFlight && wanted(); count += 1) launch();
    });

  return {
    async runFor(seconds) {
      // The window opens with the first Turn done: filling the pipeline is no part of a sustained rate.
      const before = recorded;
      let closesAt = Number.POSITIVE_INFINITY;
      let inside = 0;
      let open = true;
      await run(() => {
        if (recorded === before) return true;
        const now = performance.now();
        if (closesAt === Number.POSITIVE_INFINITY) closesAt = now + seconds * 1000;
        if (open) open = now < closesAt;
        if (open) inside = recorded - before;
        return open;
      });
      return { turns: inside, seconds };
    },
    async runTurns(turns) {
      const target = next + turns;
      const startedAt = performance.now();
      await run(() => next < target);
      return { turns, seconds: (performance.now() - startedAt) / 1000 };
    },
    get accepted() {
      return accepted;
    },
    stop: unfollow,
  };
}
