import type { JSX, RefObject, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Command } from './api.ts';
import { CommandMenu, commandMenuId, matchCommands } from './command-menu.tsx';
import { SendIcon, SlashIcon } from './icons.tsx';
import type { Labels } from './labels.ts';

interface ComposerProps {
  readonly text: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly commands: readonly Command[];
  readonly maximumCharacters: number;
  readonly words: Labels;
  readonly onText: (text: string) => void;
  readonly onSend: (text: string) => void;
}

/** Grows the field with its text; CSS caps the height. */
function useAutoHeight(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
}

/** The text field with its command menu. Enter sends, Shift+Enter breaks the line. */
export function Composer(props: ComposerProps): JSX.Element {
  const { text, field, words, maximumCharacters, onText } = props;
  const [active, setActive] = useState(0);
  const [closed, setClosed] = useState(false);
  const matches = closed ? [] : matchCommands(text, props.commands);
  const over = text.trim().length - maximumCharacters;
  const sendable = text.trim() !== '' && over <= 0;
  useAutoHeight(field, text);

  const change = (next: string): void => {
    setActive(0);
    setClosed(false);
    onText(next);
  };
  const pick = (command: Command): void => {
    change(`/${command.name}`);
    setClosed(true);
    field.current?.focus();
  };
  const send = (): void => {
    if (sendable) props.onSend(text.trim());
  };

  const onMenuKey = (key: string): boolean => {
    const current = matches[active];
    if (current === undefined) return false;
    if (key === 'ArrowDown') setActive((active + 1) % matches.length);
    else if (key === 'ArrowUp') setActive((active + matches.length - 1) % matches.length);
    else if (key === 'Escape') setClosed(true);
    else if (key === 'Tab' || (key === 'Enter' && text !== `/${current.name}`)) pick(current);
    else return false;
    return true;
  };

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    if (onMenuKey(event.key)) event.preventDefault();
    else if (event.key === 'Enter') {
      event.preventDefault();
      // A key held since a choice was made comes here with the focus.
      if (!event.repeat) send();
    }
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
        field.current?.focus();
      }}
    >
      {matches.length > 0 && <CommandMenu commands={matches} active={active} words={words} onPick={pick} />}
      <div class="field">
        {props.commands.length > 0 && (
          <button
            type="button"
            class="round"
            aria-label={words.commands}
            onClick={() => {
              change(text.startsWith('/') ? text : '/');
              field.current?.focus();
            }}
          >
            <SlashIcon />
          </button>
        )}
        <textarea
          ref={field}
          rows={1}
          value={text}
          placeholder={words.placeholder}
          aria-label={words.message}
          aria-invalid={over > 0}
          aria-describedby={over > 0 ? 'over' : undefined}
          aria-autocomplete={props.commands.length > 0 ? 'list' : 'none'}
          aria-controls={matches.length > 0 ? commandMenuId : undefined}
          aria-activedescendant={matches.length > 0 ? `${commandMenuId}-${active}` : undefined}
          enterkeyhint="send"
          autocomplete="off"
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => setClosed(true)}
        />
        <button type="submit" class="round send" aria-label={words.send} disabled={!sendable}>
          <SendIcon />
        </button>
      </div>
      {/* A field of several lines may not be a combobox, so that the opening of the menu is told in words. */}
      <p class="sr" role="status">
        {matches.length > 0 ? words.commandsFound(matches.length) : ''}
      </p>
      <p class="over" id="over" role="status">
        {over > 0 ? words.tooLong(over) : ''}
      </p>
    </form>
  );
}
