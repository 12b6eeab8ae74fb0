import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Study } from '../api/studies.ts';
import type { Language } from '../language.ts';
import { ArchIcon, CloseIcon, MenuIcon } from '../parts/icons.tsx';
import { appWords } from '../words/app.ts';
import { commonWords } from '../words/common.ts';
import { useApp, useWords } from './app-context.ts';
import { LanguageChoice } from './language-choice.tsx';
import type { Section } from './router.ts';
import { StudyNav } from './study-nav.tsx';

interface ShellProps {
  /** The study whose pages these are; null on the list, and while it loads. */
  readonly study: Study | null;
  readonly section: Section | null;
  readonly onLanguage: (language: Language) => void;
  readonly onLogOut: () => void;
  readonly children: ComponentChildren;
}

function Side(props: Omit<ShellProps, 'children'>): JSX.Element {
  const { options, researcher, language } = useApp();
  const words = useWords(appWords);
  const common = useWords(commonWords);
  return (
    <>
      <a class="home" href={`${options.basePath}/researcher`}>
        <ArchIcon class="mark" />
        <strong>{common.pages}</strong>
        {options.demo && <span class="demo">{common.demo}</span>}
      </a>
      {props.study !== null && props.section !== null && (
        <StudyNav study={props.study} section={props.section} />
      )}
      <div class="who">
        <LanguageChoice language={language} onLanguage={props.onLanguage} />
        <p>
          <span class="who-name">{researcher.name}</span>
          <span class="quiet">{words.roles[researcher.role]}</span>
        </p>
        <button type="button" class="button small" onClick={props.onLogOut}>
          {words.logOut}
        </button>
      </div>
    </>
  );
}

/** The frame: at the side on a wide screen, behind a button on a phone. */
export function Shell({ children, ...side }: ShellProps): JSX.Element {
  const { isOnline, options } = useApp();
  const words = useWords(appWords);
  const common = useWords(commonWords);
  const drawer = useRef<HTMLDialogElement>(null);
  useEffect(() => drawer.current?.close(), [side.section, side.study?.id]);
  return (
    <>
      <a class="skip" href="#content">
        {common.skip}
      </a>
      <header class="top-bar">
        <button
          type="button"
          class="icon-button"
          aria-label={words.menu}
          onClick={() => drawer.current?.showModal()}
        >
          <MenuIcon />
        </button>
        <a href={`${options.basePath}/researcher`} aria-label={words.studies}>
          <ArchIcon class="mark" />
        </a>
        <p class="top-title">{side.study?.title ?? common.pages}</p>
      </header>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape, which a modal dialog answers by itself */}
      <dialog
        ref={drawer}
        class="drawer"
        aria-label={words.menu}
        onClick={(event) => {
          if (event.target === event.currentTarget || (event.target as Element).closest('a') !== null) {
            event.currentTarget.close();
          }
        }}
      >
        <div class="drawer-body">
          <button
            type="button"
            class="icon-button"
            aria-label={words.closeMenu}
            onClick={() => drawer.current?.close()}
          >
            <CloseIcon />
          </button>
          <Side {...side} />
        </div>
      </dialog>
      <div class="frame">
        <aside class="side" aria-label={common.pages}>
          <Side {...side} />
        </aside>
        <main id="content" tabIndex={-1}>
          <div role="status" class="connection">
            {!isOnline && <p>{common.offline}</p>}
          </div>
          {children}
        </main>
      </div>
    </>
  );
}
