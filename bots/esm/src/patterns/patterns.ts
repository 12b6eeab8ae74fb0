import type { FaultClass, Phenomenon } from '../validator/report.ts';
import type { Spearman } from './spearman.ts';

/** What of the settings patterns obey. */
export interface PatternSettings {
  readonly enablePatternDetection: boolean;
  /** Completed responses after training from which there are patterns; default 10. */
  readonly minDataForPersonalization: number;
}

/** Moment reports that recurring classes are looked for in, newest first, and how often a class has to be there. */
export const recurrence = { reports: 10, times: 3 } as const;

/** Signals that decide whether other hours are offered: of the newest `signals`, at least `least` of them. */
export const lowCompliance = { signals: 20, least: 10, share: 0.5 } as const;

/** One completed response after training. */
export interface PatternResponse {
  /** Values of answered scales by item id. */
  readonly scales: Readonly<Record<string, number>>;
  /** Classes that count in the first text of the moment item; null without a report. */
  readonly classes: readonly FaultClass[] | null;
  /** Whether a coder looked at it, and what one of them confirmed. */
  readonly isCoded: boolean;
  readonly confirmed: readonly Phenomenon[];
}

/** Signals of one block of the day; compliance is completed ÷ sent. */
export type BlockCompliance = {
  readonly schedule: string;
  /** Number of the block, from 1. */
  readonly block: number;
  readonly sent: number;
  readonly completed: number;
};

/** Mean and spread of one scale. */
export interface ScaleSummary {
  readonly item: string;
  readonly n: number;
  readonly mean: number;
  /** Sample standard deviation (n − 1). */
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
}

/** What recurs in the responses of one person. For researchers; participants read what `feedbackFor…` says. */
export interface Patterns {
  /** Completed responses after training that it rests on. */
  readonly responses: number;
  readonly scales: readonly ScaleSummary[];
  /** Pairs of scales with at least 20 responses that hold both. */
  readonly pairs: readonly (Spearman & { readonly items: readonly [string, string] })[];
  readonly compliance: readonly BlockCompliance[];
  readonly recurring: readonly RecurringClass[];
  /** Responses in which a coder confirmed a phenomenon, of those that a coder looked at. */
  readonly confirmed: readonly { readonly id: Phenomenon; readonly times: number; readonly of: number }[];
}

/** A class with the number of the newest reports in which it counted. */
export type RecurringClass = {
  readonly id: FaultClass;
  readonly times: number;
  readonly of: number;
};
