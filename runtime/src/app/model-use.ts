import { z } from 'zod';
import type { Json } from '../contracts/json.ts';
import type { TimelineStep, TimelineTurn } from '../postgres/statements/timeline.ts';

/** One answer of a model or of a local method, as the journal has it. */
export interface ModelUse {
  readonly step: string;
  /** `provider:model`, or `local:<method>`. */
  readonly modelUsed: string;
  /** Code because of which another than the first model answered; null when the first did. */
  readonly fallbackReason: string | null;
  readonly tries: readonly {
    readonly model: string;
    /** Null when it answered. */
    readonly error: string | null;
    readonly durationMs: number;
  }[];
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly costUsd: number;
  readonly latencyMs: number;
  readonly fromCache: boolean;
  /** SHA-256 and version of the prompt's file; null for what has none, such as a transcription. */
  readonly promptHash: string | null;
  readonly promptVersion: string | null;
  /** When it was journalled, ms since the epoch. */
  readonly at: number;
}

/** The part of a journalled answer that tells how it came to be; steps of other kinds have no such thing. */
const report = z.object({
  modelUsed: z.string().regex(/^[a-z][a-z0-9-]*:./),
  fallbackReason: z.string().nullable(),
  tries: z.array(z.object({ model: z.string(), error: z.string().nullable(), durationMs: z.number() })),
  tokensIn: z.number(),
  tokensOut: z.number(),
  costUsd: z.number(),
  latencyMs: z.number(),
  fromCache: z.boolean(),
  promptHash: z.string().nullable().default(null),
  promptVersion: z.string().nullable().default(null),
});

const journalShape = z.object({
  steps: z.array(z.object({ name: z.string(), result: z.unknown().optional() })),
});

/** The answers among the steps of a Turn: those journalled before, and those journalled with the commit. */
export function readModelUses(steps: readonly TimelineStep[], turn: TimelineTurn): readonly ModelUse[] {
  const journal = journalShape.safeParse(turn.journal);
  const later = journal.success ? journal.data.steps : [];
  return [
    ...steps
      .filter((step) => step.through_seq === turn.through_seq)
      .flatMap((step) => toUse(step.name, step.result, step.recorded_at)),
    ...later.flatMap((step) => toUse(step.name, (step.result ?? null) as Json, turn.committed_at)),
  ];
}

function toUse(step: string, result: Json, at: number): readonly ModelUse[] {
  const read = report.safeParse(result);
  return read.success ? [{ step, ...read.data, at }] : [];
}

/** One answer in a line: who, why not the first, what was tried, prompt, tokens and cost. */
export function describeModelUse(use: ModelUse): string {
  const { promptHash, promptVersion, tokensIn, tokensOut, costUsd } = use;
  const tries = use.tries.map(
    ({ model, error, durationMs }) => `${model} ${error ?? 'answered'} after ${Math.round(durationMs)} ms`,
  );
  return [
    `${use.step} by ${use.modelUsed}`,
    ...(use.fromCache ? ['from the cache'] : []),
    ...(use.fallbackReason === null ? [] : [`because of ${use.fallbackReason}`]),
    ...(tries.length === 0 ? [] : [`tries: ${tries.join('; ')}`]),
    ...(promptHash === null || promptHash === ''
      ? []
      : [`prompt ${promptHash.slice(0, 12)} version ${promptVersion}`]),
    `${tokensIn} + ${tokensOut} tokens`,
    `$${Number(costUsd.toPrecision(3))}`,
  ].join(', ');
}
