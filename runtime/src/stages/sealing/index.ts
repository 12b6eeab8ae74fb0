export { sealStore } from './seal-store.ts';
export { createSealer, currentNamePrefix, type Sealer } from './sealer.ts';
export { parseSealingKeys } from './sealing-keys.ts';
