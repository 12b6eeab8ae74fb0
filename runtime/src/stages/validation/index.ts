export { createFactsGate, type FactsGateOptions } from './gates/facts-gate.ts';
export { createLanguageGate } from './gates/language-gate.ts';
export { createLeakGate, type LeakGateOptions } from './gates/leak-gate.ts';
export { type ChannelFormat, channelFormats, createLengthGate } from './gates/length-gate.ts';
export { createPersonalDataGate } from './gates/personal-data-gate.ts';
export { createShapeGate } from './gates/shape-gate.ts';
