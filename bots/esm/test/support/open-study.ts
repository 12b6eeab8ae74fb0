import type { Json, Language } from 'opora';
import { des9 } from '../../src/des-9.ts';
import { readEsmSettings } from '../../src/esm-settings.ts';
import type { Instrument } from '../../src/instrument/instrument.ts';
import { changeStudyStatus } from '../../src/postgres/study/change-study-status.ts';
import { insertInvite } from '../../src/postgres/study/insert-invite.ts';
import { insertVersion } from '../../src/postgres/study/insert-version.ts';
import { protocolSchema } from '../../src/schedule/protocol-schema.ts';
import { hashDefinition, type VersionKind } from '../../src/study/check-definition.ts';
import { usualConsentParts } from '../../src/study/consent-parts.ts';
import { newStudy } from '../../src/study/create-study.ts';
import { type StudyDetails, studyDefaults } from '../../src/study/study.ts';
import { openVault } from '../../src/vault/open-vault.ts';
import type { World } from './world.ts';

/** What differs from the usual study of the tests. */
export interface StudyOptions {
  readonly id?: string;
  readonly code?: string;
  readonly protocol?: object;
  readonly instrument?: Instrument;
  readonly details?: Partial<StudyDetails>;
  readonly consent?: Readonly<Record<Language, string>>;
  readonly maxUses?: number | null;
  readonly expiresAt?: number | null;
}

/** Words of the consent of the tests. */
export const consentWords = (version: number): Readonly<Record<Language, string>> => ({
  ru: `Согласие, версия ${version}. /skip /cancel /export /delete_my_data`,
  uk: `Згода, версія ${version}. /skip /cancel /export /delete_my_data`,
  en: `Consent, version ${version}. /skip /cancel /export /delete_my_data`,
});

/** Six random beeps a day for a week. */
export const usualProtocol = {
  waves: [{ name: 'main', startDay: 1, days: 7 }],
  schedules: [{ kind: 'signal', name: 'day' }],
} as const;

/** Lays an open study into the world, with an invitation. */
export async function openStudy(world: World, options: StudyOptions = {}): Promise<void> {
  const { id = 'study', code = 'study-code', details = {} } = options;
  const vault = openVault(readEsmSettings(world.settings));
  const at = world.now;
  const languages: readonly Language[] = ['ru', 'uk', 'en'];
  const all: StudyDetails = {
    ...studyDefaults,
    title: `Study ${id}`,
    languages,
    aiAllowed: true,
    ...details,
  };
  await world.runtime.write([newStudy(vault, id, all, at)]);
  await addVersion(world, id, 'protocol', protocolSchema.parse(options.protocol ?? usualProtocol));
  await addVersion(world, id, 'instrument', options.instrument ?? des9);
  await addVersion(world, id, 'consent', {
    text: options.consent ?? consentWords(1),
    parts: usualConsentParts,
  });
  await world.runtime.write([
    changeStudyStatus({ id, from: 'draft', to: 'open', at }),
    insertInvite({
      ...{ code, studyId: id, maxUses: options.maxUses ?? null, expiresAt: options.expiresAt ?? null },
      ...{ by: 'test', at },
    }),
  ]);
}

/** Adds the next version of a part of a study. */
export async function addVersion(
  world: World,
  studyId: string,
  kind: VersionKind,
  data: unknown,
): Promise<void> {
  const definition = JSON.parse(JSON.stringify(data)) as Json;
  const [row] = await world.rows<{ version: number; revision: number }>(
    `SELECT (SELECT COALESCE(max(version), 0)::int FROM esm_study_versions v
      WHERE v.study_id = s.study_id AND v.kind = $2) AS version, revision
    FROM esm_studies s WHERE study_id = $1`,
    studyId,
    kind,
  );
  const name = kind === 'instrument' ? String((data as Instrument).instrument) : '';
  await world.runtime.write([
    insertVersion({
      ...{ studyId, kind, name, definition, hash: hashDefinition(definition) },
      ...{ version: (row?.version ?? 0) + 1, revision: row?.revision ?? 1, by: 'test', at: world.now },
    }),
  ]);
}

/** Freezes, opens again or closes a study. */
export async function moveStudy(
  world: World,
  id: string,
  from: 'open' | 'frozen',
  to: 'open' | 'frozen' | 'closed',
): Promise<void> {
  await world.runtime.write([changeStudyStatus({ id, from, to, at: world.now })]);
}
