import type { Bot, TurnContext } from '../../contracts/bot.ts';
import type { Json } from '../../contracts/json.ts';
import { mergeFacts } from '../validation/judge-drafts.ts';
import { type Settlement, settleDrafts } from '../validation/settle-drafts.ts';
import type { TurnRequests } from './turn-context.ts';
import { isFromNobody } from './unreachable-event.ts';

/** Drafts for a person who cannot be reached. */
const withheld: Settlement = {
  messages: [],
  outcome: 'withheld',
  rejections: [{ validator: 'reachable', reasons: ['the person cannot be reached'], draft: 0, attempt: 0 }],
  rejected: [],
};

/** Settles what leaves of the Drafts that a program replied; `state` is the one after the Turn. */
export function settleTurn(
  bot: Bot,
  context: TurnContext,
  requests: TurnRequests,
  state: Json,
): Promise<Settlement> {
  if (requests.drafts.length > 0 && isFromNobody(context.burst)) return Promise.resolve(withheld);
  return settleDrafts({
    bot,
    context,
    drafts: [...requests.drafts],
    draftContext: {
      language: bot.languageOf?.(state) ?? null,
      channel: context.channel,
      facts: mergeFacts(requests.facts),
    },
  });
}
