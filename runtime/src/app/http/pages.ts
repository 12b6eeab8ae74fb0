import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Bot } from '../../contracts/bot.ts';
import { languages } from '../../contracts/message.ts';
import { maximumTextCharacters } from '../../stages/intake/intake.ts';
import type { Config } from '../config.ts';
import type { BotPage, Pages } from '../definition.ts';
import { version } from '../version.ts';
import type { Access } from './access.ts';

export interface PageOptions {
  readonly pages: Pages;
  readonly bots: readonly Bot[];
  /** Pages of the bots besides their chats. */
  readonly botPages: readonly { readonly bot: string; readonly page: BotPage }[];
  readonly access: Access;
  readonly config: Config;
  /** Public names of the Telegram bots, where one is connected. */
  readonly telegramNames: () => ReadonlyMap<string, string>;
}

/** Adds the home page, the chat pages and their files. */
export function addPages(server: FastifyInstance, options: PageOptions): void {
  const { pages, bots, access, config } = options;
  const links = [
    { label: 'Health', href: '/healthz' },
    { label: 'Metrics', href: '/metrics' },
    { label: 'API description', href: '/openapi.json' },
  ];
  const sendPage = (reply: FastifyReply, html: string): FastifyReply =>
    reply
      .header('content-security-policy', pages.contentSecurityPolicy)
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(html);

  server.get('/', (request, reply) => {
    const running = bots.map((bot) => ({
      name: bot.name,
      title: bot.title,
      chatPath: `/${bot.name}/chat`,
      telegram: options.telegramNames().get(bot.name) ?? null,
      pages: options.botPages
        .filter((one) => one.bot === bot.name)
        .map(({ page }) => ({ label: page.title.en, href: `/${bot.name}${page.path}` })),
    }));
    reply.header('vary', 'accept');
    if (request.headers.accept?.includes('text/html') === true) {
      return sendPage(reply, pages.homePage({ bots: running, version, links }));
    }
    return reply.send({ name: 'opora', version, bots: running, links });
  });

  for (const bot of bots) {
    const chat = (conversationId: string): string =>
      pages.chatPage({
        bot: bot.name,
        title: bot.title,
        languages,
        conversationId,
        basePath: `/${bot.name}`,
        maximumCharacters: maximumTextCharacters,
        demo: config.demo,
        voice: false,
      });
    server.get(`/${bot.name}/chat`, (request, reply) => {
      const { conversation, cookie } = access.visitor(request);
      if (cookie !== null) reply.header('set-cookie', cookie);
      return sendPage(reply, chat(conversation));
    });
    server.get(`/${bot.name}`, (_request, reply) => reply.redirect(`/${bot.name}/chat`));
  }

  for (const [path, file] of pages.files) {
    server.get(path, (request, reply) => {
      reply.header('etag', file.etag);
      reply.header('cache-control', 'public, max-age=31536000, immutable');
      if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
      return reply.type(file.contentType).send(file.body);
    });
  }
}
