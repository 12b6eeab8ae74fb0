import type { FastifyInstance } from 'fastify';
import { sendProblem } from '../../channels/http/index.ts';
import type { TelegramChannel } from '../../channels/telegram/index.ts';

/** Above any update: a text of 4,096 characters in reply to another, entities and JSON escapes with it, has 150 KiB. */
const bodyLimit = 1024 * 1024;

/**
 * Adds `POST /<bot>/webhooks/telegram` for every bot that is connected to Telegram. The limits of other routes do
 * not hold there: Telegram sends an update that was refused again and again, and everything behind it waits.
 */
export function addTelegramWebhooks(
  server: FastifyInstance,
  channels: ReadonlyMap<string, TelegramChannel>,
): void {
  server.register((scope, _options, done) => {
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, parsed) =>
      parsed(null, body),
    );
    for (const [bot, channel] of channels) addWebhook(scope, bot, channel);
    done();
  });
}

function addWebhook(server: FastifyInstance, bot: string, channel: TelegramChannel): void {
  server.post(`/${bot}/webhooks/telegram`, {
    bodyLimit,
    // Of whoever does not know the secret nothing is read.
    onRequest: (request, reply, done) => {
      const refusal = channel.refuseWebhook(request.headers);
      if (refusal === null) done();
      else sendProblem(reply, refusal);
    },
    handler: async (request, reply) => {
      const { headers, body, id: requestId } = request;
      const refusal = await channel.handleWebhook({ headers, body, requestId });
      return refusal === null ? reply.send({ ok: true }) : sendProblem(reply, refusal);
    },
  });
}
