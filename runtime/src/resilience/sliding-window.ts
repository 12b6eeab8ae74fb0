/** A key's admissions within the window and what was said about refusals. */
export interface Window {
  /** Times of admissions, ms, ascending. Never more than the limit. */
  readonly hits: readonly number[];
  /** When the person was last told of a refusal, ms; null when never. */
  readonly toldAt: number | null;
}

export interface WindowStep {
  readonly window: Window;
  readonly admitted: boolean;
  readonly tell: boolean;
  readonly retryAfterMs: number;
}

export const emptyWindow: Window = { hits: [], toldAt: null };

/**
 * One request at `now` against at most `limit` admissions in any `windowMs`: a log of the admissions that still
 * count. An admission at t counts until just before t + windowMs. Refusals do not count. Exact, unlike
 * weighted buckets, and at limits of some tens no larger.
 */
export function stepWindow(window: Window, limit: number, windowMs: number, now: number): WindowStep {
  const hits = window.hits.filter((hit) => hit > now - windowMs);
  if (hits.length < limit) {
    const next = { hits: [...hits, now], toldAt: window.toldAt };
    return { window: next, admitted: true, tell: false, retryAfterMs: 0 };
  }
  const tell = window.toldAt === null || window.toldAt <= now - windowMs;
  const oldest = hits[hits.length - limit] ?? now;
  return {
    window: { hits, toldAt: tell ? now : window.toldAt },
    admitted: false,
    tell,
    retryAfterMs: Math.max(1, oldest + windowMs - now),
  };
}
