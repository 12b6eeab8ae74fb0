export type { ConsoleFile } from './assets.ts';
export type { HomePageBot, HomePageOptions } from './home-page.ts';
export { type ConsoleAssets, type LoadConsoleOptions, loadConsole } from './load-console.ts';
export type { Language } from './web-chat/language.ts';
export type { ChatPageOptions } from './web-chat/options.ts';
