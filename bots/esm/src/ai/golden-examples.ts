import type { Language } from 'opora';
import { goldenStandard } from '../golden-standard.ts';
import { findSimilar } from '../validator/golden/find-similar.ts';
import type { GoldenExample } from '../validator/golden/golden-example.ts';
import type { PromptExample } from './render-moment.ts';

/** The two examples of the golden standard that are most like a text: a report of one moment, and one that is not. */
export function goldenExamples(text: string, language: Language): readonly PromptExample[] {
  const library = goldenStandard();
  const good = library.filter((example) => example.class === 'pristine' && example.grade !== 'poor');
  const poor = library.filter(
    (example) => example.class !== 'pristine' && example.class !== 'presupposition',
  );
  return [good, poor]
    .flatMap((part) => findSimilar(text, language, part, 1))
    .map(({ example }) => toPrompt(example));
}

const toPrompt = ({ text, class: id, phenomena }: GoldenExample): PromptExample => ({
  text,
  classes: id === 'pristine' ? [] : [id],
  phenomena,
});
