import { createHash } from 'node:crypto';
import type { Json, Language } from 'opora';
import type { Fault } from '../fault.ts';
import { checkInstrument, checkInstrumentData } from '../instrument/check-instrument.ts';
import type { Instrument } from '../instrument/instrument.ts';
import { readSource, type SourceText } from '../instrument/source-text.ts';
import { checkProtocol } from '../schedule/check-protocol.ts';
import { checkConsent } from './consent.ts';
import { instrumentWarnings, protocolWarnings } from './set-up-warnings.ts';

/** What of a study has immutable versions. */
export const versionKinds = ['protocol', 'instrument', 'consent'] as const;
export type VersionKind = (typeof versionKinds)[number];

/** A definition as a researcher sent it: data, or the text of YAML or JSON, whose lines faults name. */
export type DefinitionSource = { readonly data: unknown } | { readonly text: string };

/** A definition after looking at it. */
export interface CheckedDefinition {
  /** With its defaults filled in; null when there is an error. */
  readonly definition: Json | null;
  /** The instrument's name; empty for the other kinds. */
  readonly name: string;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/** Reads a definition for a study in `languages` and reports everything at once. Never throws for its content. */
export function checkDefinition(
  kind: VersionKind,
  source: DefinitionSource,
  languages: readonly Language[],
): CheckedDefinition {
  if (kind === 'instrument') return checkStudyInstrument(source, languages);
  const read = 'text' in source ? readSource(source.text) : null;
  if (read !== null && read.faults.length > 0) return conclude(null, '', read.faults);
  const data = read === null ? (source as { readonly data: unknown }).data : read.data;
  if (kind === 'consent') {
    const { consent, faults } = checkConsent(data, languages);
    return conclude(consent, '', withLines(faults, read));
  }
  const { protocol, faults } = checkProtocol(data);
  const warnings = protocol === null ? [] : protocolWarnings(protocol);
  return conclude(protocol, '', withLines([...faults, ...warnings], read));
}

function checkStudyInstrument(source: DefinitionSource, languages: readonly Language[]): CheckedDefinition {
  const { instrument, faults } =
    'text' in source ? checkInstrument(source.text) : checkInstrumentData(source.data);
  if (instrument === null) return conclude(null, '', faults);
  const lacking = languageFaults(instrument, languages);
  const all = [...faults, ...lacking, ...instrumentWarnings(instrument)];
  return conclude(lacking.length === 0 ? instrument : null, instrument.instrument, all);
}

function languageFaults(instrument: Instrument, languages: readonly Language[]): readonly Fault[] {
  const missing = languages.filter((language) => !instrument.languages.includes(language));
  if (missing.length === 0) return [];
  const reason = `the study is also held in ${missing.join(', ')}`;
  const advice = 'Write every text in these languages too, and list them.';
  return [{ severity: 'error', line: null, path: 'languages', reason, advice }];
}

function conclude(definition: unknown, name: string, all: readonly Fault[]): CheckedDefinition {
  const warnings = all.filter(({ severity }) => severity === 'warning');
  const faults = all.filter(({ severity }) => severity === 'error');
  return { definition: faults.length === 0 ? (definition as Json) : null, name, faults, warnings };
}

function withLines(faults: readonly Fault[], source: SourceText | null): readonly Fault[] {
  if (source === null) return faults;
  return faults.map((fault) => ({
    ...fault,
    line: source.lineOf(fault.path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key))),
  }));
}

/** SHA-256 of a definition as it is stored, hexadecimal. */
export function hashDefinition(definition: Json): string {
  return createHash('sha256').update(JSON.stringify(definition), 'utf8').digest('hex');
}
