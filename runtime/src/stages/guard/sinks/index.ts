export { protectStore } from './protect-store.ts';
export { createScrub, type SinkPlace } from './scrub-personal-data.ts';
