import { countTokens, type LlmCall, type LlmJson, type LlmPlan } from './types.ts';

/** Which calls a rule answers; everything that is given must match. */
export interface LlmRuleMatch {
  readonly endpoint?: LlmCall['endpoint'];
  readonly model?: string;
  /** Part of the last text of the user, any case. */
  readonly text?: string;
  /** Regular expression for the last text of the user; its groups fill `$1`… of the answer's text. */
  readonly pattern?: string;
  /** Part of the instructions. */
  readonly system?: string;
}

/** What the model says: one of the first three. */
export interface LlmRuleAnswer {
  readonly text?: string;
  readonly object?: unknown;
  readonly tool?: { readonly name: string; readonly input: unknown };
  readonly finish?: 'stop' | 'length' | 'refusal';
  /** Before the answer begins, and between its events, ms. Default 0. */
  readonly delayMs?: number;
  readonly chunkDelayMs?: number;
  /** For moderations: categories that are flagged. */
  readonly flagged?: readonly string[];
}

export interface LlmRule {
  readonly match?: LlmRuleMatch;
  readonly answer: LlmRuleAnswer;
  /** Calls it answers; default all. */
  readonly times?: number;
}

/** Rules in the order of asking: the newest first. */
export class LlmRules {
  #rules: { readonly rule: LlmRule; used: number }[] = [];

  add(rule: LlmRule): void {
    this.#rules.unshift({ rule, used: 0 });
  }

  clear(): void {
    this.#rules = [];
  }

  list(): readonly (LlmRule & { readonly used: number })[] {
    return this.#rules.map(({ rule, used }) => ({ ...rule, used }));
  }

  /** The answer of the first rule that matches; an echo, or a sample of the asked shape, without one. */
  answer(call: LlmCall): LlmRuleAnswer {
    for (const entry of this.#rules) {
      if (entry.used >= (entry.rule.times ?? Number.POSITIVE_INFINITY)) continue;
      const groups = matches(entry.rule.match ?? {}, call);
      if (groups === null) continue;
      entry.used += 1;
      return fillIn(entry.rule.answer, groups);
    }
    if (call.schema !== null) return { object: sampleOf(call.schema) };
    return { text: `Echo: ${call.lastUserText}` };
  }
}

/** What will be said, counted in tokens and cut at the call's limit. */
export function toPlan(answer: LlmRuleAnswer, call: LlmCall): LlmPlan {
  const tools = answer.tool === undefined ? [] : [answer.tool];
  const written = answer.object === undefined ? (answer.text ?? '') : JSON.stringify(answer.object);
  const thought = call.thought ?? 0;
  const room =
    call.maximumTokens === null ? Number.POSITIVE_INFINITY : Math.max(0, call.maximumTokens - thought);
  const cut = countTokens(written) > room;
  const text = cut ? written.slice(0, room * 4) : written;
  const asked = [call.system, ...call.messages.map((message) => message.text)].join('');
  const finish = cut ? 'length' : tools.length > 0 ? 'tool' : (answer.finish ?? 'stop');
  const tokensOut =
    thought + countTokens(text) + tools.reduce((sum, tool) => sum + countTokens(JSON.stringify(tool)), 0);
  return { text, tools, finish, tokensIn: countTokens(asked), tokensOut };
}

function matches(match: LlmRuleMatch, call: LlmCall): readonly string[] | null {
  const has = (part: string | undefined, whole: string): boolean =>
    part === undefined || whole.toLowerCase().includes(part.toLowerCase());
  if (match.endpoint !== undefined && match.endpoint !== call.endpoint) return null;
  if (match.model !== undefined && match.model !== call.model) return null;
  if (!has(match.text, call.lastUserText) || !has(match.system, call.system)) return null;
  if (match.pattern === undefined) return [];
  const found = new RegExp(match.pattern, 'iu').exec(call.lastUserText);
  return found === null ? null : found.map((group) => group ?? '');
}

function fillIn(answer: LlmRuleAnswer, groups: readonly string[]): LlmRuleAnswer {
  if (answer.text === undefined || groups.length === 0) return answer;
  return {
    ...answer,
    text: answer.text.replace(/\$(\d)/g, (_, number: string) => groups[Number(number)] ?? ''),
  };
}

/** A small value that satisfies a JSON Schema, as far as common keywords go. */
export function sampleOf(schema: LlmJson): unknown {
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  for (const word of ['anyOf', 'oneOf', 'allOf'] as const) {
    const options = schema[word];
    if (Array.isArray(options) && options.length > 0) return sampleOf(options[0] as LlmJson);
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return sampleObject(schema);
    case 'array': {
      const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
      return Array.from({ length: least }, () => sampleOf((schema.items ?? {}) as LlmJson));
    }
    case 'string':
      return 'sample'.padEnd(typeof schema.minLength === 'number' ? schema.minLength : 0, '.');
    case 'number':
    case 'integer':
      return typeof schema.minimum === 'number' ? schema.minimum : 1;
    case 'boolean':
      return true;
    default:
      return 'properties' in schema ? sampleObject(schema) : null;
  }
}

function sampleObject(schema: LlmJson): LlmJson {
  const properties = (schema.properties ?? {}) as Record<string, LlmJson>;
  const required = Array.isArray(schema.required) ? (schema.required as string[]) : Object.keys(properties);
  return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {})]));
}
