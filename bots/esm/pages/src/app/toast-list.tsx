import type { JSX } from 'preact';
import type { Language } from '../language.ts';
import { CloseIcon } from '../parts/icons.tsx';
import { commonWords } from '../words/common.ts';
import type { Toasts } from './toasts.ts';

/** The toasts, at the foot of the page. */
export function ToastList(props: { readonly toasts: Toasts; readonly language: Language }): JSX.Element {
  const { toasts } = props;
  const words = commonWords[props.language];
  return (
    <div
      class="toasts"
      role="status"
      onMouseEnter={() => toasts.hold(true)}
      onMouseLeave={() => toasts.hold(false)}
      onFocusCapture={() => toasts.hold(true)}
      onBlurCapture={() => toasts.hold(false)}
    >
      {toasts.shown.map(({ id, text, tone, undo }) => (
        <div key={id} class={tone === 'danger' ? 'toast danger' : 'toast'}>
          <p>{text}</p>
          {undo !== undefined && (
            <button
              type="button"
              class="toast-undo"
              onClick={() => {
                toasts.dismiss(id);
                undo();
              }}
            >
              {words.undo}
            </button>
          )}
          <button
            type="button"
            class="icon-button"
            aria-label={words.dismiss}
            onClick={() => toasts.dismiss(id)}
          >
            <CloseIcon />
          </button>
        </div>
      ))}
    </div>
  );
}
