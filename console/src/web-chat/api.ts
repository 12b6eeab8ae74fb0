import { parseRetryAfterMs } from './back-off.ts';
import type { Language } from './language.ts';
import type { OutboxItem, Problem } from './outbox.ts';
import { parseMessage, toFields, type WireMessage } from './wire.ts';

/** A command of the bot, for the menu. `name` is without the slash. */
export interface Command {
  readonly name: string;
  readonly description: string;
}

/** What came of one try to send. */
export type SendResult =
  | { readonly kind: 'accepted'; readonly updateId: string | null }
  | { readonly kind: 'retry'; readonly afterMs: number | null }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unauthorised' };

/** A page of history. */
export interface HistoryPage {
  readonly cursor: string | null;
  readonly messages: readonly WireMessage[];
}

/** The server answered, but not with success. */
export class StatusError extends Error {
  readonly status: number;
  readonly retryAfterMs: number | null;

  constructor(response: Response) {
    super(`HTTP ${response.status}`);
    this.status = response.status;
    this.retryAfterMs = parseRetryAfterMs(response.headers.get('retry-after'), Date.now());
  }
}

/** The server API of one bot and one conversation. */
export interface ChatApi {
  send(item: OutboxItem): Promise<SendResult>;
  history(after: string | null, signal: AbortSignal): Promise<HistoryPage>;
  events(after: string | null, lastEventId: string | null, signal: AbortSignal): Promise<Response>;
  commands(language: Language): Promise<readonly Command[]>;
}

const sendTimeoutMs = 20_000;
const json = 'application/json';

// 408, 425, 429 and every 5xx say "later"; other 4xx say "never".
function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

async function readProblem(response: Response): Promise<Problem> {
  const fields = toFields(await response.json().catch(() => null));
  const errors = Array.isArray(fields?.errors) ? fields.errors : [];
  return {
    status: response.status,
    detail: String(fields?.detail ?? fields?.title ?? `HTTP ${response.status}`),
    errors: errors.flatMap((error) => {
      const fault = toFields(error);
      return fault?.message ? [fault.path ? `${fault.path}: ${fault.message}` : String(fault.message)] : [];
    }),
  };
}

function parseCommand(value: unknown): Command[] {
  const fields = toFields(value);
  if (typeof fields?.name !== 'string') return [];
  return [{ name: fields.name.replace(/^\//, ''), description: String(fields.description ?? '') }];
}

/** A client of `{basePath}/api`. Network failures of `send` become `retry`; the others throw. */
export function createChatApi(basePath: string, conversationId: string): ChatApi {
  const base = `${basePath}/api`;
  const conversation = `${base}/conversations/${encodeURIComponent(conversationId)}`;
  const since = (after: string | null): string =>
    after === null ? '' : `?after=${encodeURIComponent(after)}`;

  return {
    send: async ({ messageId, text, button, language }) => {
      try {
        const response = await fetch(`${base}/messages`, {
          method: 'POST',
          headers: { 'content-type': json, accept: json },
          body: JSON.stringify({
            conversationId,
            messageId,
            ...(text === null ? {} : { text }),
            ...(button === null ? {} : { button }),
            language,
          }),
          signal: AbortSignal.timeout(sendTimeoutMs),
        });
        if (response.ok) {
          const body = toFields(await response.json().catch(() => null));
          return { kind: 'accepted', updateId: body?.updateId ? String(body.updateId) : null };
        }
        if (response.status === 401 || response.status === 403) return { kind: 'unauthorised' };
        if (isPassing(response.status)) {
          return { kind: 'retry', afterMs: new StatusError(response).retryAfterMs };
        }
        return { kind: 'refused', problem: await readProblem(response) };
      } catch {
        return { kind: 'retry', afterMs: null };
      }
    },

    history: async (after, signal) => {
      const response = await fetch(`${conversation}/messages${since(after)}`, {
        headers: { accept: json },
        signal,
      });
      // A conversation begins with its first message; before that it may be unknown.
      if (response.status === 404) return { cursor: after, messages: [] };
      if (!response.ok) throw new StatusError(response);
      const body = toFields(await response.json());
      const messages = Array.isArray(body?.messages) ? body.messages : [];
      return {
        cursor: body?.cursor === undefined || body.cursor === null ? null : String(body.cursor),
        messages: messages.flatMap((value) => parseMessage(value) ?? []),
      };
    },

    events: async (after, lastEventId, signal) => {
      const response = await fetch(`${conversation}/events${since(after)}`, {
        headers: {
          accept: 'text/event-stream',
          ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }),
        },
        cache: 'no-store',
        signal,
      });
      if (!response.ok || response.body === null) throw new StatusError(response);
      return response;
    },

    commands: async (language) => {
      const response = await fetch(`${base}/commands?language=${language}`, { headers: { accept: json } });
      const body = response.ok ? toFields(await response.json()) : null;
      return Array.isArray(body?.commands) ? body.commands.flatMap(parseCommand) : [];
    },
  };
}
