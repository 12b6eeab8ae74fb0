import type { FastifyInstance } from 'fastify';

/** One route as registered: `GET /esm/api/conversations/:id/messages`. */
export interface Route {
  readonly method: string;
  readonly url: string;
}

export interface RouteList {
  readonly routes: readonly Route[];
  /** Methods that `path` (without query) would be answered for; empty when nothing is there. */
  methodsOf(path: string): readonly string[];
}

/** Notes every route that is registered on `server` from now on. */
export function trackRoutes(server: FastifyInstance): RouteList {
  const routes: Route[] = [];
  const patterns = new Map<string, RegExp>();
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
    patterns.set(url, toPattern(url));
  });
  return {
    routes,
    methodsOf: (path) => [
      ...new Set(routes.filter(({ url }) => patterns.get(url)?.test(path)).map(({ method }) => method)),
    ],
  };
}

function toPattern(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part === '*') return '.*';
    return part.startsWith(':') ? '[^/]+' : escapeForPattern(part);
  });
  return new RegExp(`^${parts.join('/')}$`);
}

const escapeForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
