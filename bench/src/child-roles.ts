import { serveParent } from './child-process.ts';
import { createHttpLoad } from './http/http-load.ts';
import { createHttpServer } from './http/http-server.ts';
import { createSoakServer } from './soak/soak-server.ts';

/** Entry of the processes that `startChild` makes. */
export async function runChild(role: string): Promise<void> {
  if (role === 'http-server') serveParent(createHttpServer());
  else if (role === 'http-load') serveParent(createHttpLoad());
  else if (role === 'soak-server') serveParent(createSoakServer());
  // Loaded here alone: the other children do not need the bot.
  else serveParent((await import('./esm/esm-product.ts')).createEsmProduct());
}
