import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';

/** A call that brought no usable answer. Its message never contains an address: addresses hold the token. */
export class TransportError extends Error {
  /** False only when it is certain that no byte of the request left this machine's connection. */
  readonly requestLeft: boolean;
  /** System code (`ECONNREFUSED`), or `aborted`. */
  readonly code: string;

  constructor(code: string, requestLeft: boolean) {
    super(`No answer (${code}, ${requestLeft ? 'after' : 'before'} the request left).`);
    this.name = 'TransportError';
    this.code = code;
    this.requestLeft = requestLeft;
  }
}

/** What grammY and the download pass to `fetch`. */
export interface TransportInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?:
    | Pick<AbortSignal, 'aborted' | 'addEventListener' | 'removeEventListener'>
    | null
    | undefined;
}

interface Transport {
  /** Sends a request and resolves with the answer's head; the body is read from the stream. */
  send(url: string, init: TransportInit): Promise<IncomingMessage>;
}

/**
 * An idle connection is dropped well before the server's own limit: a request on a connection that the server
 * has just closed would end as "may have been sent" although it never was.
 */
const IDLE_MS = 5000;

/**
 * HTTP over `node:http` rather than `fetch`, because `fetch` does not tell whether a request left: the
 * Outbox must know a refused connection (safe to repeat) from a lost answer (not safe).
 */
export function createTransport(): Transport {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, timeout: IDLE_MS }),
    'https:': new HttpsAgent({ keepAlive: true, timeout: IDLE_MS }),
  };
  return {
    send(url, init) {
      const target = new URL(url);
      const secure = target.protocol === 'https:';
      const options = { method: init.method ?? 'GET', headers: withLength(init) };
      const request = secure
        ? httpsRequest(target, { ...options, agent: agents['https:'] })
        : httpRequest(target, { ...options, agent: agents['http:'] });
      // The agent's limit is for idle connections; a running long poll is quiet for longer.
      request.setTimeout(0);
      return exchange(request, secure ? 'secureConnect' : 'connect', init);
    },
  };
}

function exchange(
  request: ClientRequest,
  connected: 'connect' | 'secureConnect',
  init: TransportInit,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let left = false;
    let response: IncomingMessage | undefined;
    const { signal, body } = init;
    const fail = (code: string): void => {
      signal?.removeEventListener('abort', onAbort);
      const error = new TransportError(code, left);
      reject(error);
      response?.destroy(error);
      request.destroy();
    };
    const onAbort = (): void => fail('aborted');
    request.on('socket', (socket) => {
      // A fresh socket holds the bytes back until it is connected; a kept one takes them at once.
      if (socket.connecting)
        socket.once(connected, () => {
          left = true;
        });
      else left = true;
    });
    request.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'network_error'));
    request.on('response', (incoming) => {
      response = incoming;
      incoming.once('close', () => signal?.removeEventListener('abort', onAbort));
      resolve(incoming);
    });
    if (signal?.aborted) {
      onAbort();
      return;
    }
    signal?.addEventListener('abort', onAbort);
    if (body instanceof Readable) {
      body.on('error', () => fail('body_error'));
      body.pipe(request);
    } else request.end(typeof body === 'string' ? body : undefined);
  });
}

function withLength({ headers, body }: TransportInit): Record<string, string> {
  const { connection: _, ...rest } = headers ?? {};
  return typeof body === 'string' ? { ...rest, 'content-length': String(Buffer.byteLength(body)) } : rest;
}
