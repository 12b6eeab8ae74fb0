import type { JSX } from 'preact';
import type { Instrument, Item, ItemGroup } from '../../../src/instrument/instrument.ts';
import { useWords } from '../app/app-context.ts';
import type { Language } from '../language.ts';
import { instrumentWords } from './instrument-words.ts';
import { ItemBubble } from './item-bubble.tsx';

interface AllQuestionsProps {
  readonly instrument: Instrument;
  readonly language: Language;
}

function Question(
  props: AllQuestionsProps & { readonly item: Item; readonly number: number | null },
): JSX.Element {
  const words = useWords(instrumentWords);
  const { item } = props;
  const check = item.type === 'text' && item.validate !== undefined ? item.validate : 'none';
  const notes = [
    ...(check === 'none' ? [] : [words.checks[check]]),
    ...(item.required === true ? [words.required] : []),
  ];
  return (
    <ItemBubble {...props}>
      <p class="say-note">
        <code>{item.id}</code> {notes.join(', ')}
        {item.showIf !== undefined && (
          <span class="condition">
            {words.onlyIf} <code>{item.showIf}</code>
          </span>
        )}
      </p>
    </ItemBubble>
  );
}

function groupNote(group: ItemGroup, words: (typeof instrumentWords)['en']): string {
  const all = group.items.length;
  const picked = group.pick ?? all;
  if (group.order === 'random') return words.random(picked, all);
  return picked === all ? '' : words.draws(picked, all);
}

/** Every question of an instrument, in written order, with what decides whether it is asked. */
export function AllQuestions({ instrument, language }: AllQuestionsProps): JSX.Element {
  const words = useWords(instrumentWords);
  let number = 0;
  const count = (item: Item): number | null => {
    if (item.type === 'info') return null;
    number += 1;
    return number;
  };
  return (
    <div class="say-log">
      {instrument.items.map((entry) =>
        'group' in entry ? (
          <section key={entry.group} class="say-group" aria-label={entry.group}>
            <p class="say-group-name">
              <code>{entry.group}</code> {groupNote(entry, words)}
            </p>
            {entry.items.map((item) => (
              <Question key={item.id} {...{ instrument, language, item }} number={count(item)} />
            ))}
          </section>
        ) : (
          <Question key={entry.id} {...{ instrument, language, item: entry }} number={count(entry)} />
        ),
      )}
    </div>
  );
}
