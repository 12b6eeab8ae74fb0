import type { IncomingMessage } from 'node:http';
import { Api } from 'grammy';
import { UnreadableAnswer } from './errors.ts';
import { createTransport, type TransportInit } from './http-transport.ts';
import type { TelegramSettings } from './telegram-options.ts';

/** A signal as grammY types it (its polyfill's); the platform's own works. */
type CallSignal = NonNullable<Parameters<Api['getMe']>[0]>;

/** The Bot API of one bot. */
export interface ApiClient {
  /**
   * Runs one call with a time limit and a count and duration in the meter.
   *
   * @param extraMs added to the limit, for long polls.
   * @throws what grammY throws; see `toFailure`.
   */
  call<Result>(
    method: string,
    run: (api: Api, signal: CallSignal) => Promise<Result>,
    signal: AbortSignal,
    extraMs?: number,
  ): Promise<Result>;
  /** Opens a file that `getFile` named. */
  openFile(path: string, signal: AbortSignal): Promise<IncomingMessage>;
}

/** grammY keeps a timer of its own for every call; ours, from the clock, always ends first. */
const GRAMMY_TIMEOUT_SECONDS = 500;
const MAXIMUM_ANSWER_BYTES = 16 * 1024 * 1024;

/** Creates the client. grammY's auto-retry is not installed: it would hide ambiguous sends. */
export function createApiClient(settings: TelegramSettings): ApiClient {
  const { token, apiRoot, clock, meter, bot } = settings;
  const transport = createTransport();
  const grammyFetch = async (url: unknown, init: unknown): Promise<Response> =>
    readAnswer(await transport.send(String(url), init as TransportInit));
  const api = new Api(token, {
    apiRoot,
    timeoutSeconds: GRAMMY_TIMEOUT_SECONDS,
    sensitiveLogs: false,
    fetch: grammyFetch as unknown as typeof fetch,
  });
  return {
    async call(method, run, signal, extraMs = 0) {
      const limit = new AbortController();
      const abort = (): void => limit.abort();
      const timer = clock.after(settings.requestTimeoutMs + extraMs, abort);
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      const startedAt = clock.monotonic();
      let result = 'failed';
      try {
        const answer = await run(api, limit.signal as unknown as CallSignal);
        result = 'ok';
        return answer;
      } finally {
        timer.cancel();
        signal.removeEventListener('abort', abort);
        meter.count('opora_telegram_calls_total', { bot, method, result });
        meter.observe('opora_telegram_call_seconds', (clock.monotonic() - startedAt) / 1000, { bot, method });
      }
    },
    openFile(path, signal) {
      const safe = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
      return transport.send(`${apiRoot}/file/bot${token}/${safe.map(encodeURIComponent).join('/')}`, {
        signal,
      });
    },
  };
}

/** Reads a Bot API answer; anything else is told apart here, where the HTTP status is known. */
async function readAnswer(incoming: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAXIMUM_ANSWER_BYTES) throw new UnreadableAnswer(incoming.statusCode ?? 0);
    chunks.push(chunk);
  }
  const status = incoming.statusCode ?? 0;
  const text = Buffer.concat(chunks).toString('utf8');
  if (!isAnswer(text)) {
    const retryAfter = Number(incoming.headers['retry-after']);
    throw new UnreadableAnswer(status, Number.isFinite(retryAfter) ? retryAfter : undefined);
  }
  return new Response(text, { status });
}

function isAnswer(text: string): boolean {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || !('ok' in body)) return false;
    return body.ok === true ? 'result' in body : body.ok === false && 'error_code' in body;
  } catch {
    return false;
  }
}
