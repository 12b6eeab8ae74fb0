import { isPublicAddress } from './ip-ranges.ts';
import { limits } from './text-limits.ts';

/** All addresses of a host name. */
export type Resolver = (host: string) => Promise<readonly string[]>;

export type UrlRefusal =
  | 'too-long'
  | 'malformed'
  | 'scheme'
  | 'credentials'
  | 'port'
  | 'host'
  | 'address'
  | 'unresolved'
  | 'too-many-redirects';

export interface UrlPolicy {
  /** Host names, lower case; `*.example.org` allows every name below it. */
  readonly allowedHosts: readonly string[];
  /** 443 alone when left out. */
  readonly allowedPorts?: readonly number[];
}

const MAXIMUM_REDIRECTS = 3;

/** Judges a link by its text alone; null when it may be followed as far as that goes. */
export function judgeUrl(url: string, policy: UrlPolicy): UrlRefusal | null {
  if (url.length > limits.urlCharacters) return 'too-long';
  // Browsers and servers disagree about these: what one reads as a path the other reads as a host.
  if (/[\\\s\p{Cc}]/u.test(url)) return 'malformed';
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null) return 'malformed';
  if (parsed.protocol !== 'https:') return 'scheme';
  if (parsed.username !== '' || parsed.password !== '') return 'credentials';
  const port = parsed.port === '' ? 443 : Number(parsed.port);
  if (!(policy.allowedPorts ?? [443]).includes(port)) return 'port';
  return isAllowedHost(parsed.hostname, policy.allowedHosts) ? null : 'host';
}

/** Whether a host name is on the list; a trailing dot and case make no difference. */
export function isAllowedHost(host: string, allowedHosts: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return allowedHosts.some((allowed) =>
    allowed.startsWith('*.')
      ? name.endsWith(allowed.slice(1)) && name.length > allowed.length - 1
      : name === allowed,
  );
}

export interface UrlDecision {
  readonly refusal: UrlRefusal | null;
  /** The addresses judged: connect to one of these, and resolve no second time. */
  readonly addresses: readonly string[];
}

/** Judges a link and every address its host has: one private address refuses it. To be asked at each redirect. */
export async function judgeUrlTarget(
  url: string,
  policy: UrlPolicy,
  resolve: Resolver,
): Promise<UrlDecision> {
  const refusal = judgeUrl(url, policy);
  if (refusal !== null) return { refusal, addresses: [] };
  const addresses = await addressesOf(new URL(url).hostname, resolve);
  if (addresses.length === 0) return { refusal: 'unresolved', addresses };
  return { refusal: addresses.every(isPublicAddress) ? null : 'address', addresses };
}

async function addressesOf(host: string, resolve: Resolver): Promise<readonly string[]> {
  try {
    return await resolve(host);
  } catch {
    // A name that does not resolve is refused by the caller: no address, no fetch.
    return [];
  }
}

/** Where a redirect leads and whether it may be followed; `hop` counts from 1. */
export async function judgeRedirect(
  from: string,
  location: string,
  hop: number,
  policy: UrlPolicy,
  resolve: Resolver,
): Promise<UrlDecision & { readonly url: string }> {
  if (hop > MAXIMUM_REDIRECTS) return { refusal: 'too-many-redirects', addresses: [], url: location };
  if (!URL.canParse(location, from)) return { refusal: 'malformed', addresses: [], url: location };
  const url = new URL(location, from).href;
  return { ...(await judgeUrlTarget(url, policy, resolve)), url };
}
