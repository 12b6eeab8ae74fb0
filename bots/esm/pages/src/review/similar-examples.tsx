import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { listExamples } from '../api/examples.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { LoadView } from '../loading/load-view.tsx';
import { useLoad } from '../loading/use-load.ts';
import { reviewWords } from './review-words.ts';

interface ExamplesProps {
  readonly response: string;
  readonly item: string;
  readonly lang: string | null;
}

function Examples({ response, item, lang }: ExamplesProps): JSX.Element {
  const { http } = useApp();
  const words = useWords(reviewWords);
  const loaded = useLoad(`examples:${response}:${item}`, (signal) =>
    listExamples(http, response, item, signal),
  );
  return (
    <LoadView loaded={loaded} lines={3}>
      {(examples) =>
        examples.length === 0 ? (
          <p class="quiet">{words.noExamples}</p>
        ) : (
          <ul class="examples">
            {examples.map(({ id, text, grade, note }) => (
              <li key={id}>
                <q lang={lang ?? undefined}>{text}</q>
                <p class="quiet">
                  {words.grades[grade] ?? grade}. <span lang={lang ?? undefined}>{note}</span>
                </p>
              </li>
            ))}
          </ul>
        )
      }
    </LoadView>
  );
}

/** Examples of the golden standard to compare a text with; asked for when they are opened. */
export function SimilarExamples(props: ExamplesProps): JSX.Element {
  const words = useWords(reviewWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="more-fields" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.examples}</summary>
      {isOpen && <Examples {...props} />}
    </details>
  );
}
