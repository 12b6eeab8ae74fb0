import { type Bot, defineBot } from 'opora';
import { commands } from './commands.ts';
import { des9 } from './des-9.ts';
import { type EsmState, initialState, parseState } from './esm-state.ts';
import { isHeardWhileHeld } from './heard-while-held.ts';
import { checkInstrumentData } from './instrument/check-instrument.ts';
import type { Instrument } from './instrument/instrument.ts';
import { renderCheck } from './instrument/instrument-report.ts';
import { alertEffect, tellResearchers } from './researcher-chat/alert-effect.ts';
import { messageEffect, messageParticipantChat } from './researcher-chat/message-effect.ts';
import { runTurn } from './run-turn.ts';
import { pushoverEffect, sendPushover } from './settings/pushover-effect.ts';
import { texts } from './texts/texts.ts';

/**
 * The esm bot over `instruments`: every version that open surveys may still use, the one for new surveys last.
 * Throws when one of them has a fault.
 */
export function createEsm(instruments: readonly Instrument[] = [des9]): Bot<EsmState> {
  for (const each of instruments) {
    const check = checkInstrumentData(each);
    if (check.instrument === null) throw new Error(renderCheck(each.instrument, check));
  }
  return defineBot<EsmState>({
    name: 'esm',
    title: { ru: texts.ru.title, uk: texts.uk.title, en: texts.en.title },
    commands: commands.map(({ name, description }) => ({ name, description })),
    burst: { quietMs: 1500, capMs: 6000, maximumParts: 20, maximumCharacters: 12_000 },
    // A question asked twice is harmless; one that never arrives ends the survey.
    unknownDelivery: 'at-least-once',
    heardWhileHeld: isHeardWhileHeld,
    // A message that arrives while an answer is being recorded belongs to the next question.
    newerMessage: 'next',
    // A report is never refused: it is data, whatever it says. Words of self-harm are met by the program.
    guards: {
      injection: 'note',
      moderation: { refuse: 'note', care: 'note', handoff: 'note', calm: 'note' },
    },
    effects: {
      [alertEffect]: tellResearchers,
      [messageEffect]: messageParticipantChat,
      [pushoverEffect]: sendPushover,
    },
    migrations: new URL('../migrations/', import.meta.url),
    // What participants write is told to nobody else: states, messages and journals are as sealed as the bot's tables.
    sealing: { setting: 'DATA_KEY' },
    fallbackMessage: (language) => ({ text: texts[language ?? 'ru'].failed }),
    initialState,
    parseState,
    languageOf: (state) => state.language,
    turn: (context, state) => runTurn(context, state, instruments),
  });
}

/** The esm bot with its default instrument `des-9`. */
export const esm: Bot<EsmState> = createEsm();
