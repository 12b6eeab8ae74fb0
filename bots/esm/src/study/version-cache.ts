import { LRUCache } from 'lru-cache';
import type { Database, Json } from 'opora';
import { selectVersion, type VersionRow } from '../postgres/study/select-version.ts';
import type { VersionKind } from './check-definition.ts';

/** Most definitions kept, and most of their text together, in characters. */
const limits = { entries: 500, characters: 16_000_000 } as const;

// By content: two databases of one process can share it, and nothing in it ever becomes wrong.
const definitions = new LRUCache<string, { readonly definition: Json }>({
  max: limits.entries,
  maxSize: limits.characters,
  sizeCalculation: ({ definition }) => JSON.stringify(definition).length,
});

/** Names one version. */
export interface VersionKey {
  readonly studyId: string;
  readonly kind: VersionKind;
  readonly version: number;
  /** The beginning of its hash, at least 32 digits; null when it is not known: then the version is read again. */
  readonly hash: string | null;
}

/** The definition of a version, frozen; read once in a process while the cache has room. Null when it is gone. */
export async function readDefinition(database: Database, key: VersionKey): Promise<Json | null> {
  const known = key.hash === null ? undefined : definitions.get(cacheKey(key.kind, key.hash));
  if (known !== undefined) return known.definition;
  const [row] = await database.query<VersionRow>(selectVersion(key.studyId, key.kind, key.version));
  if (row === undefined || !row.hash.startsWith(key.hash ?? '')) return null;
  const definition = deepFreeze(row.definition);
  definitions.set(cacheKey(key.kind, row.hash), { definition });
  return definition;
}

function cacheKey(kind: VersionKind, hash: string): string {
  return `${kind}:${hash.slice(0, 32)}`;
}

function deepFreeze(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value) as Json[]) deepFreeze(part);
  return Object.freeze(value);
}
