export { type FoundLink, findLinks } from './links.ts';
export {
  createProvenanceGate,
  type ProvenanceGate,
  type ProvenanceOptions,
} from './provenance-gate.ts';
export {
  createPromptShingles,
  findForeignLinks,
  findPromptFragments,
  findSecretShapes,
  type OutputReason,
  type OutputScanOptions,
  type PromptShingles,
  SHINGLE_WORDS,
  scanOutput,
} from './scan-output.ts';
