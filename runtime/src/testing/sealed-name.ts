import { createSealer, parseSealingKeys } from '../stages/sealing/index.ts';

/** A Conversation's name as the tables of a bot that seals hold it; `keys` is the value of the bot's key. */
export const sealedName = (bot: string, keys: string, name: string): string =>
  createSealer(bot, parseSealingKeys(bot, 'key', keys)).sealName(name);
