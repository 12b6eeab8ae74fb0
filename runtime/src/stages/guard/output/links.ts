/** A link as it stands in a text. */
export interface FoundLink {
  readonly text: string;
  readonly host: string;
  readonly start: number;
  readonly end: number;
}

const link =
  /(?:(?:https?|ftp|tg|javascript|data|file):(?:\/\/)?[^\s<>"'«»]{1,2000}|(?<![\p{L}\p{N}@._-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}(?:com|net|org|ua|ru|io|me|app|dev|shop|store|info|biz|co|xyz|site|online|link|click|top|to|ly|gg|ai|su|by|kz|pl|de|eu|uk|us|рф|укр|gov|edu|pro|club|live|page|cc|tk|example|test)(?![\p{L}\p{N}.-]*@)(?:\/[^\s<>"'«»]{0,1000})?(?![\p{L}\p{N}]))/giu;

/** Every link of a text, with or without a scheme, in any letter case. */
export function findLinks(text: string): readonly FoundLink[] {
  return [...text.matchAll(link)].map((match) => {
    const shown = match[0].replace(/[.,;:!?)\]}]+$/, '');
    return { text: shown, host: hostOf(shown), start: match.index, end: match.index + shown.length };
  });
}

/** Lower-case host of a link, or an empty text when it has none that can be trusted. */
function hostOf(text: string): string {
  const withScheme =
    /^[a-z]{2,12}:/i.test(text) && !/^[a-z0-9.-]+\.[a-z]{2,}(?::\d+)?(?:\/|$)/i.test(text)
      ? text
      : `https://${text}`;
  if (!URL.canParse(withScheme)) return '';
  const url = new URL(withScheme);
  return /^(?:https?|ftp):$/.test(url.protocol) ? url.hostname.toLowerCase() : '';
}
