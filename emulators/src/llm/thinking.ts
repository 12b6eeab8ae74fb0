import { type LlmCall, LlmHttpError, valueAt } from './types.ts';

const openAi = /(?:^|\/)(?:o\d|gpt-[5-9])/;
const anthropic = /(?:^|\/)claude-(?:fable|(?:opus|sonnet|haiku)-[5-9])/;

/** Tokens that a thinking model spends before it writes. */
const thoughts = { none: 0, low: 200, usual: 800 } as const;

/**
 * Tokens that the imitated model thinks before it writes, by its name and what the call asks for; they count as output. As at
 * the providers, newer models think unless they are told not to, and refuse a temperature.
 * @throws LlmHttpError 400 for a temperature.
 */
export function thoughtOf({ model, endpoint, temperature, body }: LlmCall): number {
  if (!openAi.test(model) && !anthropic.test(model)) return thoughts.none;
  if (temperature !== null) {
    throw new LlmHttpError(400, 'invalid_request_error', `'temperature' is not supported with ${model}.`);
  }
  if (endpoint === 'messages') {
    const type = valueAt(body, 'thinking', 'type');
    if (type === 'disabled' || type === 'between_tools') return thoughts.none;
    return valueAt(body, 'output_config', 'effort') === 'low' ? thoughts.low : thoughts.usual;
  }
  const effort = valueAt(body, 'reasoning', 'effort') ?? valueAt(body, 'reasoning_effort');
  if (effort === 'none' || effort === 'minimal') return thoughts.none;
  return effort === 'low' ? thoughts.low : thoughts.usual;
}
