import { type Language, type Prompt, renderPrompt } from 'opora';
import { momentPrompt } from '../moment-prompt.ts';
import type { ReportValidation } from '../validator/report.ts';

/**
 * Grows with every change of the rules or their weights; part of the prompt, so that no answer about other rules is
 * found in a cache.
 */
export const rulesVersion = 1;

/** Examples that a prompt holds. */
export const exampleCount = 2;

/** A report of the library with what is known of it. */
export interface PromptExample {
  readonly text: string;
  readonly classes: readonly string[];
  readonly phenomena: readonly string[];
}

/** What a model is shown of a report: no ids, no history. */
export interface MomentData {
  /** Without personal data. */
  readonly text: string;
  readonly question: string;
  readonly language: Language;
  /** 0 outside of training. */
  readonly trainingDay: number;
  readonly local: ReportValidation;
  readonly examples: readonly PromptExample[];
}

const languageNames: Readonly<Record<Language, string>> = { ru: 'Russian', uk: 'Ukrainian', en: 'English' };

/** Renders the prompt of one report. Everything that people wrote stands in fields of its own. */
export function renderMoment(data: MomentData): Prompt {
  const { text, question, local, examples, trainingDay } = data;
  const language = local.language === 'unchecked' ? data.language : local.language;
  const found = local.classes.map(({ id, confidence }) => `${id} ${confidence.toFixed(2)}`);
  return renderPrompt(momentPrompt, {
    values: {
      language: languageNames[language],
      trainingDay,
      localClasses: found.length === 0 ? 'nothing' : found.join(', '),
      rulesVersion,
    },
    data: {
      question,
      ...Object.fromEntries(
        examples.slice(0, exampleCount).flatMap((example, index) => [
          [`example_${index + 1}`, example.text],
          [`example_${index + 1}_answer`, answerOf(example)],
        ]),
      ),
      report: text,
    },
  });
}

/** The answer that an example calls for, in words. */
function answerOf({ classes, phenomena }: PromptExample): string {
  const named = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));
  return `classes: ${named(classes)}; phenomena: ${named(phenomena)}`;
}
