import type { Language } from '../../../contracts/message.ts';
import { systemClock } from '../../../core/clock.ts';
import { describeError } from '../../../core/errors.ts';
import { EVIDENCE, findHits, type Hit } from './find-hits.ts';
import { findRights, legitimatePart, type Right } from './rights.ts';
import { combine, type Signal, SPLIT_WEIGHT, strongest, toSignals } from './score.ts';

/** Where a text came from. All but `dm_text` and `multi_turn` are indirect. */
export type Vector = 'dm_text' | 'image_ocr' | 'forwarded' | 'profile_name' | 'catalog_field' | 'multi_turn';

/** Every vector a row or a request may name. */
export const vectors: readonly Vector[] = [
  'dm_text',
  'image_ocr',
  'forwarded',
  'profile_name',
  'catalog_field',
  'multi_turn',
];

/** `noted` is admitted with a journal entry; `raised` is admitted without model-proposed actions. */
export type InjectionVerdict = 'admit' | 'noted' | 'raised' | 'refuse';

export interface InspectionInput {
  /** The message as received. */
  readonly text: string;
  readonly vector?: Vector;
  /** Text of the indirect source: picture, forwarded post, profile name, catalog field. */
  readonly payload?: string | null;
  /** Messages of the last 10 minutes, oldest first; the last may be `text` itself. Five are read. */
  readonly turns?: readonly string[] | null;
  /** Known language of the person; recorded only, every language is always read. */
  readonly language?: Language;
}

export interface InspectionOptions {
  /** Time after which the answer is `raised`, ms. */
  readonly budgetMs?: number;
  /** Milliseconds from an arbitrary origin. */
  readonly monotonic?: () => number;
  /** Takes the place of the detectors, for tests of their failure. */
  readonly detector?: typeof findHits;
}

export interface Inspection {
  /** 0 to 1. */
  readonly score: number;
  readonly verdict: InjectionVerdict;
  /** One for each class that weighs, heaviest first. */
  readonly signals: readonly Signal[];
  /** True when the indirect field must not reach the model; its source is to be flagged. */
  readonly withheld: boolean;
  /** Suspicious stretches of `text`, in UTF-16 units. */
  readonly spans: readonly { readonly start: number; readonly end: number; readonly class: string }[];
  /** Calls for a person, complaints, opt-outs and erasure: honoured whatever the verdict. */
  readonly rights: readonly Right[];
  /** What may be answered although the rest is suspect. */
  readonly legitimate: string | null;
  /** Set when a detector threw or took too long: the verdict is then at least `raised`. Count it. */
  readonly fault: { readonly kind: 'threw' | 'slow'; readonly message: string } | null;
}

/** Time one inspection may take (specification, §2). */
export const INSPECTION_BUDGET_MS = 20;
export const NOTED = 0.3;
export const RAISED = 0.5;
export const REFUSED = 0.9;
const JOINED_MESSAGES = 5;

class BudgetError extends Error {}

/**
 * Judges one message before its Turn. Pure and never throws: a detector that throws or takes longer than
 * 20 ms gives `raised` and a `fault`, never a clean answer.
 */
export function inspectText(input: InspectionInput, options: InspectionOptions = {}): Inspection {
  const monotonic = options.monotonic ?? systemClock.monotonic;
  const budgetMs = options.budgetMs ?? INSPECTION_BUDGET_MS;
  const begun = monotonic();
  const checkTime = (): void => {
    if (monotonic() - begun > budgetMs)
      throw new BudgetError(`The detectors took longer than ${budgetMs} ms.`);
  };
  const rights = rightsOf(input.text);
  try {
    const inspection = inspect(input, rights, { checkTime, detector: options.detector ?? findHits });
    checkTime();
    return inspection;
  } catch (error) {
    const kind = error instanceof BudgetError ? 'slow' : 'threw';
    return failed(input, rights, { kind, message: describeError(error) });
  }
}

interface Tools {
  readonly checkTime: () => void;
  readonly detector: typeof findHits;
}

function inspect(input: InspectionInput, rights: readonly Right[], tools: Tools): Inspection {
  const isIndirect =
    input.vector !== undefined && input.vector !== 'dm_text' && input.vector !== 'multi_turn';
  const payload = input.payload ?? (isIndirect ? input.text : null);
  const isTextIndirect = isIndirect && (input.payload ?? null) === null;
  const text = isTextIndirect ? { signals: [], hits: [] } : readSource(input.text, 'text', tools);
  const beside = isTextIndirect ? undefined : input.text;
  const indirect =
    payload === null ? { signals: [], hits: [] } : readSource(payload, 'payload', tools, beside);
  const joined = joinedSignals(input, tools);
  const signals = strongest([...text.signals, ...indirect.signals, ...joined]);
  const indirectScore = combine(indirect.signals);
  const withheld = indirectScore >= RAISED;
  const score = combine(signals);
  const legitimate = isTextIndirect ? null : legitimatePart(input.text, placedHits(text.hits));
  // A withheld field is gone before the Turn: the person's own words are judged by themselves.
  const ownScore = combine([...text.signals, ...joined]);
  return {
    score,
    verdict: verdictOf(
      withheld && !isTextIndirect ? Math.max(ownScore, RAISED) : score,
      legitimate !== null || rights.length > 0,
    ),
    signals: [...signals].sort((a, b) => b.weight - a.weight),
    withheld,
    spans: mergeSpans(text.hits),
    rights,
    legitimate,
    fault: null,
  };
}

/** Hits that have a place of their own; evidence lies over the whole text and is left out beside them. */
function placedHits(hits: readonly Hit[]): readonly Hit[] {
  const placed = hits.filter((hit) => hit.pattern !== EVIDENCE);
  return placed.some((hit) => !hit.lowered) ? placed : hits;
}

/** Overlapping hits of one class as one stretch, in order. */
function mergeSpans(hits: readonly Hit[]): Inspection['spans'] {
  const merged: { start: number; end: number; class: string }[] = [];
  const serious = [...placedHits(hits)]
    .filter((hit) => !hit.lowered)
    .sort((a, b) => a.start - b.start || a.end - b.end);
  for (const { start, end, class: name } of serious) {
    const open = merged.find((span) => span.class === name && span.end >= start);
    if (open === undefined) merged.push({ start, end, class: name });
    else open.end = Math.max(open.end, end);
  }
  return merged;
}

function readSource(
  text: string,
  source: 'text' | 'payload',
  tools: Tools,
  beside?: string,
): { readonly signals: readonly Signal[]; readonly hits: readonly Hit[] } {
  const { hits, normalised } = tools.detector(text, {
    source,
    ...(beside === undefined ? {} : { beside }),
    checkTime: tools.checkTime,
  });
  const signals = [...toSignals(text, hits, normalised, source)];
  const best = strongest(signals)[0];
  if (source === 'payload' && best !== undefined && combine(signals) >= RAISED) {
    signals.push({ ...best, class: 'indirect', weight: 0.1, pattern: 'indirect-source' });
  }
  return { signals, hits };
}

/** Hits that appear only when the last messages are read as one (class 16). */
function joinedSignals(input: InspectionInput, tools: Tools): readonly Signal[] {
  const turns = [...(input.turns ?? [])];
  if (turns.at(-1) !== input.text && input.text.trim() !== '') turns.push(input.text);
  const last = turns.slice(-JOINED_MESSAGES);
  if (last.length < 2) return [];
  for (const glue of [' ', '']) {
    const joined = last.join(glue).slice(-4_000);
    const cut = last.join(glue).length - joined.length;
    const edges = edgesOf(last, glue).map((edge) => edge - cut);
    const { hits } = tools.detector(joined, { source: 'joined', checkTime: tools.checkTime });
    const crossing = hits.find(
      (hit) =>
        !hit.lowered &&
        hit.reading !== 'reversed' &&
        edges.some((edge) => hit.start < edge && hit.end > edge) &&
        // What all words say together lies over every edge: it was cut only if no message says it by itself.
        (hit.pattern !== EVIDENCE || !last.some((text) => speaksAlone(text, tools))),
    );
    if (crossing !== undefined) {
      return [{ ...crossing, class: 'split', weight: SPLIT_WEIGHT, source: 'turns' }];
    }
  }
  return [];
}

function speaksAlone(text: string, { detector, checkTime }: Tools): boolean {
  return detector(text, { source: 'text', checkTime }).hits.some((hit) => hit.pattern === EVIDENCE);
}

/** Where one message ends and the next begins in the joined text. */
function edgesOf(messages: readonly string[], glue: string): number[] {
  const edges: number[] = [];
  let at = 0;
  for (const message of messages.slice(0, -1)) {
    at += message.length;
    edges.push(at);
    at += glue.length;
  }
  return edges;
}

function verdictOf(score: number, hasLegitimatePart: boolean): InjectionVerdict {
  if (score >= REFUSED && !hasLegitimatePart) return 'refuse';
  if (score >= RAISED) return 'raised';
  return score >= NOTED ? 'noted' : 'admit';
}

function rightsOf(text: string): readonly Right[] {
  return findRights(text.slice(0, 4_000).toLowerCase());
}

function failed(
  input: InspectionInput,
  rights: readonly Right[],
  fault: NonNullable<Inspection['fault']>,
): Inspection {
  const hasPayload = (input.payload ?? null) !== null;
  return {
    score: RAISED,
    verdict: 'raised',
    signals: [],
    // A field that could not be judged is not shown to a model.
    withheld: hasPayload,
    spans: [],
    rights,
    legitimate: null,
    fault,
  };
}
