/** One question and what became of it. Times in ms since the start. */
export interface StormReply {
  readonly question: string;
  readonly askedAt: number;
  readonly tookMs: number;
  readonly text: string;
  readonly modelUsed: string | null;
}

/** What happened, as people, the provider and the probes saw it. Times in ms since the start. */
export interface StormRecord {
  readonly stormFrom: number;
  readonly stormTo: number;
  /** From the start of the storm until the breaker must be open. */
  readonly settleMs: number;
  readonly breakerOpenMs: number;
  readonly asked: number;
  readonly replies: readonly StormReply[];
  /** Replies beyond one for each question. */
  readonly surplus: number;
  /** Times of calls at the provider. */
  readonly calls: readonly number[];
  /** Of the health check `models`: in the middle of the storm, and at the end. */
  readonly health: { readonly during: string; readonly after: string };
  readonly breakerRejections: number;
}

/** The storm in figures, and every promise that it broke. */
export interface StormVerdict {
  readonly faults: readonly string[];
  /** Slowest reply while the breaker was open, ms. */
  readonly slowestLocalMs: number;
  readonly localReplies: number;
  /** Calls at the provider while the breaker was open: its probes. */
  readonly probes: number;
  /** From the end of the storm to the first answer of the model, ms. */
  readonly recoveryMs: number;
}

/** Calls reach the provider with delays of their own; two probes at once are still nowhere near this far apart. */
const shareOfPause = 0.5;

/** Holds the record against the promises of PRODUCT.md §1 (8) and §6. */
export function judgeStorm(record: StormRecord): StormVerdict {
  const { stormFrom, stormTo, settleMs, breakerOpenMs, replies } = record;
  const faults: string[] = [];
  const check = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  check(replies.length === record.asked, `${record.asked} questions, ${replies.length} answered`);
  check(record.surplus === 0, `${record.surplus} replies to nothing`);
  const mixed = replies.filter(({ question, text }) => !text.endsWith(question));
  check(mixed.length === 0, `${mixed.length} replies to another question, such as "${mixed[0]?.text}"`);

  const openFrom = stormFrom + settleMs;
  // A question of the last moment may be answered by a provider that is well again.
  const during = replies.filter(({ askedAt, tookMs }) => askedAt >= openFrom && askedAt + tookMs < stormTo);
  const bought = during.filter(({ modelUsed }) => modelUsed !== 'local:repeat');
  check(during.length > 0, 'nobody asked during the storm');
  check(bought.length === 0, `${bought.length} answers were bought from a provider that failed`);
  const probes = record.calls.filter((at) => at >= openFrom && at < stormTo);
  const close = probes.filter(
    (at, index) => index > 0 && at - (probes[index - 1] ?? 0) < breakerOpenMs * shareOfPause,
  );
  check(probes.length > 0, 'the half-open breaker never probed');
  check(close.length === 0, `${close.length} calls followed another within the time that a breaker is open`);
  check(record.breakerRejections > 0, 'no call was counted as turned away by the breaker');
  check(record.health.during === 'degraded', `health said ${record.health.during} during the storm`);
  check(record.health.after === 'healthy', `health said ${record.health.after} after it`);

  const after = replies.filter(
    ({ askedAt, modelUsed }) => askedAt >= stormTo && modelUsed !== 'local:repeat',
  );
  const recoveryMs = Math.min(...after.map(({ askedAt }) => askedAt)) - stormTo;
  const late = replies.filter(
    ({ askedAt, modelUsed }) => askedAt >= stormTo + recoveryMs + settleMs && modelUsed === 'local:repeat',
  );
  check(after.length > 0, 'the model never answered again');
  check(late.length === 0, `${late.length} local answers after the recovery`);
  return {
    faults,
    slowestLocalMs: Math.max(0, ...during.map(({ tookMs }) => tookMs)),
    localReplies: during.length,
    probes: probes.length,
    recoveryMs,
  };
}
