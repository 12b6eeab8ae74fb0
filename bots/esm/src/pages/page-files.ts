import { createHash } from 'node:crypto';

/** A file as the server sends it. Names carry a hash of the content, so it may be cached for ever. */
export interface PageFile {
  readonly contentType: string;
  readonly body: Uint8Array;
  /** Strong entity tag, with its quotes. */
  readonly etag: string;
}

/** The built pages: the names of their parts, and every file by its name. */
export interface PageFiles {
  readonly script: string;
  readonly style: string;
  readonly icon: string;
  readonly files: ReadonlyMap<string, PageFile>;
}

/** The index of a built folder, kept in it as `manifest.json`. */
export interface PageManifest {
  readonly script: string;
  readonly style: string;
  readonly icon: string;
  readonly files: readonly string[];
}

const contentTypes: readonly (readonly [string, string])[] = [
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
];

/** A file with its content type and entity tag. */
export function toPageFile(name: string, body: Uint8Array): PageFile {
  const contentType = contentTypes.find(([ending]) => name.endsWith(ending))?.[1];
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { contentType: contentType ?? 'application/octet-stream', body, etag: `"${digest}"` };
}
