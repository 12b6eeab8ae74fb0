import type { Json } from '../../contracts/json.ts';
import type { Claim, EngineStore, TurnCommit } from '../../contracts/store.ts';
import type { Update } from '../../contracts/update.ts';
import { describeError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import { openRows } from './open-rows.ts';
import { openClaim, openDelivery, openLogged, openUpdate, sealItem, sealTurn } from './seal-contents.ts';
import { isEnvelope, type Sealer, sealedBy } from './sealer.ts';

/** Time after which what could not be opened is looked at again, ms. */
const retryMs = 60_000;

/**
 * The store, with the contents of some bots sealed on their way in and opened on their way out: Updates, states,
 * journals, step results, Deliveries, payloads of timers, and the platform's names of Conversations. Without sealers it is the store itself. What cannot be opened
 * keeps its Conversation waiting and no other; it goes on when the key is back.
 */
export function sealStore(
  store: EngineStore,
  sealers: ReadonlyMap<string, Sealer>,
  logger: Logger,
): EngineStore {
  if (sealers.size === 0) return store;

  const sealOne = (turn: TurnCommit): TurnCommit => {
    const sealer = sealers.get(turn.claim.bot);
    return sealer === undefined ? turn : sealTurn(turn, sealer);
  };
  const openOne = (update: Update): Update => {
    const bot = isEnvelope(update) ? sealedBy(update) : null;
    const sealer = bot === null ? undefined : sealers.get(bot);
    return sealer === undefined ? update : openUpdate(update, sealer);
  };
  /** The claim as its Turn reads it; null when it cannot be opened and was given back. */
  const openOrGiveBack = async (claim: Claim, worker: string): Promise<Claim | null> => {
    const sealer = sealers.get(claim.bot);
    if (sealer === undefined) return claim;
    try {
      return openClaim(claim, sealer);
    } catch (error) {
      const { bot, conversationId } = claim;
      logger.error({ bot, conversationId, error }, 'A Conversation cannot be opened and waits for its key.');
      await store.failAttempt(claim, worker, describeError(error), retryMs);
      return null;
    }
  };

  return {
    ...store,
    async accept(items, offer) {
      const sealed = items.map((item) => {
        const sealer = sealers.get(item.update.bot);
        return sealer === undefined ? item : sealItem(item, sealer);
      });
      const results = await store.accept(sealed, offer);
      return Promise.all(
        results.map(async ({ claim, ...result }) => {
          if (claim === undefined || offer === undefined) return result;
          const opened = await openOrGiveBack(claim, offer.worker);
          return opened === null ? result : { ...result, claim: opened };
        }),
      );
    },
    hasUpdate(update) {
      const sealer = sealers.get(update.bot);
      const conversation = sealer?.sealName(update.conversation) ?? update.conversation;
      return store.hasUpdate({ ...update, conversation });
    },
    async claim(request) {
      const claims = await store.claim(request);
      const opened = await Promise.all(claims.map((claim) => openOrGiveBack(claim, request.worker)));
      return opened.filter((claim) => claim !== null);
    },
    async extendBurst(claim, worker, throughSeq, maximumUpdates) {
      const updates = await store.extendBurst(claim, worker, throughSeq, maximumUpdates);
      const sealer = sealers.get(claim.bot);
      return sealer === undefined ? updates : (updates?.map((update) => openUpdate(update, sealer)) ?? null);
    },
    async recordSteps(steps) {
      const sealerAt = (index: number): Sealer | undefined => sealers.get(steps[index]?.bot ?? '');
      const earlier = await store.recordSteps(
        steps.map((step, index) => {
          const sealer = sealerAt(index);
          return sealer === undefined ? step : { ...step, result: sealer.seal(step.result) };
        }),
      );
      return new Map(
        [...earlier].map(([index, result]) => {
          const sealer = sealerAt(index);
          return [index, sealer === undefined ? result : (sealer.open(result) as Json)];
        }),
      );
    },
    commit: (turns) => store.commit(turns.map(sealOne)),
    commitWithExtras: (turn) => store.commitWithExtras(sealOne(turn)),
    async claimDeliveries(request) {
      const deliveries = await store.claimDeliveries(request);
      return deliveries.flatMap((delivery) => {
        const sealer = sealers.get(delivery.bot);
        if (sealer === undefined) return [delivery];
        try {
          return [openDelivery(delivery, sealer)];
        } catch (error) {
          // Its row is held as long as a send may take; then the sweep finds it again.
          const { bot, conversationId, seq } = delivery;
          logger.error(
            { bot, conversationId, seq, error },
            'A Delivery cannot be opened and waits for its key.',
          );
          return [];
        }
      });
    },
    async readMessages(request) {
      const sealer = sealers.get(request.bot);
      if (sealer === undefined) return store.readMessages(request);
      const conversation = sealer.sealName(request.conversation);
      const read = await store.readMessages({ ...request, conversation });
      if (read === null) return null;
      return { ...read, messages: read.messages.map((logged) => openLogged(logged, sealer)) };
    },
    async readHeld(conversationId, turnSeq, limit) {
      return (await store.readHeld(conversationId, turnSeq, limit)).map(openOne);
    },
    async query<Row>(statement: Parameters<EngineStore['query']>[0]) {
      return openRows(await store.query<Row>(statement), sealers);
    },
  };
}
