// Newer models think before they write. What they think is written, paid and waited for like an answer; a request for a
// short answer leaves no room for it, so that each is asked to think as little as it can. Sources, read in November 2026:
// OpenAI, "Migrating from GPT-4.x to GPT-6 Luna" and the pages of the models; Anthropic, their overviews and migration guides.

const gpt = /^gpt-(\d+)(?:\.(\d+))?(?:-(\w+))?/;
/** Models of OpenAI's sixth generation that may be told not to think at all. */
const silentGpt = /^gpt-(?:6-sol|6-luna|6\.1-terra)(?:-|$)/;

/** The least effort that a model of OpenAI accepts; undefined where it does not think, or takes no such word. */
export function leastEffort(id: string): 'none' | 'minimal' | 'low' | undefined {
  if (/^o\d/.test(id)) return 'low';
  const [, major = '0', minor, variant] = gpt.exec(id) ?? [];
  if (Number(major) < 5 || variant === 'chat' || variant === 'pro') return undefined;
  if (Number(major) === 5) return minor === undefined ? 'minimal' : 'none';
  return silentGpt.test(id) ? 'none' : 'low';
}

/** What keeps a model of Anthropic from thinking, or from thinking long; undefined where it does not by itself. */
export function leastThinking(
  id: string,
): { readonly thinking: { readonly type: 'disabled' } } | { readonly effort: 'low' } | undefined {
  if (/^claude-(?:fable|opus-5-5)/.test(id)) return { effort: 'low' };
  return /^claude-(?:sonnet|haiku|opus)-[5-9]/.test(id) ? { thinking: { type: 'disabled' } } : undefined;
}

/** Whether a model refuses requests that set its temperature. A name may stand behind that of a gateway's provider. */
export const refusesTemperature = (id: string): boolean =>
  /(?:^|\/)(?:o\d|gpt-(?:[5-9]|\d\d)|claude-(?:fable|opus-4-[78]|(?:opus|sonnet|haiku)-[5-9]))/.test(id);
