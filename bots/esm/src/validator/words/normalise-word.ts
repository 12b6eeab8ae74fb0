/**
 * The form in which words are compared: NFC, lower case, ё as е, every apostrophe as `'`.
 * Offsets are never taken from it, because NFC may change the length.
 */
export function normaliseWord(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[’ʼ‘`´′]/gu, "'");
}
