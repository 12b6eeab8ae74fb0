import type { ModelReport } from './model-call.ts';

/** What a local method contributes; Inference adds the report. */
export type LocalAnswer<Answer extends ModelReport> = Omit<
  Answer,
  keyof ModelReport | 'promptHash' | 'promptVersion'
>;

/** A bot's own way to answer without a model. */
export interface LocalMethod<Answer extends ModelReport> {
  /** Shown as `local:<name>` in `modelUsed`. */
  readonly name: string;
  /** Must be quick and must not call a model. `reason` is the code of the error that led here. */
  answer(context: {
    readonly reason: string;
    readonly signal: AbortSignal;
  }): Promise<LocalAnswer<Answer>> | LocalAnswer<Answer>;
}
