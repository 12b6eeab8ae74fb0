import { Document, isMap, isPair, isScalar, isSeq, type Pair, visit } from 'yaml';

/** Keys whose entries read best on one line. */
const flowing = new Set(['anchors', 'options', 'languages']);

/** What an item is comes before what it says. */
const order = [
  ...['instrument', 'version', 'languages', 'group', 'id', 'type', 'validate', 'min', 'max', 'maxLength'],
  ...['integer', 'required', 'showIf', 'order', 'pick', 'text', 'options', 'anchors', 'items'],
];

function placeOf({ key }: Pair): number {
  const place = isScalar(key) ? order.indexOf(String(key.value)) : -1;
  return place < 0 ? order.length : place;
}

/**
 * A stored instrument as YAML, as one would write it by hand: lists of words and the texts of anchors and options
 * each on one line.
 */
export function toInstrumentText(definition: unknown): string {
  const document = new Document(definition);
  visit(document, {
    Map: (_key, map) => {
      map.items.sort((one, other) => placeOf(one) - placeOf(other));
      for (const { key } of map.items) {
        // Points of a scale are numbers to whoever writes them.
        if (isScalar(key) && /^-?\d{1,9}$/.test(String(key.value))) key.value = Number(key.value);
      }
    },
    Pair: (_key, pair) => {
      if (!isScalar(pair.key) || !flowing.has(String(pair.key.value))) return;
      const { value } = pair;
      if (isSeq(value) && value.items.every((item) => isScalar(item))) value.flow = true;
      else if (isMap(value) || isSeq(value)) {
        for (const item of value.items) {
          const entry = isPair(item) ? item.value : item;
          if (isMap(entry)) entry.flow = true;
        }
      }
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** What an empty editor begins with. */
export const firstInstrumentText = `instrument: my-check
version: 1
languages: [en]
items:
  - id: moment
    type: text
    validate: moment
    text:
      en: In the last moment before the beep, what, if anything, was in your experience?
  - id: mood
    type: scale
    min: 1
    max: 7
    text:
      en: What was your mood in that moment?
    anchors:
      1: { en: very bad }
      7: { en: excellent }
`;
