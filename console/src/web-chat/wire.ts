/** One pressable answer. */
export interface WireButton {
  readonly code: string;
  readonly label: string;
}

/** A scale question: whole numbers from `min` to `max`, the ends named. */
export interface WireScale {
  readonly min: number;
  readonly max: number;
  readonly minLabel: string;
  readonly maxLabel: string;
}

/** A file to download; `url` is empty when it cannot be fetched. */
export interface WireFile {
  readonly name: string;
  readonly mimeType: string;
  readonly url: string;
}

/** One message as the server tells it, checked. */
export interface WireMessage {
  readonly id: string;
  readonly seq: number;
  readonly direction: 'in' | 'out';
  readonly text: string;
  readonly buttons: readonly (readonly WireButton[])[];
  readonly scale: WireScale | null;
  readonly file: WireFile | null;
  readonly attachments: readonly WireFile[];
  /** ISO time. */
  readonly at: string;
  /** Code of the pressed button, for direction `in`. */
  readonly button: string | null;
  /** The client's own id, for direction `in`. */
  readonly messageId: string | null;
  /** Who wrote the answer, when the server says so. */
  readonly modelUsed: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** The value as an object with unknown fields, or null. */
export function toFields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function toText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function parseButton(value: unknown): WireButton[] {
  const fields = toFields(value);
  const code = toText(fields?.code);
  return code === null ? [] : [{ code, label: toText(fields?.label) ?? code }];
}

function parseScale(value: unknown): WireScale | null {
  const fields = toFields(value);
  const min = Number(fields?.min);
  const max = Number(fields?.max);
  if (!Number.isInteger(min) || !Number.isInteger(max) || max <= min) return null;
  return { min, max, minLabel: toText(fields?.minLabel) ?? '', maxLabel: toText(fields?.maxLabel) ?? '' };
}

function parseFile(value: unknown): WireFile[] {
  const fields = toFields(value);
  if (fields === null) return [];
  const [name, kind, mimeType, url] = [fields.name, fields.kind, fields.mimeType, fields.url].map(toText);
  return [{ url: url ?? '', name: name ?? kind ?? '', mimeType: mimeType ?? '' }];
}

/** Checks one message; null when it cannot be shown (no id, no order, unknown direction). */
export function parseMessage(value: unknown): WireMessage | null {
  const fields = toFields(value);
  const id = fields?.id === undefined || fields.id === null ? '' : String(fields.id);
  const seq = Number(fields?.seq);
  const direction = fields?.direction;
  if (!fields || id === '' || !Number.isFinite(seq) || (direction !== 'in' && direction !== 'out'))
    return null;
  return {
    id,
    seq,
    direction,
    text: toText(fields.text) ?? '',
    buttons: toList(fields.buttons)
      .map((row) => toList(row).flatMap(parseButton))
      .filter((row) => row.length > 0),
    scale: parseScale(fields.scale),
    file: parseFile(fields.file)[0] ?? null,
    attachments: toList(fields.attachments).flatMap(parseFile),
    at: toText(fields.at) ?? '',
    button: toText(fields.button),
    messageId: toText(fields.messageId),
    modelUsed: toText(fields.modelUsed),
  };
}
