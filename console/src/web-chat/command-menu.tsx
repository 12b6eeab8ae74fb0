import type { JSX } from 'preact';
import type { Command } from './api.ts';
import type { Labels } from './labels.ts';

/** Commands that fit what is typed: `/` and the beginning of a name, nothing after it. */
export function matchCommands(text: string, commands: readonly Command[]): readonly Command[] {
  const typed = /^\/(\S*)$/.exec(text)?.[1]?.toLowerCase();
  if (typed === undefined) return [];
  return commands.filter((command) => command.name.toLowerCase().startsWith(typed));
}

/** Id of the menu and of its options, for `aria-controls` and `aria-activedescendant`. */
export const commandMenuId = 'commands';

interface CommandMenuProps {
  readonly commands: readonly Command[];
  readonly active: number;
  readonly words: Labels;
  readonly onPick: (command: Command) => void;
}

/**
 * The list of commands above the composer. The focus stays in the text field, whose arrows scroll the list; it can take
 * the focus because it scrolls.
 */
export function CommandMenu({ commands, active, words, onPick }: CommandMenuProps): JSX.Element {
  return (
    <div class="menu" id={commandMenuId} role="listbox" aria-label={words.commands} tabIndex={0}>
      {commands.map((command, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus, aria-activedescendant points here
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the text field
        <div
          key={command.name}
          id={`${commandMenuId}-${index}`}
          role="option"
          aria-selected={index === active}
          ref={(element) => {
            if (index === active) element?.scrollIntoView({ block: 'nearest' });
          }}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(command)}
        >
          <span class="command">/{command.name}</span>
          <span class="quiet">{command.description}</span>
        </div>
      ))}
    </div>
  );
}
