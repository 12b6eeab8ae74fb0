import type { FastifyInstance } from 'fastify';
import type { TelegramChannel } from '../../channels/telegram/index.ts';

/** Adds `POST /<bot>/webhooks/telegram` for every bot that is connected to Telegram. */
export function addTelegramWebhooks(
  server: FastifyInstance,
  channels: ReadonlyMap<string, TelegramChannel>,
): void {
  for (const [bot, channel] of channels) {
    server.post(`/${bot}/webhooks/telegram`, async (request, reply) => {
      const answer = await channel.handleWebhook({
        headers: request.headers,
        body: request.body,
        requestId: request.id,
      });
      return reply
        .code(answer.status)
        .headers(answer.headers ?? {})
        .send(answer.body);
    });
  }
}
