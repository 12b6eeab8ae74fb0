export { type CleanedText, type CleaningEvidence, cleanText, MAXIMUM_MARKS } from './clean-text.ts';
export { type DecodedPayload, decodePayloads, hasOpaqueRun } from './decode-payloads.ts';
export { cyrillicSkeleton, latinSkeleton, mixedScripts } from './look-alikes.ts';
export { identityText, type MappedText, type TextRange, toReceivedRange } from './mapped-text.ts';
export {
  cleanReading,
  type FurtherReading,
  MAXIMUM_TEXT,
  type Normalised,
  normaliseText,
  type Reading,
  type ReadingName,
} from './readings.ts';
export {
  foldLookAlikes,
  joinAndCollapse,
  readDigitsAsLetters,
  removeMarks,
  reverseText,
} from './rewrite-steps.ts';
export { foldCyrillic, transliterateToCyrillic } from './transliterate.ts';
