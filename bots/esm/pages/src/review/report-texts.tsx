import type { JSX } from 'preact';
import type { ReviewAnswer, ReviewResponse, ShownTexts } from '../api/responses.ts';
import type { TextValidation } from '../api/validation.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { Facts } from '../parts/facts.tsx';
import { formatNumber } from '../words/format.ts';
import { MarkedText, MarkKey, marksOf } from './marked-text.tsx';
import { reviewWords } from './review-words.ts';
import { SimilarExamples } from './similar-examples.tsx';

function Quality({ validation }: { readonly validation: TextValidation | null }): JSX.Element | null {
  const words = useWords(reviewWords);
  if (validation === null) return null;
  const { quality, grade, source } = validation;
  const figure =
    quality === null || grade === null
      ? words.unchecked
      : words.quality(quality, words.grades[grade] ?? grade);
  return (
    <span class="quiet">
      {figure}
      {source !== 'local' && `, ${words.byAi}`}
    </span>
  );
}

interface TextVersionProps {
  readonly name: string;
  /** Null where the words are not shown to this researcher. */
  readonly text: string | null;
  readonly validation: TextValidation | null;
  readonly lang: string | null;
  readonly texts: ShownTexts;
}

function TextVersion({ name, text, validation, lang, texts }: TextVersionProps): JSX.Element {
  const marks = marksOf(validation);
  return (
    <section class="text-version">
      <h3>
        {name} <Quality validation={validation} />
      </h3>
      {/* Offsets count in the words as written; without personal data they would mark others. */}
      {text !== null && <MarkedText {...{ text, lang }} marks={texts === 'full' ? marks : []} />}
      <MarkKey marks={marks} />
    </section>
  );
}

function Probes({ answer }: { readonly answer: ReviewAnswer }): JSX.Element | null {
  const words = useWords(reviewWords);
  const { probes, flags } = answer;
  if (probes.length === 0 && flags.length === 0) return null;
  const asked = probes.map(({ kind, isAnswered }) =>
    words.probed(words.probeKinds[kind] ?? kind, isAnswered),
  );
  return (
    <p class="quiet probes">
      {asked.length > 0 && `${words.probes}: ${asked.join('; ')}. `}
      {flags.length > 0 && `${words.flags}: ${flags.join(', ')}.`}
    </p>
  );
}

interface CheckedTextProps {
  readonly answer: ReviewAnswer;
  /** Of whose text examples are shown; null for those that are no report of a moment. */
  readonly response: string | null;
  readonly lang: string | null;
  readonly texts: ShownTexts;
}

/** A checked text: as first given, and as it stands after the probes. */
function CheckedText({ answer, response, lang, texts }: CheckedTextProps): JSX.Element {
  const words = useWords(reviewWords);
  const { item, firstText, finalText, firstValidation, validation, probes } = answer;
  const isSame = finalText === null || finalText === firstText;
  return (
    <section class="checked-text" aria-label={item}>
      <p class="item-id">
        <code>{item}</code>
      </p>
      <TextVersion name={words.first} text={firstText} validation={firstValidation} {...{ lang, texts }} />
      <Probes answer={answer} />
      {isSame
        ? texts !== 'none' && probes.length > 0 && <p class="quiet">{words.same}</p>
        : finalText !== null && (
            <TextVersion name={words.final} text={finalText} validation={validation} {...{ lang, texts }} />
          )}
      {response !== null && <SimilarExamples {...{ response, item, lang }} />}
    </section>
  );
}

/** An answer in a line. */
function useAnswerLine(): (answer: ReviewAnswer) => string {
  const { language } = useApp();
  const words = useWords(reviewWords);
  return ({ status, value, finalText, words: length }) => {
    if (finalText !== null && finalText !== '') return finalText;
    if (status === 'skipped') return words.skipped;
    if (typeof value === 'number') return formatNumber(language, value, Number.isInteger(value) ? 0 : 1);
    if (Array.isArray(value)) return value.join(', ');
    if (value !== null && value !== undefined) return String(value);
    return length === null ? '–' : words.wordCount(length);
  };
}

interface ReportTextsProps {
  readonly response: ReviewResponse;
  readonly texts: ShownTexts;
}

/** The checked texts of a response, and its other answers. */
export function ReportTexts({ response, texts }: ReportTextsProps): JSX.Element {
  const words = useWords(reviewWords);
  const lineOf = useAnswerLine();
  const isChecked = ({ firstValidation }: ReviewAnswer): boolean => firstValidation !== null;
  const checked = response.answers.filter(isChecked);
  const others = response.answers.filter((answer) => !isChecked(answer));
  return (
    <>
      {checked.map((answer, index) => (
        <CheckedText
          key={answer.item}
          {...{ answer, texts }}
          // Instruments ask about the moment first; the texts after it tell facts.
          response={index === 0 && texts !== 'none' ? response.id : null}
          lang={response.language}
        />
      ))}
      {texts === 'redacted' && <p class="hint">{words.noMarks}</p>}
      {others.length > 0 && (
        <section class="other-answers">
          <h3>{words.others}</h3>
          <Facts
            facts={others.map((answer) => ({
              name: answer.item,
              value: <span dir="auto">{lineOf(answer)}</span>,
            }))}
          />
        </section>
      )}
    </>
  );
}
