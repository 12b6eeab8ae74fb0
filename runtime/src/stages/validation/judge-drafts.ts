import type { Bot } from '../../contracts/bot.ts';
import type { DraftContext, Rejection, TurnFacts, Validator } from '../../contracts/draft.ts';
import type { OutgoingMessage } from '../../contracts/message.ts';

/** The runtime's own Validator: an empty bubble says nothing, unless it carries a file. */
export const notEmpty = 'not-empty';

const isEmpty = (draft: OutgoingMessage): boolean => draft.text.trim() === '' && draft.file === undefined;

/**
 * Judges Drafts with every Validator of the bot; none lets all of them pass. A Validator that breaks has not let the Draft
 * pass: its reason is `failed`.
 */
export function judgeDrafts(
  bot: Bot,
  drafts: readonly OutgoingMessage[],
  context: DraftContext,
): readonly Rejection[] {
  return drafts.flatMap((draft, place) => {
    // What a corrector made of a model's answer may be anything.
    if (typeof (draft as Partial<OutgoingMessage> | null)?.text !== 'string') {
      return [{ validator: notEmpty, reasons: ['no-text'], draft: place }];
    }
    const empty = isEmpty(draft) ? [{ validator: notEmpty, reasons: ['empty'], draft: place }] : [];
    const others = (bot.validators ?? []).map((validator) => ({
      validator: validator.name,
      reasons: judge(validator, draft, context),
      draft: place,
    }));
    return [...empty, ...others.filter(({ reasons }) => reasons.length > 0)];
  });
}

function judge(validator: Validator, draft: OutgoingMessage, context: DraftContext): readonly string[] {
  try {
    return validator.judge(draft, context);
  } catch (error) {
    return [`failed: ${error instanceof Error ? error.name : typeof error}`];
  }
}

/** What a Turn gathered piece by piece, as one. */
export function mergeFacts(gathered: readonly TurnFacts[]): TurnFacts {
  const [only] = gathered;
  if (gathered.length <= 1) return only ?? {};
  return {
    money: gathered.flatMap(({ money }) => money ?? []),
    numbers: gathered.flatMap(({ numbers }) => numbers ?? []),
    links: gathered.flatMap(({ links }) => links ?? []),
    phones: gathered.flatMap(({ phones }) => phones ?? []),
    names: gathered.flatMap(({ names }) => names ?? []),
    texts: gathered.flatMap(({ texts }) => texts ?? []),
  };
}
