import { badRequest } from './bot-api-error.ts';

const HTML_TAGS = new Set([
  'b',
  'strong',
  'i',
  'em',
  'u',
  'ins',
  's',
  'strike',
  'del',
  'a',
  'code',
  'pre',
  'span',
  'tg-spoiler',
  'tg-emoji',
  'blockquote',
]);
const HTML_ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** The text that remains after entities are parsed, trimmed as Telegram trims it. */
export function parseText(text: string, parseMode: string | undefined): string {
  switch (parseMode?.toLowerCase()) {
    case 'html':
      return stripHtml(text).trim();
    case 'markdown':
    case 'markdownv2':
      return stripMarkdown(text).trim();
    default:
      return text.trim();
  }
}

function stripHtml(text: string): string {
  const open: string[] = [];
  const plain = text.replaceAll(
    /<(\/?)([a-z-]*)[^>]*(>?)/gi,
    (_, slash: string, rawName: string, end: string) => {
      const name = rawName.toLowerCase();
      if (end === '' || !HTML_TAGS.has(name))
        throw badRequest(`can't parse entities: Unsupported start tag "${name}"`);
      if (slash === '') open.push(name);
      else if (open.pop() !== name) throw badRequest(`can't parse entities: Unexpected end tag "${name}"`);
      return '';
    },
  );
  if (open.length > 0)
    throw badRequest(`can't parse entities: Can't find end tag corresponding to start tag "${open.at(-1)}"`);
  return plain.replaceAll(/&(lt|gt|amp|quot);/g, (_, name: string) => HTML_ENTITIES[name] ?? '');
}

/** Removes marks and escapes; a single mark without its pair is refused. */
function stripMarkdown(text: string): string {
  const marks = new Map<string, number>();
  const plain = text.replaceAll(
    /\\([\s\S])|\[([^\]]*)\]\([^)]*\)|([*_`~])/g,
    (_, escaped: string | undefined, label: string | undefined, mark: string | undefined) => {
      if (escaped !== undefined) return escaped;
      if (label !== undefined) return label;
      if (mark !== undefined) marks.set(mark, (marks.get(mark) ?? 0) + 1);
      return '';
    },
  );
  if ([...marks.values()].some((count) => count % 2 === 1)) {
    throw badRequest("can't parse entities: Can't find end of the entity");
  }
  return plain;
}
