import { append, type Ledger, type Shown, type UserConversation } from './ledger.ts';
import type { ReplyText } from './protocol.ts';
import type { TrueConversation, TrueDelivery, Truth } from './read-truth.ts';
import type { Violation } from './torture-options.ts';

/** A claim that began this long after a step was journalled must have seen it, ms. */
const stepVisibleAfterMs = 500;

/** Holds what people saw against what was promised. Pure: ledger and database in, broken promises out. */
export function judge(ledger: Ledger, truth: Truth): readonly Violation[] {
  const states = new Map(truth.conversations.map((row) => [row.name, row]));
  const deliveries = new Map<string, TrueDelivery[]>();
  for (const row of truth.deliveries) append(deliveries, row.name, row);
  const violations = [...ledger.conversations.values()].flatMap((talk) => [
    ...judgeState(talk, states.get(talk.name)),
    ...judgeReplies(talk, ledger.shown.get(talk.name) ?? [], deliveries.get(talk.name) ?? []),
    ...judgeEffects(talk, ledger),
  ]);
  return [
    ...violations,
    ...judgeStrays(ledger, truth),
    ...judgeWrites(ledger, truth),
    ...judgeSteps(ledger, truth),
  ];
}

const violation = (
  kind: Violation['kind'],
  conversation: string | null,
  detail: string,
  at: number | null = null,
): Violation => ({ kind, conversation, detail, at });

/** The state is the bot's own count: every message once and in order, every timer once. */
function judgeState(talk: UserConversation, row: TrueConversation | undefined): readonly Violation[] {
  const { name } = talk;
  if (talk.erased) {
    return row === undefined
      ? []
      : [violation('unresolved', name, 'the forgotten conversation is still there')];
  }
  if (talk.acknowledged === 0) return [];
  const state = row?.state ?? null;
  if (state === null) return [violation('lost', name, `${talk.acknowledged} messages, and no state`)];
  const found: Violation[] = [];
  if (state.last < talk.acknowledged || state.count < talk.acknowledged) {
    found.push(violation('lost', name, `handled ${state.count} to ${state.last} of ${talk.acknowledged}`));
  }
  if (state.count > talk.acknowledged) {
    found.push(violation('doubled', name, `handled ${state.count} of ${talk.acknowledged}`));
  }
  for (const fault of state.faults) {
    const kind = fault.startsWith('timer') ? 'doubled' : 'reordered';
    found.push(violation(kind, name, fault));
  }
  if (state.pending.length > 0) found.push(violation('lost', name, `timers ${state.pending.join(', ')}`));
  return found;
}

function judgeReplies(
  talk: UserConversation,
  shown: readonly Shown[],
  deliveries: readonly TrueDelivery[],
): readonly Violation[] {
  const replies = deliveries.filter((row) => row.lane === 'message');
  const seen =
    talk.channel === 'stored'
      ? replies.map((row) => ({
          deliveryId: String(row.seq),
          seq: row.seq,
          at: 0,
          text: row.text ?? '',
          maybeRepeated: false,
        }))
      : shown;
  return [
    ...judgeOrder(talk, seen, replies),
    ...judgeRepeats(talk, seen),
    ...judgeNumbers(talk, seen, replies),
    ...judgeUnknown(talk, replies),
  ];
}

/** A send whose outcome stayed unknown may be shown by the platform at any time: its place proves nothing. */
function judgeOrder(
  talk: UserConversation,
  seen: readonly Shown[],
  replies: readonly TrueDelivery[],
): readonly Violation[] {
  const unknown = new Set(replies.filter((row) => row.status === 'unknown').map((row) => row.seq));
  const known = new Set<string>();
  const found: Violation[] = [];
  let newest = 0;
  for (const { deliveryId, seq, at } of seen) {
    if (known.has(deliveryId) || unknown.has(seq)) continue;
    known.add(deliveryId);
    if (seq < newest)
      found.push(violation('reordered', talk.name, `${deliveryId} shown after ${newest}`, at));
    newest = Math.max(newest, seq);
  }
  return found;
}

function judgeRepeats(talk: UserConversation, seen: readonly Shown[]): readonly Violation[] {
  const counts = new Map<string, { shown: number; plain: number }>();
  const found: Violation[] = [];
  for (const { deliveryId, at, maybeRepeated } of seen) {
    const count = counts.get(deliveryId) ?? { shown: 0, plain: 0 };
    counts.set(deliveryId, count);
    count.shown += 1;
    if (!maybeRepeated) count.plain += 1;
    if (count.shown === 1) continue;
    // Only the ambiguous channel of the bot that prefers a repeat may repeat, and says so on every copy but
    // one; which of two copies arrives first is the network's affair.
    if (talk.bot === 'least' && talk.channel === 'ambiguous' && count.plain <= 1) continue;
    const marks = seen
      .filter((one) => one.deliveryId === deliveryId)
      .map((one) => `${one.at % 1_000_000} ms${one.maybeRepeated ? ' labelled' : ''}`);
    const where = `${talk.bot}/${talk.channel}`;
    found.push(
      violation('doubled', talk.name, `${deliveryId} shown again on ${where}: ${marks.join(', ')}`, at),
    );
  }
  return found;
}

function judgeNumbers(
  talk: UserConversation,
  seen: readonly Shown[],
  replies: readonly TrueDelivery[],
): readonly Violation[] {
  const answeredBy = new Map<number, Set<string>>();
  for (const { text, deliveryId } of seen) {
    for (const number of (JSON.parse(text) as ReplyText).numbers) {
      answeredBy.set(number, (answeredBy.get(number) ?? new Set()).add(deliveryId));
    }
  }
  const excused = new Set(
    replies
      .filter((row) => row.status === 'unknown' && row.letters > 0)
      .flatMap((row) => (JSON.parse(row.text ?? '{"numbers":[]}') as ReplyText).numbers),
  );
  const mayMiss = talk.bot === 'once' && talk.channel === 'ambiguous';
  const found: Violation[] = [];
  for (let number = 1; number <= talk.acknowledged; number += 1) {
    const times = answeredBy.get(number)?.size ?? 0;
    if (times > 1) found.push(violation('doubled', talk.name, `message ${number} answered ${times} times`));
    if (times > 0 || (mayMiss && excused.has(number))) continue;
    found.push(violation('lost', talk.name, `message ${number} was never answered`));
  }
  return found;
}

/** Unknown outcomes must end as the policy says; nothing else may end unsent. */
function judgeUnknown(talk: UserConversation, replies: readonly TrueDelivery[]): readonly Violation[] {
  return replies.flatMap((row) => {
    if (row.status === 'sent') return [];
    const byPolicy = row.status === 'unknown' && talk.bot === 'once' && row.letters === 1;
    return byPolicy
      ? []
      : [
          violation(
            'unresolved',
            talk.name,
            `delivery ${row.seq} ended ${row.status}, ${row.letters} letters`,
          ),
        ];
  });
}

function judgeEffects(talk: UserConversation, ledger: Ledger): readonly Violation[] {
  const applied = ledger.applied.get(talk.name) ?? [];
  const numbers = new Set(applied.map(({ number }) => number));
  const wanted = talk.effects.filter((number) => number <= talk.acknowledged);
  const found = wanted
    .filter((number) => !numbers.has(number))
    .map((number) => violation('lost', talk.name, `the effect of message ${number}`));
  for (const [index, { number, at }] of applied.entries()) {
    if (number < (applied[index - 1]?.number ?? 0)) {
      found.push(violation('reordered', talk.name, `the effect of message ${number} came late`, at));
    }
  }
  return found;
}

function judgeStrays(ledger: Ledger, truth: Truth): readonly Violation[] {
  return [
    ...truth.miscounted.map(({ name, seq, turns }) =>
      violation(turns === 0 ? 'lost' : 'doubled', name, `update ${seq} is in ${turns} Turns`),
    ),
    ...ledger.acceptedAgain.map(({ conversation, externalId, at }) =>
      violation('doubled', conversation, `${externalId} was stored again`, at),
    ),
    ...truth.conversations
      .filter((row) => !ledger.conversations.has(row.name))
      .map((row) => violation('doubled', row.name, 'nobody wrote this conversation')),
  ];
}

function judgeWrites(ledger: Ledger, truth: Truth): readonly Violation[] {
  const times = new Map(truth.writes.map((row) => [`${row.conversation}:${row.number}`, row.times]));
  return [...ledger.conversations.values()].flatMap((talk) =>
    talk.writes
      .filter((number) => number <= talk.acknowledged)
      .flatMap((number) => {
        const count = times.get(`${talk.name}:${number}`) ?? 0;
        if (count === 1) return [];
        return [
          violation(count === 0 ? 'lost' : 'doubled', talk.name, `the write of message ${number}: ${count}`),
        ];
      }),
  );
}

/** A step in the journal, or once returned, is never bought again by a claim that could know of it. */
function judgeSteps(ledger: Ledger, truth: Truth): readonly Violation[] {
  const known = new Map(ledger.returned);
  for (const { key, recorded_at: at } of truth.steps) known.set(key, Math.min(at, known.get(key) ?? at));
  return [...known].flatMap(([key, knownAt]) =>
    (ledger.bought.get(key) ?? [])
      .filter(({ claimedAt }) => claimedAt > knownAt + stepVisibleAfterMs)
      .map(({ at }) => violation('repurchased', null, `${key} was bought again`, at)),
  );
}
