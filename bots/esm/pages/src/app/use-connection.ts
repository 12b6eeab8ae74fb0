import { useEffect, useState } from 'preact/hooks';
import type { Http } from '../api/http.ts';

/** Whether the server answers, as far as the last request and the browser know. */
export function useConnection(http: Http): boolean {
  const [isOnline, setOnline] = useState(true);
  useEffect(() => {
    let lostAt = Number.NEGATIVE_INFINITY;
    // An answer that was already on its way when the network went says nothing of now.
    http.onContact = (reached, askedAt) => {
      if (!reached || askedAt > lostAt) setOnline(reached);
    };
    const onOnline = (): void => setOnline(true);
    const onOffline = (): void => {
      lostAt = performance.now();
      setOnline(false);
    };
    addEventListener('online', onOnline);
    addEventListener('offline', onOffline);
    return () => {
      removeEventListener('online', onOnline);
      removeEventListener('offline', onOffline);
    };
  }, [http]);
  return isOnline;
}
