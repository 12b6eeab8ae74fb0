import { type Json, languages, type Statement } from 'opora';
import { des9 } from '../../src/des-9.ts';
import type { Instrument } from '../../src/instrument/instrument.ts';
import { currentConsent } from '../../src/joining/consent-text.ts';
import { hashDefinition, type VersionKind } from '../../src/study/check-definition.ts';
import { usualConsentParts } from '../../src/study/consent-parts.ts';
import { defaultProtocol } from '../../src/study/default-protocol.ts';
import { openVault } from '../../src/vault/open-vault.ts';
import { studySecretPlace } from '../../src/vault/places.ts';
import { createStudySecret } from '../../src/vault/pseudonym.ts';

/** Data key of conversations in memory. */
export const fakeDataKey: string = Buffer.alloc(32, 7).toString('base64');

/** The open study `demo` with its open invitation, in memory: answers the reads of a Turn by their names. */
export class StudyRows {
  private readonly definitions: Readonly<Record<VersionKind, Json>>;
  private readonly instrument: Instrument;

  constructor(instrument: Instrument = des9) {
    this.instrument = instrument;
    this.definitions = {
      protocol: toJson(defaultProtocol),
      instrument: toJson(instrument),
      consent: toJson({ text: currentConsent.text, parts: usualConsentParts }),
    };
  }

  /** Rows of a read; null where it is none of a study. */
  query({ name, values }: Statement): readonly Json[] | null {
    switch (name) {
      case 'esm-select-turn-study':
        return values[0] === 'demo' ? [this.study()] : [];
      case 'esm-select-invite':
        return values[0] === 'demo' ? [invite] : [];
      case 'esm-select-version': {
        const definition = this.definitions[values[1] as VersionKind];
        return [{ ...{ definition, hash: hashDefinition(definition) } }];
      }
      case 'esm-select-study-words':
        return [{ title: 'Demo', contact: { en: 'Ask us.' }, supportText: { en: 'Support.' } }];
      case 'esm-select-study-secret': {
        const sealed = openVault({ dataKey: fakeDataKey }).seal(
          createStudySecret(),
          studySecretPlace('demo'),
        );
        return [{ sealed: Buffer.from(sealed).toString('base64') }];
      }
      case 'esm-select-beeps-from':
      case 'esm-select-beep-status':
      case 'esm-select-own-beeps':
      case 'esm-select-chat-researcher':
      case 'esm-select-link-code':
      case 'esm-scale-counts':
      case 'esm-recent-reports':
        return [];
      case 'esm-select-last-event':
        return [{ number: 0 }];
      case 'esm-participation':
        return [nothingYet];
      default:
        return null;
    }
  }

  private study(): Json {
    const version = (kind: VersionKind, name = ''): Json => ({
      ...{ kind, version: 1, name, inForceAt: null },
      hash: hashDefinition(this.definitions[kind]).slice(0, 32),
    });
    return {
      ...{ id: 'demo', status: 'open', languages: [...languages], aiAllowed: true, feedback: 'live' },
      ...{ planSeed: 'seed', revision: 1 },
      versions: [version('consent'), version('instrument', this.instrument.instrument), version('protocol')],
    };
  }
}

const nothingYet: Json = {
  ...{ sent: 0, completed: 0, partial: 0, expired: 0, skipped: 0, events: 0 },
  ...{ surveys: 0, days: 0, after_training: 0, recent_sent: 0, recent_completed: 0 },
};

const invite: Json = {
  ...{ studyId: 'demo', maxUses: null, uses: 0, expiresAt: null, isRevoked: false, studyStatus: 'open' },
};

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** Writes of which conversations in memory keep nothing. */
export const unkeptWrites: ReadonlySet<string> = new Set([
  ...['esm-change-golden-fields', 'esm-save-dropout', 'esm-note-dropout', 'esm-save-training-end'],
  ...['esm-insert-beeps', 'esm-save-beep', 'esm-cancel-beeps', 'esm-miss-beep', 'esm-revive-beeps'],
  ...['esm-delete-planned-beeps', 'esm-delete-beeps', 'esm-delete-preview-answers'],
  ...['esm-delete-preview-responses', 'esm-delete-preview-beeps', 'esm-save-invitation'],
  ...['esm-delete-invitation', 'esm-count-study-decline', 'esm-use-invite', 'esm-delete-annotations'],
  ...['esm-audit-deletion', 'esm-notice-deletion', 'esm-insert-audit', 'esm-audit-participant'],
]);
