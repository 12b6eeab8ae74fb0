import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { MoreIcon } from './icons.tsx';

/** One act of a menu. */
export interface MenuAct {
  readonly label: string;
  readonly onChoose: () => void;
  readonly tone?: 'plain' | 'danger';
  readonly disabled?: boolean;
}

/** Where a key leads in a menu of `count` acts; null when it means nothing there. */
function stepOf(key: string, current: number, count: number): number | null {
  if (key === 'ArrowDown') return (current + 1) % count;
  if (key === 'ArrowUp') return (current - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

/** A button with a menu of acts. Arrows move, Escape and a press elsewhere close. */
export function ActionMenu(props: {
  readonly label: string;
  readonly acts: readonly MenuAct[];
}): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  const items = (): HTMLElement[] => [
    ...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? []),
  ];
  const close = (): void => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };
  useEffect(() => {
    if (!isOpen) return;
    items()[0]?.focus();
    const onPress = (event: Event): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPress);
    return () => document.removeEventListener('pointerdown', onPress);
  }, [isOpen]);

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    if (!isOpen) return;
    const all = items();
    const next = stepOf(event.key, all.indexOf(document.activeElement as HTMLElement), all.length);
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') setOpen(false);
    else if (next !== null) all[next]?.focus();
    else return;
    if (event.key !== 'Tab') event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the menu inside bubble up to here
    <div class="menu-root" ref={root} onKeyDown={onKeyDown}>
      <button
        type="button"
        class="icon-button"
        aria-label={props.label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <MoreIcon />
      </button>
      {isOpen && (
        <div class="menu" role="menu" id={id} aria-label={props.label}>
          {props.acts.map(({ label, onChoose, tone, disabled = false }) => (
            <button
              key={label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              class={tone === 'danger' ? 'danger' : ''}
              aria-disabled={disabled}
              onClick={() => {
                if (disabled) return;
                close();
                onChoose();
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
