import type { Pages } from '../../../src/app/definition.ts';

/** Pages that say what they were asked to show; the console's own are tested there. */
export const testPages: Pages = {
  chatPage: ({ bot, conversationId }) => `<!doctype html><title>${bot}</title><p>${conversationId}</p>`,
  homePage: ({ bots }) => `<!doctype html><ul>${bots.map(({ name }) => `<li>${name}</li>`).join('')}</ul>`,
  files: new Map([
    ['/assets/chat.js', { contentType: 'text/javascript', body: Buffer.from('void 0;'), etag: '"1"' }],
  ]),
  contentSecurityPolicy: "default-src 'none'",
};
