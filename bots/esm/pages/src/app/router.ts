import { useEffect, useState } from 'preact/hooks';

/** The sections of a study, by their place in the address. */
export const sections = [
  'overview',
  'protocol',
  'instrument',
  'consent',
  'settings',
  'preview',
  'invites',
  'participants',
  'compliance',
  'review',
  'export',
  'audit',
] as const;
export type Section = (typeof sections)[number];

/** Where the page is. */
export type Route =
  | { readonly kind: 'studies' }
  | { readonly kind: 'study'; readonly id: string; readonly section: Section; readonly item: string | null }
  | { readonly kind: 'unknown' };

/** Reads the path of an address; `base` is the prefix of the pages, for example `/esm/researcher`. */
export function parseRoute(path: string, base: string): Route {
  if (path !== base && !path.startsWith(`${base}/`)) return { kind: 'unknown' };
  const [place, id, section = 'overview', item, ...more] = path
    .slice(base.length + 1)
    .split('/')
    .filter((part) => part !== '')
    .map(decodePart);
  if (place === undefined || (place === 'studies' && id === undefined)) return { kind: 'studies' };
  const known = sections.find((one) => one === section);
  if (place !== 'studies' || id === undefined || known === undefined || more.length > 0) {
    return { kind: 'unknown' };
  }
  return { kind: 'study', id, section: known, item: item ?? null };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a route, without the prefix. */
export function toPath(id: string | null, section: Section = 'overview', item: string | null = null): string {
  if (id === null) return '';
  const parts = ['studies', id, ...(section === 'overview' && item === null ? [] : [section])];
  return `/${[...parts, ...(item === null ? [] : [item])].map(encodeURIComponent).join('/')}`;
}

/** The place of the browser, and how to go elsewhere without loading the page again. */
export interface Router {
  readonly path: string;
  readonly query: URLSearchParams;
  go(address: string, options?: { readonly replace?: boolean }): void;
}

const moved = 'opora:moved';
/** Asked before leaving; false keeps the place. */
let mayLeave: () => boolean = () => true;

/** Sets the question asked before leaving the place; returns how to take it back. */
export function guardLeaving(ask: () => boolean): () => void {
  mayLeave = ask;
  return () => {
    if (mayLeave === ask) mayLeave = () => true;
  };
}

function go(address: string, options: { readonly replace?: boolean } = {}): void {
  const samePlace = new URL(address, location.href).pathname === location.pathname;
  if (!samePlace && !mayLeave()) return;
  if (options.replace === true) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  dispatchEvent(new Event(moved));
}

/** Follows the address of the browser. */
export function useRouter(): Router {
  const [, redraw] = useState(0);
  useEffect(() => {
    const update = (): void => redraw((count) => count + 1);
    addEventListener('popstate', update);
    addEventListener(moved, update);
    return () => {
      removeEventListener('popstate', update);
      removeEventListener(moved, update);
    };
  }, []);
  return { path: location.pathname, query: new URLSearchParams(location.search), go };
}

/** Turns plain presses on links of the pages into moves; others (new tab, download, another site) stay. */
export function followLinks(base: string): void {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || link.hasAttribute('download') || link.target === '_blank') return;
    if (
      link.origin !== location.origin ||
      !(link.pathname === base || link.pathname.startsWith(`${base}/`))
    ) {
      return;
    }
    // A place on the same page is the browser's own affair.
    if (link.hash !== '' && link.pathname === location.pathname) return;
    event.preventDefault();
    go(link.href);
  });
}
