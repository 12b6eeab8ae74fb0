import { parseArgs } from 'node:util';
import { answer, type CommandLineEntry } from '../command-line.ts';
import { readEsmSettings } from '../esm-settings.ts';
import { openVault } from '../vault/open-vault.ts';
import { answerPlace } from '../vault/places.ts';
import type { Vault } from '../vault/vault.ts';
import type { SealText } from './demo-study.ts';
import { fillStudy } from './fill-study.ts';

const options = {
  study: { type: 'string', default: 'demo' },
  participants: { type: 'string', default: '12' },
  days: { type: 'string', default: '7' },
  seed: { type: 'string', default: 'demo' },
  json: { type: 'boolean', default: false },
} as const;

/** `opora esm demo-data`: invented participants and answers, on a demo installation only. */
export const demoDataCommand: CommandLineEntry = {
  words: ['demo-data'],
  usage: '[--participants 12] [--days 7] [--study demo] [--seed demo] [--json]',
  description: 'fills a study of a demo installation with invented participants and answers',
  async run(argv, open, output) {
    let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
    try {
      values = parseArgs({ args: [...argv], options, strict: true }).values;
    } catch (error) {
      output.error(error instanceof Error ? error.message : String(error));
      return 2;
    }
    const [participants, days] = [Number(values.participants), Number(values.days)];
    if (!isWhole(participants, 100_000) || !isWhole(days, 400)) {
      output.error('Give whole numbers: --participants 1 to 100000, --days 1 to 400.');
      return 2;
    }
    const { runtime, close } = await open();
    try {
      if (!runtime.isDemo) {
        output.error('Invented data belong to a demo installation; this one has real studies.');
        return 2;
      }
      const sealText = sealTextWith(openVault(readEsmSettings(runtime.settings)));
      const { study: studyId, seed } = values;
      const filled = await fillStudy(runtime, { studyId, participants, days, seed, sealText });
      answer(output, values.json, { study: studyId, ...filled }, [
        `The study ${studyId} has ${filled.participants} invented participants: ${filled.beeps} beeps and events, ${filled.responses} responses, ${filled.answers} answers.`,
      ]);
      return 0;
    } finally {
      await close();
    }
  },
};

/** Seals words of answers with a vault. */
export function sealTextWith(vault: Pick<Vault, 'seal'>): SealText {
  return (text, { conversationId, responseId, itemId, column }) =>
    vault.seal(text, answerPlace(conversationId, responseId, itemId, column));
}

function isWhole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
