export * from './llm/index.ts';
export * from './telegram/index.ts';
