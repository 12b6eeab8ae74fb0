import { connect } from 'node:net';

/** One keep-alive connection with one request under way at a time. */
export interface HttpConnection {
  /** Posts JSON and resolves with the status once the whole answer has arrived; rejects when the connection is gone. */
  post(path: string, body: string): Promise<number>;
  close(): void;
}

/**
 * The least HTTP client that is correct for answers with a content length: a load generator must not cost
 * more than what it loads.
 */
export function openConnection(port: number): Promise<HttpConnection> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true }).setEncoding('latin1');
  let received = '';
  let pending: { resolve: (status: number) => void; reject: (error: Error) => void } | null = null;

  socket.on('data', (chunk: string) => {
    received = received === '' ? chunk : received + chunk;
    const headEnd = received.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(received.slice(0, headEnd))?.[1] ?? '0');
    if (received.length < headEnd + 4 + length) return;
    const status = Number(received.slice(9, 12));
    received = '';
    const { resolve } = pending ?? {};
    pending = null;
    resolve?.(status);
  });
  const fail = (error?: Error): void => {
    pending?.reject(error ?? new Error('The server closed the connection.'));
    pending = null;
  };
  socket.on('error', fail);
  socket.on('close', () => fail());

  const connection: HttpConnection = {
    post: (path, body) =>
      new Promise((resolve, reject) => {
        pending = { resolve, reject };
        // A server ends connections that were idle for long; a write would wait for ever.
        if (socket.destroyed) return fail();
        socket.write(
          `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        );
      }),
    close: () => socket.destroy(),
  };
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => resolve(connection));
  });
}
