export type { BrokenStore } from './broken-store.ts';
export { renderTortureReport } from './render-report.ts';
export { runTorture } from './run-torture.ts';
export { runTortureCommand } from './torture-command.ts';
export type { TortureOptions, TortureProgress, TortureReport, Violation } from './torture-options.ts';
