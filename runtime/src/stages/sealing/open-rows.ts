import { isEnvelope, nameSealedBy, type Sealer, sealedBy } from './sealer.ts';

/** Envelopes stand in columns, or one field deep in them: the message of a payload, the payload of a timer. */
const depth = 1;

/**
 * Opens what is sealed in rows that a statement has read. What cannot be opened stays as it is: a statement does not say
 * whose rows it reads, and whoever looks at them without the key sees that they are sealed.
 */
export function openRows<Row>(rows: readonly Row[], sealers: ReadonlyMap<string, Sealer>): readonly Row[] {
  return rows.map((row) => openFields(row, sealers, depth + 1));
}

function openFields<Value>(value: Value, sealers: ReadonlyMap<string, Sealer>, levels: number): Value {
  if (typeof value === 'string') {
    return openOrLeave(value, nameSealedBy(value), sealers, (sealer) => sealer.openName(value)) as Value;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isOpaque(value)) return value;
  if (isEnvelope(value)) {
    return openOrLeave(value, sealedBy(value), sealers, (sealer) => sealer.open(value)) as Value;
  }
  if (levels === 0) return value;
  const fields = Object.entries(value).map(([name, field]): [string, unknown] => [
    name,
    openFields(field, sealers, levels - 1),
  ]);
  const isSame = fields.every(([name, field]) => field === value[name as keyof typeof value]);
  return isSame ? value : (Object.fromEntries(fields) as Value);
}

/** Dates and bytes of the driver. */
const isOpaque = (value: object): boolean => value instanceof Date || ArrayBuffer.isView(value);

function openOrLeave<Value>(
  value: Value,
  bot: string | null,
  sealers: ReadonlyMap<string, Sealer>,
  open: (sealer: Sealer) => unknown,
): unknown {
  const sealer = bot === null ? undefined : sealers.get(bot);
  if (sealer === undefined) return value;
  try {
    return open(sealer);
  } catch {
    // Not ours, changed, or of a key that is not given; see above.
    return value;
  }
}
