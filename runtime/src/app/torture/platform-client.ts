import { Agent, request } from 'node:http';

/** What the platform answered. */
export interface PlatformAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface PlatformClient {
  /** @throws the error of the connection: refused, cut or timed out. */
  post(path: string, body: unknown, signal: AbortSignal): Promise<PlatformAnswer>;
}

/** Calls the parent, which plays every outside system. */
export function createPlatformClient(port: number): PlatformClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    post: (path, body, signal) =>
      new Promise((resolve, reject) => {
        const text = JSON.stringify(body);
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
        const options = { host: '127.0.0.1', port, path, method: 'POST', headers, agent, signal };
        const call = request(options, (response) => {
          let answer = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            answer += chunk;
          });
          response.on('error', reject);
          response.on('end', () => {
            const parsed: unknown = answer === '' ? null : JSON.parse(answer);
            resolve({ status: response.statusCode ?? 0, body: parsed });
          });
        });
        call.on('error', reject);
        call.end(text);
      }),
  };
}
