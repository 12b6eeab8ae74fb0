import type { ClaimedDelivery } from '../../contracts/store.ts';

/** Deliveries of one lane together, in order. */
export function groupByLane(deliveries: readonly ClaimedDelivery[]): readonly (readonly ClaimedDelivery[])[] {
  const lanes = new Map<string, ClaimedDelivery[]>();
  for (const delivery of deliveries) {
    const lane = lanes.get(delivery.lane);
    if (lane === undefined) lanes.set(delivery.lane, [delivery]);
    else lane.push(delivery);
  }
  return [...lanes.values()];
}
