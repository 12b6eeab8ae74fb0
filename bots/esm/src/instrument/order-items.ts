import { createDraws, type Draw } from '../schedule/draw-stream.ts';
import { type Instrument, type Item, itemsOf } from './instrument.ts';

/**
 * The order in which one response shows its items: groups shuffled and drawn from as they declare. The same
 * instrument and seed give the same order on every machine. The seed is the beep's, or the response's own id
 * where no beep opened it; the order is stored with the response.
 */
export function orderItems(instrument: Instrument, seed: string): readonly string[] {
  const draw = createDraws(seed, ['item-order', instrument.instrument, instrument.version]);
  return instrument.items
    .flatMap((entry) => {
      if (!('group' in entry)) return [entry];
      const items = entry.order === 'random' ? shuffle(entry.items, draw) : entry.items;
      if (entry.pick === undefined) return items;
      // A draw from a fixed group keeps the written order of what was drawn.
      const drawn = new Set(shuffle(items, draw).slice(0, entry.pick));
      return items.filter((item) => drawn.has(item));
    })
    .map((item) => item.id);
}

/** Finds an item by its id. */
export function findItem(instrument: Instrument, id: string): Item | undefined {
  return itemsOf(instrument).find((item) => item.id === id);
}

/** Fisher and Yates: every order is equally likely. */
function shuffle<Value>(values: readonly Value[], draw: Draw): Value[] {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(draw() * (last + 1));
    const moved = result[last] as Value;
    result[last] = result[other] as Value;
    result[other] = moved;
  }
  return result;
}
