import type { Prompt, PromptMessage } from '../../../contracts/language-model.ts';
import { InvariantError } from '../../../core/errors.ts';
import type { PromptFile } from './prompt-file.ts';

export interface RenderOptions {
  /** Trusted values of the bot for `{{name}}`: one line without angle brackets, at most 500 characters. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** Untrusted texts by the name of their field (`[a-z][a-z0-9_]*`), in order. */
  readonly data: Readonly<Record<string, string>>;
  /** Earlier messages, oldest first. Those of users are untrusted too. */
  readonly history?: readonly PromptMessage[];
}

/**
 * Fills a prompt in. Untrusted text reaches the model only as a JSON string inside a `<data>` element of a user
 * message. Within it every `<` is written `\u003c`, so no text can close its own element or open another, and
 * none is ever part of the instructions.
 * @throws InvariantError `prompt_value` when a value is missing, not used or not trustworthy in form.
 */
export function renderPrompt(prompt: PromptFile, { values = {}, data, history = [] }: RenderOptions): Prompt {
  const unused = new Set(Object.keys(values));
  const fill = (text: string): string =>
    text.replace(/\{\{([a-z][a-zA-Z0-9]*)\}\}/g, (whole, name: string) => {
      if (name === 'data') return whole;
      unused.delete(name);
      return toValue(prompt, name, values[name]);
    });
  const system = fill(prompt.system);
  const frame = fill(prompt.user);
  if (unused.size > 0) throw wrong(prompt, `it has no place for ${[...unused].join(', ')}`);
  const fields = Object.entries(data).map(([name, text]) => toField(name, text));
  if (fields.length === 0) throw wrong(prompt, 'there is no data');
  const past = history.map(
    ({ role, text }): PromptMessage => ({
      role,
      text: role === 'user' ? toField('earlier_message', text) : text,
    }),
  );
  const last: PromptMessage = { role: 'user', text: frame.replace('{{data}}', () => fields.join('\n')) };
  return { system, messages: [...past, last], hash: prompt.hash, version: prompt.version };
}

/** One untrusted text in its delimited field. */
export function toField(name: string, text: string): string {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(name)) {
    throw new InvariantError('prompt_value', `"${name}" is no name of a data field.`);
  }
  const json = JSON.stringify(text).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
  return `<data name="${name}">\n${json}\n</data>`;
}

function toValue(prompt: PromptFile, name: string, value: string | number | undefined): string {
  if (value === undefined) throw wrong(prompt, `{{${name}}} has no value`);
  const text = String(value);
  if (text.length > 500 || /[<>\p{Cc}\u2028\u2029]/u.test(text)) {
    throw wrong(
      prompt,
      `the value of {{${name}}} must be one line of at most 500 characters without < and >`,
    );
  }
  return text;
}

const wrong = (prompt: PromptFile, why: string): InvariantError =>
  new InvariantError('prompt_value', `The prompt ${prompt.name} cannot be filled in: ${why}.`);

/** A rendered prompt as a page, for golden tests: `expect(showPrompt(p)).toMatchFileSnapshot(...)`. */
export function showPrompt(prompt: Prompt): string {
  const messages = prompt.messages.map(({ role, text }) => `── ${role} ──\n${text}\n`);
  return `version ${prompt.version}\nsha256 ${prompt.hash}\n── system ──\n${prompt.system}\n${messages.join('')}`;
}
