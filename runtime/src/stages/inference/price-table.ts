/** Price of a model in US dollars a million units. */
export interface ModelPrice {
  /** What is counted: tokens, characters spoken, or seconds heard. */
  readonly unit: 'token' | 'character' | 'second';
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
}

export interface PriceTable {
  /** Day of the providers' price lists, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** By `provider:model`; a dated version of a model has the price of its family. */
  readonly models: Readonly<Record<string, ModelPrice>>;
}

const tokens = (inputPerMillion: number, outputPerMillion: number): ModelPrice => ({
  unit: 'token',
  inputPerMillion,
  outputPerMillion,
});

/** List prices without discounts. Check them when the date is old: `opora models check` prints both. */
export const priceTable: PriceTable = {
  asOf: '2025-12-01',
  models: {
    'openai:gpt-5': tokens(1.25, 10),
    'openai:gpt-5-mini': tokens(0.25, 2),
    'openai:gpt-5-nano': tokens(0.05, 0.4),
    'openai:gpt-4.1': tokens(2, 8),
    'openai:gpt-4.1-mini': tokens(0.4, 1.6),
    'openai:gpt-4.1-nano': tokens(0.1, 0.4),
    'openai:gpt-4o': tokens(2.5, 10),
    'openai:gpt-4o-mini': tokens(0.15, 0.6),
    'openai:o4-mini': tokens(1.1, 4.4),
    'anthropic:claude-opus-4-5': tokens(5, 25),
    'anthropic:claude-opus-4-1': tokens(15, 75),
    'anthropic:claude-sonnet-4-5': tokens(3, 15),
    'anthropic:claude-haiku-4-5': tokens(1, 5),
    'openai:text-embedding-3-small': tokens(0.02, 0),
    'openai:text-embedding-3-large': tokens(0.13, 0),
    'openai:omni-moderation-latest': tokens(0, 0),
    'openai:gpt-4o-transcribe': tokens(2.5, 10),
    'openai:gpt-4o-mini-transcribe': tokens(1.25, 5),
    // 0.006 a minute.
    'openai:whisper-1': { unit: 'second', inputPerMillion: 100, outputPerMillion: 0 },
    'openai:tts-1': { unit: 'character', inputPerMillion: 15, outputPerMillion: 0 },
    'openai:tts-1-hd': { unit: 'character', inputPerMillion: 30, outputPerMillion: 0 },
    // Estimated from 0.015 a minute; the server reports no usage.
    'openai:gpt-4o-mini-tts': { unit: 'character', inputPerMillion: 17, outputPerMillion: 0 },
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
