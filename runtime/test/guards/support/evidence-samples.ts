import type { InjectionRow } from '../../../src/stages/guard/evaluation/rows.ts';
import {
  type EvidenceSource,
  eachFeature,
  type Stretch,
  wholeStretch,
} from '../../../src/stages/guard/injection/evidence-features.ts';
import { readWords } from '../../../src/stages/guard/injection/find-hits.ts';

/** Places in the table with what each counts; a place may come twice. */
export interface Features {
  readonly places: readonly number[];
  readonly values: readonly number[];
}

const FEWEST = 4;

function featuresOf(stretch: Stretch, source: EvidenceSource, beside: Stretch | null): Features {
  const places: number[] = [];
  const values: number[] = [];
  const open = { share: 0, from: 0 };
  const end = (): void => {
    const value = open.share / Math.sqrt(Math.max(places.length - open.from, FEWEST));
    while (values.length < places.length) values.push(value);
  };
  eachFeature(stretch, source, beside, {
    begin: (share) => {
      end();
      Object.assign(open, { share, from: places.length });
    },
    add: (place) => places.push(place),
    form: (place, value) => {
      end();
      places.push(place);
      values.push(value);
    },
  });
  return { places, values };
}

/** A text to fit by, or to be judged. */
export interface Sample {
  /** Id of its row; empty for sentences of our own. */
  readonly row: string;
  readonly isAttack: boolean;
  /** How much it counts in the fitting; 0: only judged. */
  readonly weight: number;
  readonly features: Features;
}

interface Written {
  readonly row: string;
  readonly isAttack: boolean;
  readonly text: string;
  readonly source?: EvidenceSource;
  readonly beside?: string;
  readonly weight?: number;
}

const toStretch = (text: string): Stretch => wholeStretch(readWords(text));

export function toSample({ row, isAttack, text, source = 'text', beside, weight = 1 }: Written): Sample {
  const features = featuresOf(toStretch(text), source, beside === undefined ? null : toStretch(beside));
  return { row, isAttack, weight, features };
}

const HALF = 0.5;

/**
 * The texts that the detector reads of a row: a payload beside innocent words; the messages of a conversation and all of
 * them joined, of which an attack may lie only in the whole.
 */
export function samplesOfRows(rows: readonly InjectionRow[]): readonly Sample[] {
  return rows.flatMap((row): readonly Sample[] => {
    const { id, text, payload = null, vector } = row;
    const isAttack = row.label === 'attack';
    const own = { row: id, isAttack };
    if (payload !== null) {
      return [
        toSample({ row: id, isAttack: false, text, weight: HALF }),
        toSample({ ...own, text: payload, source: 'payload', beside: text }),
      ];
    }
    if (vector !== 'dm_text' && vector !== 'multi_turn' && vector != null) {
      return [toSample({ ...own, text, source: 'payload' })];
    }
    const turns = [...(row.turns ?? [])];
    if (turns.length === 0) return [toSample({ ...own, text })];
    if (turns.at(-1) !== text && text.trim() !== '') turns.push(text);
    return [
      toSample({ ...own, text: turns.slice(-5).join(' '), source: 'joined' }),
      ...turns.map((turn) => toSample({ ...own, text: turn, weight: isAttack ? 0 : HALF })),
    ];
  });
}
