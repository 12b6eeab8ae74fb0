import { createHash } from 'node:crypto';

/**
 * A press on a survey button, naming the response and the item it was drawn for: `a` answers with `value`,
 * `k` skips, `b` goes back, `e` keeps the earlier answer, `o` is done with ticking.
 */
export interface SurveyPress {
  readonly action: 'a' | 'k' | 'b' | 'e' | 'o';
  readonly response: string;
  readonly item: string;
  readonly value: string;
}

/** Eight hexadecimal digits that tell the responses of one Conversation apart. */
export function shortResponseId(responseId: string): string {
  return createHash('sha256').update(responseId).digest('hex').slice(0, 8);
}

/** At most 2 + 8 + 1 + 32 + 1 + 16 = 60 bytes by the limits on ids of `check-instrument.ts`. */
export function surveyCode(
  action: SurveyPress['action'],
  responseId: string,
  item: string,
  value = '',
): string {
  const code = `${action}:${shortResponseId(responseId)}:${item}`;
  return value === '' ? code : `${code}:${value}`;
}

/** Reads a code back; null when it is no survey button. */
export function parseSurveyCode(code: string): SurveyPress | null {
  const match = /^([akbeo]):([0-9a-f]{8}):([a-z][a-z0-9_]{0,31})(?::([-a-z0-9_]{1,16}))?$/.exec(code);
  if (match === null) return null;
  const [, action, response, item, value] = match;
  return {
    action: action as SurveyPress['action'],
    response: response ?? '',
    item: item ?? '',
    value: value ?? '',
  };
}
