import type { BotExtension, BotRuntime } from 'opora/app';
import type { EsmSettings } from './esm-settings.ts';
import type { Vault } from './vault/vault.ts';

/** What the live parts of the bot share. */
export interface EsmServices {
  readonly runtime: BotRuntime;
  readonly settings: EsmSettings;
  readonly vault: () => Promise<Vault>;
}

/** One of the live parts: pages, interface, checks, jobs. */
export type EsmPart = (services: EsmServices) => BotExtension;

/** Makes one extension of all parts; the demo data of the parts are laid in order. */
export function joinParts(parts: readonly EsmPart[], services: EsmServices): BotExtension {
  const extensions = parts.map((part) => part(services));
  return {
    async http(server) {
      for (const { http } of extensions) if (http !== undefined) await server.register(http);
    },
    openApi: Object.assign({}, ...extensions.map(({ openApi }) => openApi ?? {})),
    pages: extensions.flatMap(({ pages }) => pages ?? []),
    checks: extensions.flatMap(({ checks }) => checks ?? []),
    jobs: extensions.flatMap(({ jobs }) => jobs ?? []),
    async seed() {
      for (const extension of extensions) await extension.seed?.();
    },
    async close() {
      for (const extension of extensions) await extension.close?.();
    },
  };
}
