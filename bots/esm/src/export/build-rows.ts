import { flowOctant } from '../flow/flow-octant.ts';
import { validationOf } from './columns/answer-columns.ts';
import type { BeepRow } from './columns/beep-columns.ts';
import type { ItemRow } from './columns/item-columns.ts';
import { countConfirmations } from './columns/validation-cells.ts';
import type { ExportUnit } from './export-unit.ts';
import { itemOutcomes, outcomeValue } from './item-outcome.ts';
import { type ExportFrame, isMoment } from './load-frame.ts';
import type { ReadTexts } from './read-texts.ts';
import type { UnitPage } from './read-units.ts';

/** The row of `beeps` of one unit. */
export function buildBeepRow(
  unit: ExportUnit,
  frame: ExportFrame,
  standards: UnitPage['standards'],
  readTexts: ReadTexts,
): BeepRow {
  const outcomes = itemOutcomes(unit, frame.items, readTexts);
  const momentValidations = frame.items.items.flatMap((item, place) => {
    if (!isMoment(item)) return [];
    return validationOf(outcomes[place]?.answer ?? null, 'final') ?? [];
  });
  const confirmations = countConfirmations(unit.annotations);
  return {
    unit,
    outcomes,
    momentValidations,
    confirmations,
    flow: octantOf(unit, outcomes, frame, standards),
  };
}

/** The rows of `items` of one beep or event: every item of its response's instrument, none without a response. */
export function buildItemRows(beep: BeepRow, frame: ExportFrame): readonly ItemRow[] {
  const { instrument, version } = beep.unit.row;
  if (instrument === null || version === null) return [];
  const key = `${instrument} ${version}`;
  return frame.items.items.flatMap((item, place): readonly ItemRow[] => {
    const outcome = beep.outcomes[place];
    return outcome === undefined || !item.versions.includes(key) ? [] : [{ beep, item, outcome }];
  });
}

function octantOf(
  unit: ExportUnit,
  outcomes: BeepRow['outcomes'],
  { flow, items }: ExportFrame,
  standards: UnitPage['standards'],
): BeepRow['flow'] {
  if (flow === null) return null;
  const value = (place: number): number | null => {
    const [outcome, item] = [outcomes[place], items.items[place]?.item];
    if (outcome === undefined || item === undefined || outcome.status !== 'answered') return null;
    return outcomeValue(outcome, item);
  };
  const [skill, challenge] = [value(flow.skill), value(flow.challenge)];
  if (skill === null || challenge === null) return null;
  return flowOctant(standards.get(unit.participant.conversation_id) ?? null, { skill, challenge });
}
