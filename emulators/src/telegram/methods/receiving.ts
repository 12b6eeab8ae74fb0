import { BotApiError, badRequest } from '../bot-api-error.ts';
import type { Method, MethodCall } from './method.ts';

const MAXIMUM_TIMEOUT_SECONDS = 50;
const CONFLICT =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';

export const getUpdates: Method = async (call) => {
  const { bot, params } = call;
  if (bot.webhook.target !== undefined) {
    throw new BotApiError(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  bot.poll?.abort();
  const poll = new AbortController();
  bot.poll = poll;
  bot.updates.allow(allowedUpdates(call));
  const offset = params.integer('offset');
  if (offset !== undefined && offset !== 0) bot.updates.confirm(offset);
  const limit = Math.min(100, Math.max(1, params.integer('limit') ?? 100));
  const timeout = Math.min(MAXIMUM_TIMEOUT_SECONDS, Math.max(0, params.integer('timeout') ?? 0));
  await bot.updates.wait(timeout * 1000, AbortSignal.any([call.signal, poll.signal]));
  if (poll.signal.aborted) throw new BotApiError(409, CONFLICT);
  if (bot.poll === poll) bot.poll = undefined;
  return bot.updates.peek(limit);
};

export const setWebhook: Method = (call) => {
  const { bot, params } = call;
  const url = params.text('url') ?? '';
  if (params.flag('drop_pending_updates')) bot.updates.clear();
  bot.updates.allow(allowedUpdates(call));
  if (url === '') {
    bot.webhook.aim(undefined);
    return true;
  }
  const secret = params.text('secret_token');
  if (secret !== undefined && !/^[\w-]{1,256}$/.test(secret)) {
    throw badRequest('secret token contains unallowed characters');
  }
  if (!URL.canParse(url)) throw badRequest('bad webhook: invalid webhook URL specified');
  const maxConnections = Math.min(100, Math.max(1, params.integer('max_connections') ?? 40));
  // A poll that is still running ends with a conflict, as on the real server.
  bot.poll?.abort();
  bot.webhook.aim({ url, secret, maxConnections });
  return true;
};

export const deleteWebhook: Method = ({ bot, params }) => {
  if (params.flag('drop_pending_updates')) bot.updates.clear();
  bot.webhook.aim(undefined);
  return true;
};

export const getWebhookInfo: Method = ({ bot }) => bot.webhook.info();

function allowedUpdates({ params }: MethodCall): readonly string[] | undefined {
  const kinds = params.json('allowed_updates');
  if (kinds === undefined) return undefined;
  if (!Array.isArray(kinds)) throw badRequest("can't parse allowed updates");
  return kinds.map(String);
}
