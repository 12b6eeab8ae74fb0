import { join } from 'node:path';
import type { BotRuntime } from 'opora/app';
import { type ActorRow, selectActorByToken } from '../../postgres/study/select-actor.ts';
import { type ResearcherRow, selectResearchers } from '../../postgres/study/select-researchers.ts';
import { keepSecret } from '../../vault/keep-secret.ts';
import { addResearcher, renewToken } from './register.ts';
import { createResearcherToken, hashSecret } from './secret-text.ts';

/** File of the demo researcher's token, in the bot's folder. */
export const researcherTokenFile = 'researcher-token';

const demoName = 'Demo';

/**
 * Gives the demo one researcher, an owner, whose token is kept in a file of the bot's folder. Run again it changes
 * nothing; when the database is new, the kept token is its researcher's again.
 */
export async function seedDemoResearcher(
  runtime: Pick<BotRuntime, 'clock' | 'database' | 'files' | 'logger' | 'write'>,
): Promise<void> {
  const file = join(await runtime.files(), researcherTokenFile);
  const token = await keepSecret(file, createResearcherToken);
  const [known] = await runtime.database.query<ActorRow>(selectActorByToken(hashSecret(token)));
  if (known === undefined) {
    const rows = await runtime.database.query<ResearcherRow>(selectResearchers());
    const demo = rows.find(({ name, disabledAt }) => name === demoName && disabledAt === null);
    if (demo === undefined) await addResearcher(runtime, { name: demoName, role: 'owner' }, token);
    else await renewToken(runtime, demo.id, token);
  }
  runtime.logger.info({ file }, 'The file holds the token of the demo researcher, for /esm/researcher.');
}
