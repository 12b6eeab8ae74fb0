/** Codes that stand for a value that does not exist. */
export const missingCodes = {
  skipped: -99,
  notShown: -98,
  notReached: -97,
  noResponse: -96,
} as const;

/** What became of one item of one beep or event. `shown` is an information, which asks nothing. */
export type ItemStatus = 'answered' | 'skipped' | 'not_shown' | 'not_reached' | 'no_response' | 'shown';

/** The codes in order, with the status that each stands for and its words for codebooks. */
export const codeMeanings: readonly {
  readonly code: number;
  readonly status: ItemStatus;
  readonly label: string;
}[] = [
  { code: missingCodes.skipped, status: 'skipped', label: 'skipped' },
  { code: missingCodes.notShown, status: 'not_shown', label: 'not shown' },
  { code: missingCodes.notReached, status: 'not_reached', label: 'not reached' },
  { code: missingCodes.noResponse, status: 'no_response', label: 'no response' },
];

/** The code of a status; null for a status that has a value, or that asks nothing. */
export function codeOf(status: ItemStatus): number | null {
  switch (status) {
    case 'skipped':
      return missingCodes.skipped;
    case 'not_shown':
      return missingCodes.notShown;
    case 'not_reached':
      return missingCodes.notReached;
    case 'no_response':
      return missingCodes.noResponse;
    default:
      return null;
  }
}

/** Whether values from `least` to `most` could be taken for a code; an open end reaches everywhere. */
export function meetsCodes(least: number | undefined, most: number | undefined): boolean {
  return (least ?? Number.NEGATIVE_INFINITY) <= -96 && (most ?? Number.POSITIVE_INFINITY) >= -99;
}
