import { request } from 'node:http';
import type { UserMessage } from './protocol.ts';

/**
 * Longer than any accept can take: an answer that nobody waits for could store a message after its
 * conversation was forgotten.
 */
const timeoutMs = 20_000;

/** Sends one message to a child's web server; rejects unless it was answered 2xx. */
export function postMessage(port: number, message: UserMessage): Promise<{ readonly duplicate: boolean }> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, path: '/', method: 'POST', agent: false, timeout: timeoutMs },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += String(chunk);
        });
        response.on('error', reject);
        response.on('end', () => {
          // A cut answer is no answer, whatever its status line said.
          if (response.statusCode === 202 && response.complete) resolve(JSON.parse(text));
          else reject(new Error(`the process answered ${response.statusCode}`));
        });
      },
    );
    call.on('timeout', () => call.destroy(new Error('no answer')));
    call.on('error', reject);
    call.end(JSON.stringify(message));
  });
}
