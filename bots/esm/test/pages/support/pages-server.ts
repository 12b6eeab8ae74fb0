import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConsole } from '@opora/console';
import { type BotRuntime, loadConfig, openObservability, startProduct } from 'opora/app';
import { createTestDatabase } from 'opora/testing';
import { fillStudy } from '../../../src/demo-data/fill-study.ts';
import type { EsmServices } from '../../../src/esm-part.ts';
import { esmPackage } from '../../../src/index.ts';
import { addResearcher } from '../../../src/study/researchers/register.ts';
import type { Role } from '../../../src/study/researchers/role.ts';
import { demoStudyId, seedDemo } from '../../../src/study/seed-demo.ts';
import { generateDataKey } from '../../../src/vault/data-keys.ts';
import { answerPlace } from '../../../src/vault/places.ts';
import { captureServices } from './capture-services.ts';

/** The whole product in this process, over a database of its own, with invented participants. */
export interface PagesServer {
  /** Address of the researcher pages. */
  readonly url: string;
  readonly runtime: BotRuntime;
  readonly tokens: Readonly<Record<Role, string>>;
  close(): Promise<void>;
}

/** How many invented people answer in the study `demo`, and for how many days. */
export interface PagesServerOptions {
  readonly participants?: number;
  readonly days?: number;
}

const names: Readonly<Record<Role, string>> = {
  owner: 'Anna Kovalenko',
  coder: 'Olena Sydorenko',
  viewer: 'Marko Petrenko',
};

/** Starts it; the study `demo` is there, open. */
export async function openPagesServer(options: PagesServerOptions = {}): Promise<PagesServer> {
  const { participants = 0, days = 7 } = options;
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'esm-pages-'));
  const { bot, services } = captureServices(esmPackage);
  const config = loadConfig({
    env: {
      ...{ PORT: '0', DATABASE_URL: database.connectionString, OPORA_DATA_DIR: folder, LOG_LEVEL: 'error' },
      ...{ OPORA_SHUTDOWN_SECONDS: '5', OPORA_POLL_MIN_MS: '10', OPORA_POLL_MAX_MS: '30' },
      ...{ OPORA_MESSAGES_PER_MINUTE: '0', OPORA_MESSAGES_PER_HOUR: '0', ESM_DATA_KEY: generateDataKey() },
    },
    dotenvPath: null,
    bots: [{ name: bot.bot.name, settings: bot.settings ?? [] }],
  });
  const observability = await openObservability(config, [bot], { stdout: { write: () => undefined } });
  const product = await startProduct({
    config,
    definition: { bots: [bot], loadPages: loadConsole },
    observability,
  });
  const close = async (): Promise<void> => {
    await product.stop();
    await observability.close(1_000);
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  const esm = services();
  const tokens = await fill(esm, participants, days);
  return { url: `${product.url}/esm/researcher`, runtime: esm.runtime, tokens, close };
}

/** Lays the study, the researchers and the invented participants; the tokens of the researchers. */
async function fill(
  esm: EsmServices,
  participants: number,
  days: number,
): Promise<Readonly<Record<Role, string>>> {
  const { runtime } = esm;
  await seedDemo(esm);
  const vault = await esm.vault();
  if (participants > 0) {
    await fillStudy(runtime, {
      ...{ studyId: demoStudyId, participants, days },
      sealText: (text, { conversationId, responseId, itemId, column }) =>
        vault.seal(text, answerPlace(conversationId, responseId, itemId, column)),
    });
  }
  const token = async (role: Role): Promise<string> =>
    (await addResearcher(runtime, { name: names[role], role })).token;
  return { owner: await token('owner'), coder: await token('coder'), viewer: await token('viewer') };
}
