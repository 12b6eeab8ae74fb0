import { createHash } from 'node:crypto';

/** A file as the server sends it. Names carry a hash of the content, so it may be cached for ever. */
export interface ConsoleFile {
  readonly contentType: string;
  readonly body: Uint8Array;
  /** Strong entity tag, with its quotes. */
  readonly etag: string;
}

/** The parts pages are made of, by role; values are URL paths. */
export interface AssetPaths {
  readonly chatScript: string;
  readonly chatStyle: string;
  readonly homeStyle: string;
  readonly icon: string;
}

/** Files and the role each plays. */
export interface AssetSet {
  readonly paths: AssetPaths;
  readonly files: ReadonlyMap<string, ConsoleFile>;
}

/** The index of `dist/`, kept as `manifest.json`. */
export interface Manifest {
  readonly paths: AssetPaths;
  /** URL path to content type. */
  readonly files: Readonly<Record<string, string>>;
}

/** A file with its entity tag. */
export function toFile(contentType: string, body: Uint8Array): ConsoleFile {
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { contentType, body, etag: `"${digest}"` };
}

/** Content type of an asset by its name. */
export function toContentType(name: string): string {
  if (name.endsWith('.js')) return 'text/javascript; charset=utf-8';
  if (name.endsWith('.css')) return 'text/css; charset=utf-8';
  if (name.endsWith('.svg')) return 'image/svg+xml';
  return 'application/octet-stream';
}
