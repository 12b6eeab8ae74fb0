import type { BotCheck, BotRuntime } from 'opora/app';
import { activityOf } from '../metrics/activity.ts';
import { type AiUse, selectAiUse } from '../postgres/doctor/select-ai-use.ts';
import { degraded, healthy, inWords } from './finding.ts';

/** Fewest reports that went without a model before that says something. */
const telling = 5;

/**
 * `ai-services`: where a model is used, it answers. A missing key is no fault: the rules do the main work, and the
 * check says so.
 */
export const aiServicesCheck = (
  runtime: Pick<BotRuntime, 'database' | 'clock' | 'meter'>,
  settings: { readonly enableSmartValidation: boolean },
): BotCheck => ({
  name: 'ai-services',
  async run() {
    if (!settings.enableSmartValidation) return healthy('local only (switched off)');
    const { recent } = activityOf(runtime.meter);
    const failed = recent().filter((outcome) => outcome !== 'answered').length;
    const asked = recent().length;
    const advice =
      'The rules judge meanwhile. `opora models check` calls the model; see docs/operations/esm-ai-availability.md.';
    if (asked >= telling && failed * 2 >= asked) {
      return degraded(`${failed} of the last ${asked} checks by a model failed`, advice);
    }
    const [use] = await runtime.database.query<AiUse>(selectAiUse(runtime.clock.now()));
    const { servedDay = 0, servedHour = 0, missedHour = 0 } = use ?? {};
    if (servedDay > 0 && servedHour === 0 && missedHour >= telling) {
      return degraded(`no model has judged for an hour; ${inWords(missedHour)} reports went without`, advice);
    }
    if (servedDay > 0) return healthy(`${inWords(servedDay)} reports judged with a model in 24 h`);
    return healthy(
      'local only (no API keys, or nothing to ask)',
      'The rules judge alone. A key (OPENAI_API_KEY, ANTHROPIC_API_KEY) lets a model help where they are in doubt.',
    );
  },
});
