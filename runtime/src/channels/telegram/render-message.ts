import { InputFile } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import type { Button, OutgoingMessage, Scale } from '../../contracts/message.ts';
import { TerminalError } from '../../core/errors.ts';
import { splitText } from './split-text.ts';

/** A message in the terms of the Bot API. */
export interface RenderedMessage {
  /** Text, or caption when there is a file. */
  readonly text: string;
  readonly keyboard: InlineKeyboardMarkup | undefined;
  readonly file: InputFile | undefined;
}

const MAXIMUM_TEXT = 4096;
const MAXIMUM_CAPTION = 1024;
const MAXIMUM_CODE_BYTES = 64;
const MAXIMUM_BUTTONS = 100;
const BUTTONS_IN_A_ROW = 5;

/**
 * Splits a message into pieces that Telegram takes in one send each. Buttons, scale and file go with the last
 * piece, its author and its policy with each; `reserve` units of every piece stay free (for the label of a repeated message). Pure, never throws.
 */
export function prepareMessage(message: OutgoingMessage, reserve: number): readonly OutgoingMessage[] {
  const { text, ...extras } = message;
  const room = MAXIMUM_TEXT - reserve;
  const suffix = message.scale === undefined ? 0 : scaleText(message.scale).length + 2;
  const pieces = [...splitText(text, room)];
  const last = pieces.pop() ?? '';
  if (message.file !== undefined) {
    const fits = last.length <= MAXIMUM_CAPTION - reserve - suffix;
    if (fits) pieces.push(last);
    else pieces.push(last, '');
  } else if (last.length <= room - suffix) pieces.push(last);
  else pieces.push(...splitText(last, room - suffix));
  const { modelUsed, unknownDelivery } = message;
  const shared = {
    ...(modelUsed === undefined ? {} : { modelUsed }),
    ...(unknownDelivery === undefined ? {} : { unknownDelivery }),
  };
  return pieces.map((piece, index) =>
    index === pieces.length - 1 ? { ...extras, text: piece } : { ...shared, text: piece },
  );
}

/**
 * Writes a prepared piece as Telegram takes it, with `label` in front.
 *
 * @throws TerminalError `telegram_message_invalid` for a message that Telegram can never take.
 */
export function renderMessage(message: OutgoingMessage, label?: string): RenderedMessage {
  const { scale, file } = message;
  const parts = [label, message.text, scale === undefined ? undefined : scaleText(scale)];
  const text = joinParts(parts.filter((part): part is string => part !== undefined && part !== ''));
  if (text.trim() === '' && file === undefined) throw invalid('it has neither text nor a file');
  const limit = file === undefined ? MAXIMUM_TEXT : MAXIMUM_CAPTION;
  if (text.length > limit)
    throw invalid(`its text is ${text.length} long, the limit is ${limit}; prepare() splits it`);
  const rows = toRows(message);
  return {
    text,
    keyboard: rows.length === 0 ? undefined : { inline_keyboard: rows.map((row) => row.map(toKey)) },
    file:
      file === undefined ? undefined : new InputFile(Buffer.from(file.content, 'utf8'), safeName(file.name)),
  };
}

/** A label stands on its own line, the text of a scale after an empty one. */
function joinParts(parts: readonly string[]): string {
  return parts.join('\n\n');
}

/** `1 — not at all, 5 — very much`; empty labels are left out. */
function scaleText({ min, max, minLabel, maxLabel }: Scale): string {
  const ends = [
    { value: min, label: minLabel },
    { value: max, label: maxLabel },
  ];
  return ends
    .filter(({ label }) => label !== '')
    .map(({ value, label }) => `${value} — ${label}`)
    .join(', ');
}

function toRows({ buttons = [], scale }: OutgoingMessage): readonly (readonly Button[])[] {
  const rows = scale === undefined ? buttons : scaleRows(scale, buttons);
  if (rows.flat().length > MAXIMUM_BUTTONS) throw invalid(`it has more than ${MAXIMUM_BUTTONS} buttons`);
  return rows.filter((row) => row.length > 0).flatMap(breakRow);
}

/** The values together, to be broken evenly; other buttons (back, skip) keep the rows they came in. */
function scaleRows(scale: Scale, buttons: readonly (readonly Button[])[]): readonly (readonly Button[])[] {
  if (buttons.length === 0) return [scaleButtons(scale)];
  const isValue = ({ label }: Button): boolean =>
    /^-?\d+$/.test(label.trim()) && Number(label) >= scale.min && Number(label) <= scale.max;
  return [buttons.flat().filter(isValue), ...buttons.map((row) => row.filter((button) => !isValue(button)))];
}

function scaleButtons({ min, max }: Scale): readonly Button[] {
  const count = Math.max(0, Math.min(MAXIMUM_BUTTONS + 1, Math.floor(max - min) + 1));
  return Array.from({ length: count }, (_, index) => ({
    code: String(min + index),
    label: String(min + index),
  }));
}

/** Rows of equal length as far as possible: eleven become 4 + 4 + 3, not 5 + 5 + 1. */
function breakRow(row: readonly Button[]): readonly (readonly Button[])[] {
  const count = Math.ceil(row.length / BUTTONS_IN_A_ROW);
  const length = Math.ceil(row.length / count);
  return Array.from({ length: count }, (_, index) => row.slice(index * length, (index + 1) * length));
}

function toKey({ code, label }: Button): { text: string; callback_data: string } {
  const bytes = Buffer.byteLength(code, 'utf8');
  if (bytes === 0 || bytes > MAXIMUM_CODE_BYTES) {
    throw invalid(`a button's code has ${bytes} bytes, 1 to ${MAXIMUM_CODE_BYTES} are possible`);
  }
  if (label.trim() === '') throw invalid('a button has no label');
  return { text: label, callback_data: code };
}

/** The name travels unquoted in a header. */
function safeName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
  return name.replaceAll(/[\u0000-\u001f\u007f"\\;/]/g, '_') || 'file';
}

function invalid(reason: string): TerminalError {
  return new TerminalError('telegram_message_invalid', `Telegram cannot take this message: ${reason}.`);
}
