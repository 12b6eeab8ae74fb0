import type { Bot } from '../../contracts/bot.ts';
import type { Channel } from '../../contracts/channel.ts';
import type { Claim, TurnCommit } from '../../contracts/store.ts';

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

/** The commit that ends Updates without the bot's program; the state stays as it was. */
export function toUnprogrammedCommit(turn: UnprogrammedTurn): TurnCommit {
  const { bot, channel, claim, outcome } = turn;
  const throughSeq = claim.updates.at(-1)?.seq ?? claim.doneSeq;
  const apology = outcome === 'dead' ? bot.fallbackMessage?.(languageOf(bot, claim)) : undefined;
  const messages = apology === undefined ? [] : (channel?.prepare(apology) ?? [apology]);
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
    extras: null,
    requestId: claim.updates.at(-1)?.requestId ?? '',
    deadReason: turn.deadReason,
  };
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
