import type { JSX } from 'preact';
import type { Draft } from './chat-store.ts';
import { Choices } from './choices.tsx';
import { FileLink } from './file-link.tsx';
import { ArchIcon, CheckIcon } from './icons.tsx';
import { authorName, type Labels } from './labels.ts';
import type { Language } from './language.ts';
import type { OutboxItem } from './outbox.ts';
import { PlainText } from './plain-text.tsx';
import { type DeliveryState, type Entry, hasChoices } from './timeline.ts';

/** What a person can do with the messages. */
export interface EntryActions {
  readonly onChoose: (draft: Draft) => void;
  readonly onRetry: (item: OutboxItem) => void;
  readonly onEdit: (item: OutboxItem) => void;
  readonly onDiscard: (item: OutboxItem) => void;
}

interface EntryViewProps extends EntryActions {
  readonly entry: Entry;
  readonly title: string;
  readonly words: Labels;
  readonly language: Language;
  /** First and last of a run of messages from one side. */
  readonly first: boolean;
  readonly last: boolean;
}

function stateText(state: DeliveryState, words: Labels): string {
  return state === 'delivered' ? '' : words[state];
}

function Time({ at, language }: { at: number; language: Language }): JSX.Element | null {
  if (!Number.isFinite(at)) return null;
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()}>
      {date.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}
    </time>
  );
}

function Incoming({ entry, title, words, language, first, last, onChoose }: EntryViewProps): JSX.Element {
  const { message } = entry;
  const files = [...(message?.file ? [message.file] : []), ...(message?.attachments ?? [])];
  return (
    <article class={`entry out${first ? ' first' : ''}`}>
      {first && <ArchIcon class="mark" />}
      {first && <span class="sr">{title}:</span>}
      <PlainText id={`text-${entry.key}`} text={entry.text} links />
      {files.map((file) => (
        <FileLink key={file.url + file.name} file={file} words={words} />
      ))}
      {message !== null && hasChoices(message) && (
        <Choices entry={entry} message={message} words={words} onChoose={onChoose} />
      )}
      {(last || message?.modelUsed) && (
        <p class="meta">
          {last && <Time at={entry.at} language={language} />}
          {message?.modelUsed && (
            <span class="model">
              {words.answeredBy} {authorName(message.modelUsed, words)}
            </span>
          )}
        </p>
      )}
    </article>
  );
}

type UnsentProps = EntryViewProps & { readonly item: OutboxItem };

/** What can be done with words that do not go out by themselves. */
function UnsentActions(props: UnsentProps & { readonly send: string }): JSX.Element {
  const { item, words, send, onRetry, onEdit, onDiscard } = props;
  return (
    <div class="actions">
      <button type="button" onClick={() => onRetry(item)}>
        {send}
      </button>
      {item.text !== null && (
        <button type="button" onClick={() => onEdit(item)}>
          {words.edit}
        </button>
      )}
      <button type="button" onClick={() => onDiscard(item)}>
        {words.remove}
      </button>
    </div>
  );
}

function Failure(props: UnsentProps): JSX.Element {
  const { entry, words } = props;
  return (
    <div class="failure">
      <p role="alert">
        <strong>{words.failed}.</strong> {entry.problem?.detail}
      </p>
      {(entry.problem?.errors.length ?? 0) > 0 && (
        <ul>
          {entry.problem?.errors.map((error) => (
            <li key={error}>{error}</li>
          ))}
        </ul>
      )}
      <UnsentActions {...props} send={words.retry} />
    </div>
  );
}

function Held(props: UnsentProps): JSX.Element {
  return (
    <div class="question">
      <p>{props.words.held}</p>
      <UnsentActions {...props} send={props.words.send} />
    </div>
  );
}

function Own(props: EntryViewProps): JSX.Element {
  const { entry, words, language, first, last } = props;
  const failed = entry.state === 'failed';
  const held = entry.state === 'held';
  const text = stateText(entry.state, words);
  return (
    <article class={`entry in ${entry.state}${first ? ' first' : ''}`}>
      <div class="bubble">
        <span class="sr">{words.you}</span>
        <PlainText text={entry.text} links={false} />
        {entry.message?.attachments.map((file) => (
          <FileLink key={file.url + file.name} file={file} words={words} />
        ))}
      </div>
      {failed && entry.item && <Failure {...props} item={entry.item} />}
      {held && entry.item && <Held {...props} item={entry.item} />}
      {!failed && !held && (last || text !== '') && (
        <p class="meta">
          {text === '' ? <Time at={entry.at} language={language} /> : <span>{text}</span>}
          {(entry.state === 'sent' || entry.state === 'delivered') && <CheckIcon />}
        </p>
      )}
    </article>
  );
}

/** One message of either side. */
export function EntryView(props: EntryViewProps): JSX.Element {
  return props.entry.direction === 'out' ? <Incoming {...props} /> : <Own {...props} />;
}
