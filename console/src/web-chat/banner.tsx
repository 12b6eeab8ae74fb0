import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ConnectionState } from './connection.ts';
import type { Labels } from './labels.ts';

/** Short breaks pass unmentioned. */
const patienceMs = 1_500;

interface BannerProps {
  readonly connection: ConnectionState;
  readonly words: Labels;
  readonly onResume: () => void;
}

/** One line about the connection, only when it has been away long enough to matter. */
export function Banner({ connection, words, onResume }: BannerProps): JSX.Element {
  const [shown, setShown] = useState<ConnectionState>('live');
  useEffect(() => {
    const isPassing = connection === 'connecting' || connection === 'reconnecting';
    const timer = setTimeout(() => setShown(connection), isPassing ? patienceMs : 0);
    return () => clearTimeout(timer);
  }, [connection]);

  const denied = shown === 'unauthorised';
  return (
    <div class={denied ? 'banner denied' : 'banner'} role="status">
      {shown !== 'live' && (
        <p>
          <span>{words[shown]}</span>
          {denied && (
            <button type="button" onClick={onResume}>
              {words.tryAgain}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
