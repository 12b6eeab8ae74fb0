import { esmPackage } from '@opora/esm';
import { type Clock, systemClock } from 'opora';
import { type AppDefinition, loadConfig, openObservability, startProduct } from 'opora/app';
import { noPages } from '../rig/no-pages.ts';

/** What the process of the product is asked. */
export type EsmProductRequest =
  /** Starts the product, ahead of the machine's clock; answered with its address. */
  | { readonly kind: 'start'; readonly env: Readonly<Record<string, string>>; readonly aheadMs: number }
  /** Changes how far its clock is ahead. */
  | { readonly kind: 'ahead'; readonly aheadMs: number };

const definition: AppDefinition = {
  bots: [esmPackage],
  loadPages: () => Promise.resolve(noPages),
};

/** The whole product with `esm` alone, in the process that this runs in; it ends with the process. */
export function createEsmProduct(): (request: unknown) => Promise<string> {
  let aheadMs = 0;
  let url = '';
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
  return async (given) => {
    const request = given as EsmProductRequest;
    aheadMs = request.aheadMs;
    if (request.kind === 'start') {
      const bots = [{ name: esmPackage.bot.name, settings: esmPackage.settings ?? [] }];
      const config = loadConfig({ env: request.env, dotenvPath: null, bots });
      const observability = await openObservability(config, definition.bots, { stdout: process.stderr });
      ({ url } = await startProduct({ config, definition, observability, clock }));
    }
    return url;
  };
}
