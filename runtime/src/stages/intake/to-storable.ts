/**
 * The value without what Postgres takes into a `json` column and can read no part of afterwards: null characters are
 * left out, halves of surrogate pairs replaced, in texts and names of fields at any depth. The same value when there
 * are none, so that an ordinary Update is not copied.
 */
export function toStorable<Value>(value: Value): Value {
  return clean(value) as Value;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(clean);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  let isSame = true;
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) => {
    const kept = [cleanText(key), clean(item)] as const;
    isSame &&= kept[0] === key && kept[1] === item;
    return kept;
  });
  return isSame ? value : Object.fromEntries(entries);
}

const cleanText = (text: string): string =>
  text.includes('\u0000') || !text.isWellFormed() ? text.replaceAll('\u0000', '').toWellFormed() : text;
