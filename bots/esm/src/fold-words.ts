/**
 * Words as people mean them, for comparing what was typed: compatibility forms made plain (full-width digits,
 * keycaps), lower case, ё as е, one kind of apostrophe and dash, single spaces, no full stop at the end.
 */
export function foldWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u20e3\ufe0f\u200b-\u200d\u2060]/gu, '')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[’ʼ`´‘]/gu, "'")
    .replace(/[‐-―−]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[.!,;…]+$/u, '')
    .trim();
}
