import { type Fields, readFields } from './fields.ts';
import type { Http } from './http.ts';
import { loadAll, readPage } from './pages.ts';

/** What a study keeps in immutable versions. */
export type VersionKind = 'protocols' | 'instruments' | 'consents';

/** One version. */
export interface Version {
  readonly version: number;
  /** Of an instrument; empty for the other kinds. */
  readonly name: string;
  readonly definition: unknown;
  readonly createdBy: string;
  readonly createdAt: number | null;
  /** When it holds for everybody who begins a new local day; null for a draft's. */
  readonly inForceAt: number | null;
}

/** What the server says to a new version. */
export interface SavedVersion {
  readonly version: number;
  readonly warnings: readonly string[];
}

function readVersion(value: unknown): Version {
  const version = readFields(value);
  return {
    version: version.number('version'),
    name: version.textOr('name', ''),
    definition: version.value('definition') ?? null,
    createdBy: version.textOr('createdBy', ''),
    createdAt: version.at('createdAt'),
    inForceAt: version.at('inForceAt'),
  };
}

function readWarning(value: unknown): string {
  if (typeof value === 'string') return value;
  const fault: Fields = readFields(value);
  const reason = fault.textOr('reason', fault.textOr('message', ''));
  const path = fault.textOr('path', '');
  return path === '' ? reason : `${path}: ${reason}`;
}

const pathOf = (study: string, kind: VersionKind): string => `studies/${encodeURIComponent(study)}/${kind}`;

/** Most versions that are looked at. */
const mostVersions = 200;

/** The versions, the newest first. */
export async function listVersions(
  http: Http,
  study: string,
  kind: VersionKind,
  signal?: AbortSignal,
): Promise<readonly Version[]> {
  const { items } = await loadAll(
    async (cursor) =>
      readPage(await http.get(pathOf(study, kind), { cursor, limit: 100 }, signal), readVersion),
    mostVersions,
  );
  return items;
}

/** Saves a new version, of data or of YAML; 422 with every fault. One that reads like the newest is that one. */
export async function saveVersion(
  http: Http,
  study: string,
  kind: VersionKind,
  definition: { readonly data: unknown } | { readonly yaml: string },
): Promise<SavedVersion> {
  const path = pathOf(study, kind);
  const answer =
    'yaml' in definition
      ? await http.sendYaml(path, definition.yaml)
      : await http.send('POST', path, definition.data);
  return { version: answer.number('version'), warnings: answer.list('warnings', readWarning) };
}
