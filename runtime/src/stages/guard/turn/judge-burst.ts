import type { GuardPolicy, Right, VerdictName, VerdictSignal } from '../../../contracts/guard.ts';
import type { Update } from '../../../contracts/update.ts';
import { processorMs } from '../../../core/clock.ts';
import type { Inspection, inspectText } from '../injection/inspect-text.ts';
import { judgeMessageRate, type RateLimits } from '../limits/message-rate.ts';
import { limits } from '../limits/text-limits.ts';
import type { GuardRecord } from './guard-record.ts';
import { mayBeSplit } from './may-be-split.ts';
import { type ModerationInput, moderateBurst, moderationEffect } from './moderate-burst.ts';
import { type CostOf, type Recent, rememberText } from './recent.ts';
import { isSaid, type SaidText, textsOf } from './said.ts';

/** Refusals within an hour at which an Operator is told. */
export const ALERT_REFUSALS = 5;
const JOIN_WINDOW_MS = 600_000;
const HOUR_MS = 3_600_000;

export interface JudgeOptions {
  readonly policy: GuardPolicy;
  /** Null: no limit. */
  readonly rate: RateLimits | null;
  readonly costOf: CostOf;
  readonly inspect: typeof inspectText;
  readonly moderation: Omit<ModerationInput, 'texts'>;
  /** Whether the person was asked before not to send what must not be stored. */
  readonly wasAsked: () => Promise<boolean>;
}

/** Judges a Burst: rate, signals of injection, moderation, and what follows from them under the bot's policy. */
export async function judgeBurst(
  burst: readonly Update[],
  recent: Recent,
  options: JudgeOptions,
): Promise<GuardRecord> {
  const { admitted, limited, tellsLimit } = limitRate(burst, recent, options);
  const texts = admitted.flatMap(textsOf);
  // A provider takes its time: it is asked before the detectors run and heard after them.
  const asked = moderateBurst({
    ...options.moderation,
    texts: texts.filter(({ isPresent }) => isPresent).map(({ input }) => input.text || (input.payload ?? '')),
  });
  const inspected = inspectTexts(texts, recent, options);
  const moderation = await asked;
  const wasCalmed = isWithinHour(recent.calmedAt, burst);
  const effect = moderationEffect(moderation.action, options.policy, wasCalmed);
  const said = admitted.filter(isSaid);
  const blocked = effect.blocks
    ? said
    : said.filter((update) => isBlocked(update, inspected, options.policy));
  const left = said.length - blocked.length;
  const verdict = aggregate(inspected, left > 0);
  const replaced = [...new Set(said.flatMap((update) => update.replaced ?? []))];
  const isRefused = verdict === 'refuse' && blocked.length > 0;
  const alert = effect.alerts
    ? ('moderation' as const)
    : isRefused && isAlertDue(recent, burst)
      ? ('refusals' as const)
      : null;
  const say = [
    effect.say,
    blocked.length > 0 && left === 0 && effect.say === null ? ('refused' as const) : null,
    tellsLimit ? ('limited' as const) : null,
    replaced.length > 0 && !(await options.wasAsked()) ? ('never-send' as const) : null,
  ].filter((name) => name !== null);
  const isModerated = moderation.action !== null || moderation.source === 'provider';
  const faults = inspected.flatMap(({ inspection }) => inspection.fault?.kind ?? []);
  return {
    verdict,
    score: Math.max(0, ...inspected.map(({ inspection }) => inspection.score)),
    ...listed('signals', signalsOf(inspected)),
    ...listed(
      'withheld',
      idsWhere(inspected, ({ inspection }) => inspection.withheld),
    ),
    ...listed('rights', rightsOf(inspected)),
    ...(isModerated ? { moderation } : {}),
    ...listed('replaced', replaced),
    ...(faults[0] === undefined ? {} : { fault: faults[0] }),
    ...listed(
      'suspect',
      idsWhere(inspected, ({ inspection }) => rankOf(inspection.verdict) >= 2),
    ),
    ...listed('blocked', idsOf(blocked)),
    ...listed('limited', idsOf(limited)),
    ...listed('say', say),
    ...(effect.handoff === null ? {} : { handoff: effect.handoff }),
    ...(alert === null ? {} : { alert }),
  };
}

interface Inspected extends SaidText {
  readonly inspection: Inspection;
}

/** An absent list is shorter than an empty one; a Turn writes this every time. */
const listed = <Name extends string, Item>(
  name: Name,
  items: readonly Item[],
): { readonly [Key in Name]?: readonly Item[] } =>
  (items.length === 0 ? {} : { [name]: items }) as { readonly [Key in Name]?: readonly Item[] };

const idsOf = (updates: readonly Update[]): readonly string[] => updates.map(({ id }) => id);

const idsWhere = (inspected: readonly Inspected[], holds: (one: Inspected) => boolean): readonly string[] => [
  ...new Set(inspected.filter(holds).map(({ update }) => update.id)),
];

function limitRate(
  burst: readonly Update[],
  recent: Recent,
  { rate, costOf }: JudgeOptions,
): {
  readonly admitted: readonly Update[];
  readonly limited: readonly Update[];
  readonly tellsLimit: boolean;
} {
  if (rate === null) return { admitted: burst, limited: [], tellsLimit: false };
  const limited: Update[] = [];
  let state = recent.rate;
  let tellsLimit = false;
  const admitted = burst.filter((update) => {
    if (!isSaid(update)) return true;
    const judged = judgeMessageRate(state, update.receivedAt, costOf(update), rate);
    state = judged.state;
    if (judged.answer === 'admit') return true;
    limited.push(update);
    tellsLimit ||= judged.answer === 'notice';
    return false;
  });
  return { admitted, limited, tellsLimit };
}

function inspectTexts(
  texts: readonly SaidText[],
  recent: Recent,
  { inspect }: JudgeOptions,
): readonly Inspected[] {
  let known = recent.texts;
  return texts.map((one) => {
    const { update, input, isPresent } = one;
    const earlier = known.filter(({ at }) => update.receivedAt - at < JOIN_WINDOW_MS);
    const joined = isPresent && input.text !== '' ? [...earlier.map(({ text }) => text), input.text] : [];
    const turns = joined.length > 1 && mayBeSplit(joined) ? joined : null;
    const whole = { ...input, text: input.text.slice(0, limits.keptCharacters), turns };
    // Work is measured, not waiting; a collection of garbage in the middle gets a second chance.
    const first = inspect(whole, { monotonic: processorMs });
    const inspection = first.fault?.kind === 'slow' ? inspect(whole, { monotonic: processorMs }) : first;
    if (isPresent && rankOf(inspection.verdict) < 2) known = rememberText(known, update);
    return { ...one, inspection };
  });
}

const ranks: Readonly<Record<VerdictName, number>> = { admit: 0, noted: 1, raised: 2, refuse: 3 };
const rankOf = (verdict: VerdictName): number => ranks[verdict];

/** A Burst of which something is left to answer is raised at most. */
function aggregate(inspected: readonly Inspected[], isAnswered: boolean): VerdictName {
  const gravest = inspected
    .map(({ inspection }) => inspection.verdict)
    .reduce<VerdictName>((worst, next) => (rankOf(next) > rankOf(worst) ? next : worst), 'admit');
  return gravest === 'refuse' && isAnswered ? 'raised' : gravest;
}

/**
 * Whether the program is kept from an Update: it is suspect and holds neither a question nor a right to honour. A
 * detector that failed blocks nobody: the Turn then keeps to local methods.
 */
function isBlocked(update: Update, inspected: readonly Inspected[], policy: GuardPolicy): boolean {
  if (policy.injection === 'note') return false;
  return inspected.some(
    ({ update: { id }, inspection, isPresent }) =>
      id === update.id &&
      isPresent &&
      rankOf(inspection.verdict) >= 2 &&
      inspection.legitimate === null &&
      inspection.rights.length === 0 &&
      inspection.fault === null,
  );
}

function isAlertDue(recent: Recent, burst: readonly Update[]): boolean {
  const at = burst.at(-1)?.receivedAt ?? 0;
  const refusals = recent.refusedAt.filter((time) => at - time < HOUR_MS).length + 1;
  return refusals >= ALERT_REFUSALS && !isWithinHour(recent.alertedAt, burst);
}

const isWithinHour = (time: number | null, burst: readonly Update[]): boolean =>
  time !== null && (burst.at(-1)?.receivedAt ?? 0) - time < HOUR_MS;

function signalsOf(inspected: readonly Inspected[]): readonly VerdictSignal[] {
  const heaviest = new Map<string, VerdictSignal>();
  for (const { class: name, weight, source } of inspected.flatMap(({ inspection }) => inspection.signals)) {
    if (weight <= (heaviest.get(name)?.weight ?? 0)) continue;
    heaviest.set(name, { class: name, weight: Math.round(weight * 1_000) / 1_000, source });
  }
  return [...heaviest.values()].sort((a, b) => b.weight - a.weight);
}

const rightsOf = (inspected: readonly Inspected[]): readonly Right[] => [
  ...new Set(inspected.flatMap(({ inspection }) => inspection.rights)),
];
