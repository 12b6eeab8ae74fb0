import type { JSX } from 'preact';
import { FileIcon } from './icons.tsx';
import type { Labels } from './labels.ts';
import type { WireFile } from './wire.ts';

/** The address when it is http(s) after resolution against the page; null for anything else, and for none. */
export function toSafeUrl(url: string, base: string): string | null {
  if (url === '') return null;
  try {
    const { protocol, href } = new URL(url, base);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}

/** A file to download; only its name when the address is not one to follow. */
export function FileLink({ file, words }: { file: WireFile; words: Labels }): JSX.Element {
  const url = toSafeUrl(file.url, location.href);
  const name = file.name || words.attachment;
  if (url === null) return <span class="file">{name}</span>;
  return (
    <a class="file" href={url} download={file.name || true} rel="noopener noreferrer">
      <FileIcon />
      <span class="file-name">{name}</span>
      <span class="quiet">{words.download}</span>
    </a>
  );
}
