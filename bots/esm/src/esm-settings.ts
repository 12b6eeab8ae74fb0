import type { SettingDefinition } from 'opora/app';
import { dataKeyBytes } from './vault/data-keys.ts';

/** The bot's settings, read and frozen; the keys of specification section 12. */
export interface EsmSettings {
  readonly validation: {
    /** Quality, grade and similar examples for researchers; default true. */
    readonly useGoldenStandard: boolean;
    /** Threshold 0.45 and one probe more; default false. */
    readonly strictMode: boolean;
  };
  readonly ai: {
    /** Whether a provider may be asked at all; study, participant and a key are needed too. Default true. */
    readonly enableSmartValidation: boolean;
    /** Default true. */
    readonly enablePatternDetection: boolean;
    /** Completed responses after training before patterns are looked for; default 10. */
    readonly minDataForPersonalization: number;
  };
  readonly training: {
    /** Fewest training days; default 3. */
    readonly DAYS: number;
    /** Mean quality of first texts needed to graduate, 0–100; default 70. */
    readonly qualityThreshold: number;
  };
  /** Minutes between summaries of the metrics in the log; default 60. */
  readonly metricsLogMinutes: number;
  /** Null only where the configuration was read without the secrets of the installation. */
  readonly dataKey: string | null;
  readonly pushoverToken: string | null;
}

type Values = Readonly<Record<string, string | number | boolean | null>>;

const yesNo = (name: string, preset: boolean, description: string): SettingDefinition<boolean> => ({
  ...{ name, type: 'boolean', default: preset, description, example: String(!preset) },
});

const whole = (
  name: string,
  preset: number,
  [min, max]: readonly [number, number],
  description: string,
): SettingDefinition<number> => ({
  ...{ name, type: 'integer', default: preset, min, max, description, example: String(preset) },
});

const secret = (
  name: string,
  description: string,
  example: string,
  more: Pick<SettingDefinition<string | null>, 'shape' | 'generated'> = {},
): SettingDefinition<string | null> => ({
  ...{ name, type: 'text', default: null, description, example, secret: true },
  ...more,
});

/** The variables of the bot, without their prefix `ESM_`. */
export const esmSettings: readonly SettingDefinition[] = [
  yesNo(
    'VALIDATION_USE_GOLDEN_STANDARD',
    true,
    'Whether researchers see quality, grade and similar examples of the golden standard.',
  ),
  yesNo(
    'VALIDATION_STRICT_MODE',
    false,
    'Whether classes count from 0.45 rather than 0.6, with one probe more.',
  ),
  yesNo(
    'AI_ENABLE_SMART_VALIDATION',
    true,
    'Whether texts may be checked by an AI provider where the study and the participant agreed.',
  ),
  yesNo('AI_ENABLE_PATTERN_DETECTION', true, 'Whether patterns are looked for in the responses of a person.'),
  whole(
    'AI_MIN_DATA_FOR_PERSONALIZATION',
    10,
    [1, 10_000],
    'Completed responses after training before patterns are looked for.',
  ),
  whole('TRAINING_DAYS', 3, [1, 30], 'Fewest training days of a participant.'),
  whole(
    'TRAINING_QUALITY_THRESHOLD',
    70,
    [0, 100],
    'Mean quality of the last six moment reports that ends the training.',
  ),
  whole('METRICS_LOG_MINUTES', 60, [1, 1440], 'Minutes between summaries of the metrics in the log.'),
  secret(
    'DATA_KEY',
    'Key that encrypts texts, notes and chat ids: 32 bytes, base64. To change it stop every process, then `2:<new>,1:<old>`.',
    '1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
    {
      generated: { bytes: dataKeyBytes },
      shape: {
        pattern: /^(?:\d{1,3}:)?[A-Za-z0-9+/_-]{43}=?(?:,\s*(?:\d{1,3}:)?[A-Za-z0-9+/_-]{43}=?)*$/,
        means: '32 bytes of base64, or a list of <id>:<base64>',
      },
    },
  ),
  secret(
    'PUSHOVER_TOKEN',
    'Token of a Pushover application, for the second beep of participants who ask for one.',
    'azGDORePK8gMaC0QOYAMyEEuzJnyUi',
  ),
];

/** Reads the values that the runtime hands over, by name without prefix; absent ones have their defaults. */
export function readEsmSettings(values: Values): EsmSettings {
  const read = (name: string): string | number | boolean | null => {
    const definition = esmSettings.find((one) => one.name === name);
    if (definition === undefined) throw new TypeError(`ESM_${name} is no setting.`);
    return values[name] ?? (definition.default as string | number | boolean | null);
  };
  const text = (name: string): string | null => {
    const value = read(name);
    return value === null || value === '' ? null : String(value);
  };
  return Object.freeze({
    validation: Object.freeze({
      useGoldenStandard: read('VALIDATION_USE_GOLDEN_STANDARD') === true,
      strictMode: read('VALIDATION_STRICT_MODE') === true,
    }),
    ai: Object.freeze({
      enableSmartValidation: read('AI_ENABLE_SMART_VALIDATION') === true,
      enablePatternDetection: read('AI_ENABLE_PATTERN_DETECTION') === true,
      minDataForPersonalization: Number(read('AI_MIN_DATA_FOR_PERSONALIZATION')),
    }),
    training: Object.freeze({
      DAYS: Number(read('TRAINING_DAYS')),
      qualityThreshold: Number(read('TRAINING_QUALITY_THRESHOLD')),
    }),
    metricsLogMinutes: Number(read('METRICS_LOG_MINUTES')),
    dataKey: text('DATA_KEY'),
    pushoverToken: text('PUSHOVER_TOKEN'),
  });
}
