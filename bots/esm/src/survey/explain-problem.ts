import type { Language } from 'opora';
import type { AnswerProblem } from '../instrument/parse-answer.ts';
import { explainTime } from '../schedule/schedule-texts.ts';
import { fill, texts } from '../texts/texts.ts';

/** The sentence that says why an answer is asked again. */
export function explainProblem(problem: AnswerProblem, language: Language): string {
  const say = texts[language];
  switch (problem.kind) {
    case 'too-long':
      return fill(say.tooLong, { limit: problem.limit, length: problem.length });
    case 'no-scale-value':
      return fill(say.askScale, { min: problem.min, max: problem.max });
    case 'beyond-scale':
      return fill(say.outOfRange, { min: problem.min, max: problem.max });
    case 'scale-in-words':
      return `${fill(say.askScale, { min: problem.min, max: problem.max })} ${fill(say.inDigits, { value: problem.value })}`;
    case 'number-in-words':
      return `${say.askNumber} ${fill(say.inDigits, { value: problem.value })}`;
    case 'no-option':
      return say.askChoice;
    case 'no-options':
      return say.askMulti;
    case 'no-number':
      return say.askNumber;
    case 'no-whole-number':
      return say.askInteger;
    case 'too-small':
      return fill(say.tooSmall, { min: problem.limit });
    case 'too-large':
      return fill(say.tooLarge, { max: problem.limit });
    case 'no-time':
      return problem.reason === 'form' ? say.askTime : explainTime({ ok: false, reason: 'range' }, language);
    case 'no-yesno':
      return say.askYesNo;
    case 'asks-nothing':
      return say.askText;
  }
}
