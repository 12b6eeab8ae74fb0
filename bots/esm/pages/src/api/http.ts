import { type Fields, readFields } from './fields.ts';
import { ApiProblem, readProblem, unreachable } from './problem.ts';

/** Values of a query; null and empty ones are left out. */
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What the pages know of the network; listeners hear of changes. */
export interface Http {
  get(path: string, query?: Query, signal?: AbortSignal): Promise<Fields>;
  send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Fields>;
  /** Sends a text of YAML. */
  sendYaml(path: string, text: string): Promise<Fields>;
  /** Sent with every change; the session gives it. */
  setToken(csrf: string | null): void;
  /** Address of a file, for a link. */
  address(path: string): string;
  /** Called when a request finds the session gone. */
  onSessionEnd: () => void;
  /**
   * Called with true when a request was answered, with false when the server could not be reached, and with
   * when that request began, by `performance.now()`.
   */
  onContact: (reached: boolean, askedAt: number) => void;
}

const patienceMs = 20_000;

function toQuery(query: Query): string {
  const pairs = Object.entries(query).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  const text = new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

class HttpClient implements Http {
  onSessionEnd: () => void = () => {};
  onContact: Http['onContact'] = () => {};
  readonly #base: string;
  #csrf: string | null = null;

  constructor(base: string) {
    this.#base = base;
  }

  setToken(csrf: string | null): void {
    this.#csrf = csrf;
  }

  address(path: string): string {
    return `${this.#base}/${path}`;
  }

  get(path: string, query: Query = {}, signal?: AbortSignal): Promise<Fields> {
    return this.#ask(path + toQuery(query), { method: 'GET', ...(signal ? { signal } : {}) });
  }

  send(method: string, path: string, body?: unknown): Promise<Fields> {
    return this.#ask(path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  sendYaml(path: string, text: string): Promise<Fields> {
    return this.#ask(path, { method: 'POST', body: text }, 'application/yaml');
  }

  async #ask(path: string, init: RequestInit, type = 'application/json'): Promise<Fields> {
    const response = await this.#fetch(path, init, type);
    if (response.status === 401 && path !== 'session') this.onSessionEnd();
    if (!response.ok) throw await readProblem(response);
    if (response.status === 204) return readFields(null);
    const text = await response.text();
    try {
      return readFields(text === '' ? null : JSON.parse(text));
    } catch {
      throw new ApiProblem({ status: response.status, code: 'not_json', message: 'The answer is not JSON.' });
    }
  }

  async #fetch(path: string, init: RequestInit, type: string): Promise<Response> {
    const askedAt = performance.now();
    const isChange = init.method !== 'GET';
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), patienceMs);
    init.signal?.addEventListener('abort', () => ending.abort(), { once: true });
    const headers = new Headers({ accept: 'application/json' });
    if (init.body !== undefined) headers.set('content-type', type);
    if (isChange && this.#csrf !== null) headers.set('x-csrf-token', this.#csrf);
    try {
      const response = await fetch(this.address(path), {
        ...init,
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: ending.signal,
      });
      this.onContact(true, askedAt);
      return response;
    } catch (error) {
      // Whoever asked has gone; nothing is known of the network.
      if (init.signal?.aborted === true) throw error;
      this.onContact(false, askedAt);
      throw unreachable();
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A client of the HTTP API at `base`, for example `/esm/api`. Refusals and failures are thrown as `ApiProblem`. */
export function createHttp(base: string): Http {
  return new HttpClient(base);
}
