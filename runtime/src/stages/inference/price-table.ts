/** Price of a model in US dollars a million units. */
export interface ModelPrice {
  /** What is counted: tokens, characters spoken, or seconds heard. */
  readonly unit: 'token' | 'character' | 'second';
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  /** Day on which the provider shuts the model down, `YYYY-MM-DD`, once it has said so. */
  readonly closesOn?: string;
}

export interface PriceTable {
  /** Day of the providers' price lists, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** By `provider:model`; a dated version of a model has the price of its family. */
  readonly models: Readonly<Record<string, ModelPrice>>;
}

const priceOf = (
  unit: ModelPrice['unit'],
  inputPerMillion: number,
  outputPerMillion: number,
  closesOn?: string,
): ModelPrice => ({
  ...{ unit, inputPerMillion, outputPerMillion },
  ...(closesOn === undefined ? {} : { closesOn }),
});
const tokens = (input: number, output: number, closesOn?: string): ModelPrice =>
  priceOf('token', input, output, closesOn);

const gpt4Ends = '2027-01-14';
const firstGpt5Ends = '2026-12-11';
const speechEnds = '2027-01-06';
const transcriptionEnds = '2027-02-26';

/**
 * List prices without discounts, of short contexts. Check them when the date is old: `opora models check` prints both.
 * Sources: the price lists and the pages of deprecations of OpenAI and Anthropic.
 */
export const priceTable: PriceTable = {
  asOf: '2026-11-05',
  models: {
    'openai:gpt-6-luna': tokens(0.1, 0.5),
    'openai:gpt-6-sol': tokens(2, 10),
    'openai:gpt-6-astra': tokens(10, 50),
    'openai:gpt-6.1-sol': tokens(2, 10),
    'openai:gpt-6.1-terra': tokens(1, 5),
    'openai:gpt-5.6-luna': tokens(0.2, 1.2),
    'openai:gpt-5.6-terra': tokens(2, 12),
    'openai:gpt-5.6-sol': tokens(4, 20),
    'openai:gpt-5.5': tokens(5, 30),
    'openai:gpt-5.4': tokens(2.5, 15),
    'openai:gpt-5.4-mini': tokens(0.75, 4.5),
    'openai:gpt-5.4-nano': tokens(0.2, 1.25, '2027-04-01'),
    'openai:gpt-5.2': tokens(1.75, 14),
    'openai:gpt-5.1': tokens(1.25, 10, '2027-04-01'),
    'openai:gpt-5': tokens(1.25, 10, firstGpt5Ends),
    'openai:gpt-5-mini': tokens(0.25, 2, firstGpt5Ends),
    'openai:gpt-5-nano': tokens(0.05, 0.4, firstGpt5Ends),
    'openai:gpt-4.1': tokens(2, 8, gpt4Ends),
    'openai:gpt-4.1-mini': tokens(0.4, 1.6, gpt4Ends),
    'openai:gpt-4.1-nano': tokens(0.1, 0.4, '2026-10-23'),
    'openai:gpt-4o': tokens(2.5, 10, gpt4Ends),
    'openai:gpt-4o-mini': tokens(0.15, 0.6, gpt4Ends),
    'openai:o4-mini': tokens(1.1, 4.4, '2026-10-23'),
    'anthropic:claude-fable-5-1': tokens(10, 50),
    'anthropic:claude-opus-5-5': tokens(4, 20),
    'anthropic:claude-opus-5': tokens(5, 25),
    'anthropic:claude-opus-4-8': tokens(5, 25),
    'anthropic:claude-opus-4-7': tokens(5, 25),
    'anthropic:claude-opus-4-6': tokens(5, 25),
    'anthropic:claude-opus-4-5': tokens(5, 25),
    'anthropic:claude-opus-4-1': tokens(15, 75, '2026-08-05'),
    'anthropic:claude-sonnet-5-5': tokens(2, 10),
    'anthropic:claude-sonnet-5': tokens(2, 10),
    'anthropic:claude-sonnet-4-6': tokens(3, 15),
    'anthropic:claude-sonnet-4-5': tokens(3, 15),
    'anthropic:claude-haiku-5-5': tokens(0.1, 0.5),
    'anthropic:claude-haiku-4-5': tokens(1, 5),
    'openai:text-embedding-3-small': tokens(0.02, 0),
    'openai:text-embedding-3-large': tokens(0.13, 0),
    'openai:omni-moderation-latest': tokens(0, 0),
    // 0.0045 a minute.
    'openai:gpt-transcribe': priceOf('second', 75, 0),
    'openai:gpt-4o-transcribe': tokens(2.5, 10, transcriptionEnds),
    'openai:gpt-4o-mini-transcribe': tokens(1.25, 5, transcriptionEnds),
    // 0.006 a minute.
    'openai:whisper-1': priceOf('second', 100, 0, transcriptionEnds),
    'openai:tts-1': priceOf('character', 15, 0, speechEnds),
    'openai:tts-1-hd': priceOf('character', 30, 0, speechEnds),
    // Estimated from 0.015 a minute; the server reports no usage.
    'openai:gpt-4o-mini-tts': priceOf('character', 17, 0, speechEnds),
  },
};

/** Price of `model`, or null when the table does not know it. */
export function findPrice(table: PriceTable, model: string): ModelPrice | null {
  const exact = table.models[model];
  if (exact !== undefined) return exact;
  const family = model.replace(/-(?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, '');
  return table.models[family] ?? null;
}

/** Cost in US dollars; 0 for a model without a price. */
export function costOf(table: PriceTable, model: string, tokensIn: number, tokensOut: number): number {
  const price = findPrice(table, model);
  if (price === null) return 0;
  return (tokensIn * price.inputPerMillion + tokensOut * price.outputPerMillion) / 1_000_000;
}
