import type { ComponentChildren, JSX } from 'preact';
import { toSafeUrl } from './file-link.tsx';

const address = /https?:\/\/[^\s<>"'`{}|\\^]+/g;
const trailing = /[.,:;!?…»”’)\]]+$/;

function toParts(text: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const url = match[0].replace(trailing, '');
    if (toSafeUrl(url, location.href) === null) continue;
    parts.push(
      text.slice(end, match.index),
      <a href={url} target="_blank" rel="noopener noreferrer nofollow">
        {url}
      </a>,
    );
    end = match.index + url.length;
  }
  parts.push(text.slice(end));
  return parts;
}

/**
 * Text exactly as it came: nothing in it is markup. With `links`, http(s) addresses can be followed, and
 * what is seen is the address itself. No message says its language, and it need not be that of the page: `lang` is
 * empty, which is "unknown", so that no voice of the wrong language is forced on it.
 */
export function PlainText(props: { id?: string; text: string; links: boolean }): JSX.Element {
  return (
    <p class="text" id={props.id} lang="" dir="auto">
      {props.links ? toParts(props.text) : props.text}
    </p>
  );
}
