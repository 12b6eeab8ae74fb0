import type { Readable } from 'node:stream';
import type { Attachment } from '../../contracts/message.ts';
import { TerminalError, TransientError } from '../../core/errors.ts';
import type { ApiClient } from './api-client.ts';
import { type TelegramFailure, toFailure } from './errors.ts';
import type { TelegramSettings } from './telegram-options.ts';

/**
 * Fetches an attachment. The address, which contains the token, stays inside: it is in no error and no log.
 *
 * @throws TerminalError `attachment_gone`, `attachment_too_large`.
 * @throws TransientError `telegram_unavailable`.
 */
export async function downloadAttachment(
  settings: TelegramSettings,
  client: ApiClient,
  attachment: Attachment,
  signal: AbortSignal,
): Promise<Readable> {
  const { fileId } = attachment;
  if (fileId === undefined) throw gone();
  let path: string | undefined;
  try {
    path = await client.call(
      'getFile',
      async (api, limit) => (await api.getFile(fileId, limit)).file_path,
      signal,
    );
  } catch (error) {
    throw fromFailure(toFailure(error, settings.token));
  }
  if (path === undefined) throw gone();
  return openFile(settings, client, path, signal);
}

async function openFile(
  settings: TelegramSettings,
  client: ApiClient,
  path: string,
  signal: AbortSignal,
): Promise<Readable> {
  const limit = new AbortController();
  const abort = (): void => limit.abort();
  // The limit is for the answer's head; a large body may take as long as it flows, until `signal` aborts.
  const timer = settings.clock.after(settings.requestTimeoutMs, abort);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    const response = await client.openFile(path, limit.signal);
    response.once('close', () => signal.removeEventListener('abort', abort));
    if (response.statusCode === 200) return response;
    response.resume();
    if (response.statusCode === 404 || response.statusCode === 400) throw gone();
    throw unavailable(`the file server answered ${response.statusCode ?? 0}`);
  } catch (error) {
    signal.removeEventListener('abort', abort);
    if (error instanceof TerminalError || error instanceof TransientError) throw error;
    throw fromFailure(toFailure(error, settings.token));
  } finally {
    timer.cancel();
  }
}

function fromFailure({
  code,
  reason,
  permanent,
  retryAfterMs,
}: TelegramFailure): TerminalError | TransientError {
  if (permanent && /file is too big/i.test(reason)) {
    return new TerminalError('attachment_too_large', 'Telegram hands files over 20 MB to nobody.');
  }
  return permanent ? gone() : unavailable(`${code}: ${reason}`, retryAfterMs);
}

function gone(): TerminalError {
  return new TerminalError('attachment_gone', 'Telegram no longer has this file.');
}

function unavailable(reason: string, retryAfterMs?: number): TransientError {
  return new TransientError('telegram_unavailable', `A file could not be fetched from Telegram: ${reason}.`, {
    retryAfterMs,
  });
}
