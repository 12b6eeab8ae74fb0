import { request } from 'node:http';
import type { Answer } from './web-client.ts';

/** A request as another program would send it: with any Host, Origin or Cookie, which `fetch` forbids. */
export function sendRaw(
  url: string,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = options;
  const sent = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method,
        headers: { ...(sent === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => {
          const pairs = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
          const json = response.headers['content-type']?.includes('json') === true && text !== '';
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers(pairs as [string, string][]),
            body: json ? (JSON.parse(text) as Answer['body']) : {},
            text,
          });
        });
        response.on('error', reject);
      },
    );
    call.on('error', reject);
    call.end(sent);
  });
}
