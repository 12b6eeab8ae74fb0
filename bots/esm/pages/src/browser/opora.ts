/** The twin of the runtime's public face for the browser: the values that the bot's pure code takes from it. */
export const languages = ['ru', 'uk', 'en'] as const;
