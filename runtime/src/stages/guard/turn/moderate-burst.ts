import type {
  GuardPolicy,
  GuardText,
  ModerationAction,
  ModerationVerdict,
  ProviderModeration,
} from '../../../contracts/guard.ts';
import { type Clock, sleep } from '../../../core/clock.ts';
import { toModelText } from '../limits/text-limits.ts';
import { gravestAction, isModerationCategory, moderateLocally } from '../moderation/local-floor.ts';
import { redact } from '../personal-data/redact.ts';

/** Time a provider has, ms (specification, §3). */
export const MODERATION_MS = 2_000;

export interface ModerationInput {
  readonly texts: readonly string[];
  readonly bot: string;
  readonly conversationId: string;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly provider?: ProviderModeration | undefined;
  /** Told of kinds replaced before the provider sees the text. */
  readonly onRedacted?: (kind: string) => void;
}

/** What a provider says, or the local floor where there is none or it does not answer in time. */
export async function moderateBurst(input: ModerationInput): Promise<ModerationVerdict> {
  const asked = await askProvider(input);
  if (asked !== null) {
    const categories = asked.categories.filter(isModerationCategory);
    return { categories, action: gravestAction(categories), source: 'provider' };
  }
  const categories = [...new Set(input.texts.flatMap((text) => moderateLocally(text).categories))];
  return { categories, action: gravestAction(categories), source: 'local' };
}

async function askProvider(
  input: ModerationInput,
): Promise<{ readonly categories: readonly string[] } | null> {
  const { provider, texts, bot, conversationId, clock, onRedacted } = input;
  if (provider === undefined || texts.length === 0) return null;
  const { text, spans, failed } = redact(toModelText(texts.join('\n')));
  // A text that cannot be redacted is shown to nobody outside.
  if (failed) return null;
  for (const { kind } of spans) onRedacted?.(kind);
  const done = new AbortController();
  const signal = AbortSignal.any([input.signal, done.signal]);
  try {
    const late = sleep(clock, MODERATION_MS, signal).then(
      () => null,
      () => null,
    );
    return await Promise.race([provider({ text, bot, conversationId, signal }), late]);
  } catch {
    // The contract forbids throwing; a provider that does so all the same has not answered.
    return null;
  } finally {
    done.abort();
  }
}

/** What the runtime does about an action, as the bot's policy has it. */
export interface ModerationEffect {
  readonly say: GuardText | null;
  /** Reason of the Handoff, or null. */
  readonly handoff: string | null;
  /** Whether the program is kept from what was said. */
  readonly blocks: boolean;
  readonly alerts: boolean;
}

const nothing: ModerationEffect = { say: null, handoff: null, blocks: false, alerts: false };

const acts: Readonly<Record<Exclude<ModerationAction, 'note'>, ModerationEffect>> = {
  refuse: { say: 'refused', handoff: 'moderation: refused', blocks: true, alerts: true },
  care: { say: 'care', handoff: 'moderation: self-harm', blocks: true, alerts: false },
  handoff: { say: 'handoff', handoff: 'moderation: threat', blocks: true, alerts: false },
  calm: { say: 'calm', handoff: null, blocks: false, alerts: false },
};

/** Abuse is met calmly once; again within the hour it is for a person. */
export function moderationEffect(
  action: ModerationAction | null,
  policy: GuardPolicy,
  wasCalmed: boolean,
): ModerationEffect {
  if (action === null || action === 'note') return nothing;
  const wanted = policy.moderation?.[action] ?? 'act';
  if (wanted === 'note') return nothing;
  if (wanted === 'reply') return { ...nothing, say: acts[action].say };
  if (action === 'calm' && wasCalmed) {
    return { say: 'handoff', handoff: 'moderation: abuse', blocks: true, alerts: false };
  }
  return acts[action];
}
