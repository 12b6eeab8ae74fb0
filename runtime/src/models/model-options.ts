import type { Clock } from '../core/clock.ts';

/** What every provider is made of. The key goes into request headers and nowhere else. */
export interface ProviderOptions {
  readonly apiKey: string;
  /** Without a slash at the end, for example `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly clock: Clock;
}

/** A base URL as clients want it. */
export const trimSlash = (url: string): string => url.replace(/\/+$/, '');

/** The id under which the whole work is found again, for the provider's own logs; none that is no header value. */
export const traceHeaders = (requestId: string): Record<string, string> =>
  /^[\x21-\x7e]{1,200}$/.test(requestId) ? { 'x-request-id': requestId } : {};
