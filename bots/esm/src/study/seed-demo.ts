import { type Json, languages } from 'opora';
import { des9 } from '../des-9.ts';
import type { EsmServices } from '../esm-part.ts';
import { currentConsent } from '../joining/consent-text.ts';
import { changeStudyStatus } from '../postgres/study/change-study-status.ts';
import { insertAudit } from '../postgres/study/insert-audit.ts';
import { insertInvite } from '../postgres/study/insert-invite.ts';
import { insertVersion } from '../postgres/study/insert-version.ts';
import { selectStudy } from '../postgres/study/select-study.ts';
import { selectVersion, type VersionRow } from '../postgres/study/select-version.ts';
import type { Protocol } from '../schedule/protocol.ts';
import { protocolSchema } from '../schedule/protocol-schema.ts';
import { checkDefinition, hashDefinition, type VersionKind } from './check-definition.ts';
import { usualConsentParts } from './consent-parts.ts';
import { newStudy } from './create-study.ts';
import { defaultProtocol } from './default-protocol.ts';
import { type Study, type StudyDetails, studyDefaults } from './study.ts';
import { usualSupportText } from './support-text.ts';

/** Id of the study of the demo, and the code of its invitation. */
export const demoStudyId = 'demo';
export const demoInvite = 'demo';

/** The default protocol, and events that participants report by themselves. */
const demoProtocol: Protocol = protocolSchema.parse({
  ...defaultProtocol,
  schedules: [...defaultProtocol.schedules, { kind: 'event', name: 'event' }],
});

const details: StudyDetails = {
  ...studyDefaults,
  title: 'Demo',
  languages,
  aiAllowed: true,
  feedback: 'live',
  contact: {
    ru: 'Это демонстрация: исследователь — вы сами. Страницы исследователя: /esm/researcher.',
    uk: 'Це демонстрація: дослідник — ви самі. Сторінки дослідника: /esm/researcher.',
    en: 'This is a demonstration: you are the researcher. The researcher pages are at /esm/researcher.',
  },
  supportText: usualSupportText,
};

/**
 * Lays the study `demo`: open, in all languages, with the default protocol, `des-9`, the current consent text and
 * the invitation `demo`. Run again it changes nothing, except that a newer consent text becomes a new version.
 */
export async function seedDemo({ runtime, vault }: Pick<EsmServices, 'runtime' | 'vault'>): Promise<void> {
  const at = runtime.clock.now();
  await runtime.write([
    newStudy(await vault(), demoStudyId, details, at),
    insertInvite({
      ...{ code: demoInvite, studyId: demoStudyId, maxUses: null, expiresAt: null },
      ...{ by: 'opora', at },
    }),
  ]);
  const study = await readDemo(runtime);
  if (study === null) return;
  if (study.protocolVersion === null) await addVersion(runtime, 'protocol', demoProtocol as unknown as Json);
  if (study.instrumentVersion === null) await addVersion(runtime, 'instrument', des9 as unknown as Json);
  await addVersion(runtime, 'consent', { text: currentConsent.text, parts: usualConsentParts });
  if (study.status === 'draft') await openDemo(runtime, at);
}

type DemoRuntime = EsmServices['runtime'];

async function readDemo({ database }: DemoRuntime): Promise<Study | null> {
  const [study] = await database.query<Study>(selectStudy(demoStudyId));
  return study ?? null;
}

/** Adds a version unless the newest one reads the same. */
async function addVersion(runtime: DemoRuntime, kind: VersionKind, data: Json): Promise<void> {
  const study = await readDemo(runtime);
  const { definition, name } = checkDefinition(kind, { data }, details.languages);
  if (study === null || definition === null) return;
  const hash = hashDefinition(definition);
  const newest = study[`${kind}Version`] ?? 0;
  const [stored] = await runtime.database.query<VersionRow>(selectVersion(demoStudyId, kind, newest));
  if (stored?.hash === hash) return;
  const version = { kind, name, definition, hash, version: newest + 1 };
  const { revision } = study;
  const by = 'opora';
  await runtime.write([
    insertVersion({ ...version, studyId: demoStudyId, revision, by, at: runtime.clock.now() }),
  ]);
}

async function openDemo(runtime: DemoRuntime, at: number): Promise<void> {
  await runtime.write([
    changeStudyStatus({ id: demoStudyId, from: 'draft', to: 'open', at }),
    insertAudit({ studyId: demoStudyId, at, actor: 'opora', action: 'study.open' }),
  ]);
}
