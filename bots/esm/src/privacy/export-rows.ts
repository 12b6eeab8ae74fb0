import type { Json } from 'opora';
import type { StoredAnswer, StoredResponse } from '../postgres/select-responses.ts';

/** Codes that stand for a value that does not exist. */
export const missingCodes = {
  skipped: -99,
  notShown: -98,
  notReached: -97,
  noResponse: -96,
} as const;

/** One item of one response, under the column names of specification section 13. */
export type ExportRow = {
  readonly response_id: string;
  readonly kind: 'signal' | 'event' | 'self';
  readonly status: string;
  readonly opened: string;
  readonly completed: string | null;
  readonly duration: number | null;
  readonly instrument: string;
  readonly instrument_version: number;
  readonly language: string;
  readonly order: number;
  readonly item: string;
  readonly item_status: string;
  /** The value, or a missing code; null for the words of a text, which stand in the text columns. */
  readonly value: Json;
  readonly shown: string | null;
  readonly answered: string | null;
  readonly latency: number | null;
  readonly attempts: number;
  readonly edits: number;
  readonly first_text: string | null;
  readonly final_text: string | null;
};

/** One row per item of the response, items that were never reached included. */
export function exportRows(response: StoredResponse): readonly ExportRow[] {
  const answers = new Map(response.answers.map((answer) => [answer.item, answer]));
  // A survey passes an item over only when its condition does not hold: what stands before its end was not shown.
  const reached =
    response.status === 'completed'
      ? response.item_order.length
      : response.item_order.findLastIndex((item) => answers.has(item));
  return response.item_order.map((item, index) => {
    const answer = answers.get(item);
    const passedOver = answer === undefined && index < reached;
    return {
      response_id: response.response_id,
      kind: kindOf(response),
      status: response.status,
      opened: response.started,
      completed: response.completed,
      duration: response.duration_s,
      instrument: response.instrument,
      instrument_version: response.version,
      language: response.language,
      order: index + 1,
      item,
      item_status: answer?.status ?? (passedOver ? 'not_shown' : 'not_reached'),
      value: passedOver ? missingCodes.notShown : exportedValue(answer),
      shown: answer?.shown ?? null,
      answered: answer?.answered ?? null,
      latency: answer?.latency_ms ?? null,
      attempts: answer?.attempts ?? 0,
      edits: answer?.edits ?? 0,
      first_text: answer?.first_text ?? null,
      final_text: answer?.final_text ?? null,
    };
  });
}

function kindOf({ kind, beep_id: beepId }: StoredResponse): ExportRow['kind'] {
  if (kind === 'event') return 'event';
  return beepId === null ? 'self' : 'signal';
}

function exportedValue(answer: StoredAnswer | undefined): Json {
  if (answer === undefined) return missingCodes.notReached;
  if (answer.status === 'skipped') return missingCodes.skipped;
  if (answer.status === 'shown') return missingCodes.noResponse;
  return answer.value;
}
