import type { FastifyInstance, FastifyReply } from 'fastify';
import { loadPageFiles } from './load-page-files.ts';
import { pagePolicy, type ResearcherPageOptions, renderResearcherPage } from './researcher-page.ts';

const day = 86_400;

/**
 * Adds the researcher pages below the prefix of `scope`: the document at `/researcher` and every address under
 * it (the page itself finds its way), and its files at `/researcher/assets/`. Throws when the pages are not
 * built and cannot be.
 */
export async function addResearcherPages(
  scope: FastifyInstance,
  options: ResearcherPageOptions,
): Promise<void> {
  const built = await loadPageFiles();
  const html = renderResearcherPage(built, options);
  const sendPage = (reply: FastifyReply): FastifyReply =>
    reply
      .header('content-security-policy', pagePolicy)
      .header('referrer-policy', 'same-origin')
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(html);

  scope.get('/researcher', (_request, reply) => sendPage(reply));
  scope.get('/researcher/*', (_request, reply) => sendPage(reply));
  for (const [name, file] of built.files) {
    scope.get(`/researcher/assets/${name}`, (request, reply) => {
      reply.header('etag', file.etag);
      reply.header('cache-control', `public, max-age=${365 * day}, immutable`);
      if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
      return reply.type(file.contentType).send(Buffer.from(file.body));
    });
  }
  scope.get('/researcher/assets/*', (_request, reply) => reply.callNotFound());
}
