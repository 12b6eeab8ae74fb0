import type { ExportFrame } from '../load-frame.ts';
import { codeMeanings } from '../missing-codes.ts';
import type { CsvStyle } from './csv.ts';
import type { WrittenFile } from './row-file.ts';

/** Name and version of the form of exports; the version grows when a reader of the older one would misread it. */
export const exportFormat = { format: 'opora-esm-export', formatVersion: 1 } as const;

/** What the manifest says besides the frame. */
export interface ManifestFacts {
  readonly exportId: string;
  /** Ms since the epoch. */
  readonly createdAt: number;
  readonly files: readonly WrittenFile[];
  readonly style: CsvStyle;
}

/** `manifest.json`: what the ZIP holds, how it was made, and the SHA-256 of every other file. */
export function manifestJson(frame: ExportFrame, facts: ManifestFacts): string {
  const { study, versions, filters, counts } = frame;
  const manifest = {
    ...exportFormat,
    exportId: facts.exportId,
    createdAt: new Date(facts.createdAt).toISOString(),
    study: { id: study.study_id, title: study.title, status: study.status, languages: study.languages },
    filters,
    rows: 'beeps: one a scheduled beep, missed ones included, and one an event; items: one an item of a response',
    leftOut: {
      previewBeeps: counts.preview,
      trainingBeeps: filters.training ? 0 : counts.training,
      extraSurveys: counts.extra,
    },
    versions: versions.map(({ kind, version, hash, created, in_force: inForce }) => ({
      ...{ kind, version, sha256: hash, created, inForce },
    })),
    files: facts.files.map(({ name, bytes, sha256, rows }) => ({
      ...{ name, bytes, sha256 },
      ...(rows === null ? {} : { rows }),
    })),
    missingCodes: codeMeanings.map(({ code, label }) => ({ code, label })),
    csv: {
      standard: 'RFC 4180',
      encoding: 'UTF-8',
      byteOrderMark: filters.bom,
      delimiter: facts.style.delimiter,
      decimalPoint: '.',
      formulaGuard:
        "Texts that begin with =, +, -, @, a tab or a carriage return have ' in front. JSONL is exact.",
    },
    jsonl: 'One object a row under the names of the CSV columns; blank cells are left out.',
    texts: textNotes[filters.texts],
    pseudonyms:
      'HMAC-SHA-256 under the secret of the study, 10 characters of base32; another study has other ones.',
  };
  return `${JSON.stringify(manifest, null, 1)}\n`;
}

const textNotes = {
  none: 'No words of participants; counts of characters and words.',
  redacted:
    'Words of participants with personal data replaced by placeholders. A detector misses some: read before sharing.',
  full: 'Words of participants as they were given.',
} as const;
