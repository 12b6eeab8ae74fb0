import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useApp, useWords } from '../app/app-context.ts';
import { commonWords } from '../words/common.ts';
import { CheckIcon, CopyIcon } from './icons.tsx';

/** Copies; where the clipboard is closed to the page (plain http) an old way is tried. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'sr';
    document.body.append(area);
    area.select();
    const isDone = document.execCommand('copy');
    area.remove();
    return isDone;
  }
}

const shownMs = 2_000;

/** A button that copies `text`; `label` says what. */
export function CopyButton(props: { readonly text: string; readonly label: string }): JSX.Element {
  const words = useWords(commonWords);
  const { notify } = useApp();
  const [isDone, setDone] = useState(false);
  const copy = async (): Promise<void> => {
    if (!(await copyText(props.text))) {
      notify({ text: props.text, tone: 'danger' });
      return;
    }
    setDone(true);
    setTimeout(() => setDone(false), shownMs);
  };
  return (
    <button type="button" class="button small" aria-label={props.label} onClick={() => void copy()}>
      {isDone ? <CheckIcon /> : <CopyIcon />}
      <span aria-live="polite">{isDone ? words.copied : words.copy}</span>
    </button>
  );
}
