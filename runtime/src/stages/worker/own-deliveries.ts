import type { Claim, ClaimedDelivery, CommitResult, TurnCommit } from '../../contracts/store.ts';

/**
 * The Deliveries of a Turn that was just committed which its process may send at once: those of lanes in which
 * nothing earlier is open. What a person reads from the database is delivered already.
 */
export function toOwnDeliveries(
  claim: Claim,
  turn: TurnCommit,
  result: Extract<CommitResult, { status: 'committed' }>,
): readonly ClaimedDelivery[] {
  return turn.deliveries.flatMap((delivery, index): ClaimedDelivery[] => {
    if (delivery.stored || result.lanesWithOpen.includes(delivery.lane)) return [];
    return [
      {
        conversationId: claim.conversationId,
        seq: result.firstDeliverySeq + index,
        bot: claim.bot,
        channel: claim.channel,
        conversation: claim.conversation,
        lane: delivery.lane,
        idempotencyKey: delivery.idempotencyKey,
        payload: delivery.payload,
        attempt: 1,
        interrupted: false,
        unknownCount: 0,
        progress: null,
        requestId: turn.requestId,
      },
    ];
  });
}
