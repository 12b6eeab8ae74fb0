import { badRequest } from './bot-api-error.ts';
import type { JsonObject } from './types.ts';

const MAXIMUM_CALLBACK_BYTES = 64;
const MAXIMUM_BUTTONS = 100;
const ACTIONS = [
  'callback_data',
  'url',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'copy_text',
  'callback_game',
  'pay',
];

/** Checks a `reply_markup` as the API does and returns it; undefined when none was given. */
export function checkReplyMarkup(value: unknown): JsonObject | undefined {
  if (value === undefined) return undefined;
  if (!isObject(value)) throw badRequest('object expected as reply markup');
  if (value.inline_keyboard !== undefined) return { inline_keyboard: checkInline(value.inline_keyboard) };
  if (value.keyboard !== undefined) return { ...value, keyboard: checkKeyboard(value.keyboard) };
  if (value.remove_keyboard === true) return { remove_keyboard: true };
  if (value.force_reply === true) return { force_reply: true };
  return undefined;
}

function checkInline(rows: unknown): readonly (readonly JsonObject[])[] {
  const checked = rowsOf(rows).map((row) =>
    row.map((button) => {
      if (!isObject(button))
        throw badRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object");
      if (typeof button.text !== 'string' || button.text.trim() === '') {
        throw badRequest("can't parse inline keyboard button: Text buttons must have text");
      }
      const actions = ACTIONS.filter((action) => button[action] !== undefined);
      if (actions.length !== 1)
        throw badRequest(
          "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        );
      const data = button.callback_data;
      if (data !== undefined && !fits(data)) throw badRequest('BUTTON_DATA_INVALID');
      return button;
    }),
  );
  return limited(checked);
}

function checkKeyboard(rows: unknown): readonly (readonly JsonObject[])[] {
  const checked = rowsOf(rows).map((row) =>
    row.map((button) => {
      const text = isObject(button) ? button.text : button;
      if (typeof text !== 'string' || text.trim() === '')
        throw badRequest("can't parse keyboard button: text is empty");
      return isObject(button) ? button : { text };
    }),
  );
  return limited(checked);
}

function rowsOf(rows: unknown): readonly (readonly unknown[])[] {
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) {
    throw badRequest("can't parse reply keyboard markup: field must be an Array of Arrays");
  }
  return rows.filter((row) => row.length > 0);
}

function limited<Button>(rows: readonly (readonly Button[])[]): readonly (readonly Button[])[] {
  if (rows.flat().length > MAXIMUM_BUTTONS) throw badRequest('reply markup is too long');
  return rows;
}

function fits(data: unknown): boolean {
  return typeof data === 'string' && data !== '' && Buffer.byteLength(data) <= MAXIMUM_CALLBACK_BYTES;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
