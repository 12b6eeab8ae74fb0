import type { Bot } from '../../contracts/bot.ts';
import type { Channel } from '../../contracts/channel.ts';
import type { OutgoingMessage } from '../../contracts/message.ts';
import type { Claim, TurnCommit, TurnExtras } from '../../contracts/store.ts';
import { toPartText } from '../../contracts/turn-limits.ts';
import { describeError } from '../../core/errors.ts';
import { isReleased } from './released-event.ts';

export interface UnprogrammedTurn {
  readonly bot: Bot;
  readonly channel: Channel | undefined;
  readonly claim: Claim;
  readonly worker: string;
  /** A person holds the Conversation, or the Turn is given up. */
  readonly outcome: 'held' | 'dead';
  /** Text of the DeadLetter; null when there is none. */
  readonly deadReason: string | null;
}

/**
 * The commit that ends Updates without the bot's program; the state stays as it was. A release among Updates that are
 * given up releases all the same.
 */
export function toUnprogrammedCommit(turn: UnprogrammedTurn): TurnCommit {
  const { channel, claim, outcome } = turn;
  const throughSeq = claim.updates.at(-1)?.seq ?? claim.doneSeq;
  const isHeld = claim.handoff !== null && !isReleased(claim.updates);
  // Beside the person who holds the Conversation the bot says nothing.
  const { messages, fault } = outcome === 'dead' && !isHeld ? apologise(turn) : noApology;
  return {
    claim,
    worker: turn.worker,
    fromSeq: claim.updates[0]?.seq ?? throughSeq,
    throughSeq,
    onlyIfNewest: false,
    outcome,
    state: claim.state,
    journal: null,
    deliveries: messages.map((message) => ({
      lane: 'message',
      idempotencyKey: null,
      payload: { kind: 'message', message },
      stored: channel?.delivery === 'stored',
    })),
    extras: claim.handoff !== null && !isHeld ? released : null,
    requestId: claim.updates.at(-1)?.requestId ?? '',
    deadReason: fault === null ? turn.deadReason : `${turn.deadReason} No fallback message: ${fault}`,
  };
}

const released: TurnExtras = {
  ...{ timers: [], cancelledTimers: [], writes: [], erase: false },
  handoff: 'released',
};

interface Apology {
  readonly messages: readonly OutgoingMessage[];
  /** Why there is none although the bot has one. */
  readonly fault: string | null;
}

const noApology: Apology = { messages: [], fault: null };

/** What a bot says of a Turn that is given up. One that fails must not keep the Turn from ending. */
function apologise({ bot, channel, claim }: UnprogrammedTurn): Apology {
  try {
    const apology = bot.fallbackMessage?.(languageOf(bot, claim));
    if (apology === undefined) return noApology;
    const messages = channel?.prepare(apology) ?? [apology];
    for (const message of messages) toPartText('message', message);
    return { messages, fault: null };
  } catch (error) {
    return { messages: [], fault: describeError(error) };
  }
}

function languageOf(bot: Bot, claim: Claim): ReturnType<NonNullable<Bot['languageOf']>> {
  if (claim.state === null) return null;
  try {
    return bot.languageOf?.(bot.parseState(claim.state)) ?? null;
  } catch {
    // A state nobody can read may be the very reason the Turn was given up; the default language serves.
    return null;
  }
}
