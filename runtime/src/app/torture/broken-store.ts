import type { EngineStore } from '../../contracts/store.ts';

/**
 * Faults put into the store on purpose, to prove that the ledger notices:
 * - `answers-early`: says that Updates are stored before they are;
 * - `forgets-open-lanes`: does not tell the committing worker of earlier Deliveries still open;
 * - `forgets-interruptions`: takes an interrupted send for one that never began;
 * - `forgets-steps`: does not journal what was bought.
 */
export const brokenStores = [
  'answers-early',
  'forgets-open-lanes',
  'forgets-interruptions',
  'forgets-steps',
] as const;

export type BrokenStore = (typeof brokenStores)[number];

/** The store with one promise broken. */
export function breakStore(store: EngineStore, broken: BrokenStore): EngineStore {
  return { ...store, ...replacements[broken](store) };
}

const replacements: Record<BrokenStore, (store: EngineStore) => Partial<EngineStore>> = {
  'answers-early': (store) => ({
    accept: (items) => {
      store.accept(items).catch(() => undefined);
      return Promise.resolve(
        items.map((_, index) => ({
          conversationId: '1',
          seq: index + 1,
          duplicate: false,
          dueInMs: 30,
        })),
      );
    },
  }),
  'forgets-open-lanes': (store) => ({
    commit: async (turns) =>
      (await store.commit(turns)).map((result) =>
        result.status === 'committed' ? { ...result, lanesWithOpen: [] } : result,
      ),
  }),
  'forgets-interruptions': (store) => ({
    claimDeliveries: async (request) =>
      (await store.claimDeliveries(request)).map((delivery) => ({ ...delivery, interrupted: false })),
  }),
  'forgets-steps': () => ({ recordSteps: () => Promise.resolve(new Map()) }),
};
