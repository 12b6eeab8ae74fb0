import { afterEach, beforeEach, describe } from 'vitest';
import { describeBotWrites } from './conformance/bot-writes.ts';
import { describeCommits } from './conformance/commits.ts';
import { describeIntake } from './conformance/intake.ts';
import { describeLeases } from './conformance/leases.ts';
import { describeOffers } from './conformance/offers.ts';
import { describeOutbox } from './conformance/outbox.ts';
import type { StoreSubject } from './conformance/subject.ts';
import { describeTimers } from './conformance/timers.ts';
import { describeUpkeep } from './conformance/upkeep.ts';

export type { StoreSubject } from './conformance/subject.ts';

/**
 * Registers the behaviours that every `EngineStore` must show. `create` is called before each and gives an
 * empty store; call it inside a test file of the implementation. `runsWrites`: the store runs a bot's own SQL.
 */
export function describeEngineStore(
  name: string,
  create: () => Promise<StoreSubject>,
  options: { readonly runsWrites: boolean },
): void {
  let current: StoreSubject | null = null;
  const subject = (): StoreSubject => current as StoreSubject;

  describe(`EngineStore: ${name}`, () => {
    beforeEach(async () => {
      current = await create();
    });
    afterEach(async () => {
      await current?.close();
    });
    describe('intake', () => describeIntake(subject));
    describe('leases', () => describeLeases(subject));
    describe('leases taken by an accept', () => describeOffers(subject));
    describe('commits', () => describeCommits(subject));
    if (options.runsWrites) describe('writes of a bot', () => describeBotWrites(subject));
    describe('outbox', () => describeOutbox(subject));
    describe('timers', () => describeTimers(subject));
    describe('upkeep', () => describeUpkeep(subject));
  });
}
