import type { BotPackage, BotRuntime } from 'opora/app';
import type { EsmServices } from '../../../src/esm-part.ts';
import { readEsmSettings } from '../../../src/esm-settings.ts';
import { exportJob } from '../../../src/export/export-job.ts';
import { openVault } from '../../../src/vault/open-vault.ts';
import { answerPlace } from '../../../src/vault/places.ts';

/** The package as it is, and what its parts were given once the product runs. */
export function captureServices(bot: BotPackage): { readonly bot: BotPackage; services(): EsmServices } {
  let captured: EsmServices | null = null;
  const open = (runtime: BotRuntime): ReturnType<NonNullable<BotPackage['open']>> => {
    const settings = readEsmSettings(runtime.settings);
    const vault = openVault(settings);
    captured = { runtime, settings, vault: () => Promise.resolve(vault) };
    const extension = bot.open?.(runtime) ?? {};
    const jobs = extension.jobs ?? [];
    if (jobs.some(({ name }) => name === 'exports')) return extension;
    const openText =
      async () =>
      (
        sealed: Uint8Array,
        place: {
          conversationId: string;
          responseId: string;
          itemId: string;
          column: 'first_sealed' | 'final_sealed';
        },
      ) =>
        vault.open(sealed, answerPlace(place.conversationId, place.responseId, place.itemId, place.column));
    return { ...extension, jobs: [...jobs, exportJob({ runtime, openText })] };
  };
  return {
    bot: { ...bot, open },
    services() {
      if (captured === null) throw new Error('The product has not opened the bot.');
      return captured;
    },
  };
}
