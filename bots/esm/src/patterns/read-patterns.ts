import type { Database } from 'opora';
import type { Instrument } from '../instrument/instrument.ts';
import {
  type PatternResponseRow,
  selectBlockCompliance,
  selectPatternResponses,
} from '../postgres/patterns/select-pattern-responses.ts';
import { phenomena } from '../validator/report.ts';
import { detectPatterns } from './detect-patterns.ts';
import { patternItems } from './pattern-items.ts';
import type { BlockCompliance, PatternResponse, PatternSettings, Patterns } from './patterns.ts';

/** Newest responses that are looked at. */
const mostResponses = 2000;

/**
 * The patterns of one participant, for researchers: what `detectPatterns` finds in the stored responses to `instrument`.
 * Null when detection is off or there are too few responses. Reads the database; not for Turns.
 */
export async function readPatterns(
  database: Database,
  conversationId: string,
  instrument: Instrument,
  settings: PatternSettings & { readonly strictMode?: boolean },
): Promise<Patterns | null> {
  if (!settings.enablePatternDetection) return null;
  const items = patternItems(instrument, settings.strictMode);
  const [rows, compliance] = await Promise.all([
    database.query<PatternResponseRow>(selectPatternResponses(conversationId, items, mostResponses)),
    database.query<BlockCompliance>(selectBlockCompliance(conversationId)),
  ]);
  return detectPatterns(rows.map(toResponse), compliance, settings);
}

function toResponse({ scales, classes, annotations }: PatternResponseRow): PatternResponse {
  return {
    ...{ scales, classes, isCoded: annotations.length > 0 },
    confirmed: phenomena.filter((id) => annotations.some((decisions) => decisions[id] === 'confirmed')),
  };
}
