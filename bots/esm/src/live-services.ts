import { InvariantError } from 'opora';
import type { BotExtension } from 'opora/app';
import type { EsmServices } from './esm-part.ts';

let live: EsmServices | null = null;

/** The live part of joining, beeps and researchers' chats: what effects and links need of the running product. */
export function participantPart(services: EsmServices): BotExtension {
  live = services;
  return {};
}

/**
 * What runs beside the Turns of this process.
 * @throws InvariantError `esm_not_open` where the bot runs without its package.
 */
export function liveServices(): EsmServices {
  if (live === null) {
    throw new InvariantError(
      'esm_not_open',
      'The live parts of esm are not open. Install the bot by its package, `esmPackage`.',
    );
  }
  return live;
}
