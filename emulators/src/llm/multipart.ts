import busboy from 'busboy';
import { LlmHttpError, type LlmJson } from './types.ts';

/** Fields and the one file of a multipart body. */
export interface MultipartBody {
  readonly fields: LlmJson;
  readonly file: Buffer;
  readonly fileName: string;
}

/** @throws LlmHttpError 400 when it cannot be read or holds no file. */
export function readMultipart(body: unknown, contentType: string): Promise<MultipartBody> {
  const refuse = (why: string): LlmHttpError => new LlmHttpError(400, 'invalid_request_error', why);
  if (!Buffer.isBuffer(body) || !contentType.startsWith('multipart/form-data')) {
    return Promise.reject(refuse('Send multipart/form-data.'));
  }
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    let file: Buffer | null = null;
    let fileName = '';
    const parser = busboy({ headers: { 'content-type': contentType }, defParamCharset: 'utf8' });
    parser.on('field', (name, value) => {
      fields[name] = value;
    });
    parser.on('file', (_name, stream, info) => {
      const chunks: Buffer[] = [];
      fileName = info.filename;
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        file = Buffer.concat(chunks);
      });
    });
    parser.on('error', () => reject(refuse('The multipart body cannot be read.')));
    parser.on('close', () => {
      if (file === null) reject(refuse("Missing required parameter: 'file'."));
      else resolve({ fields, file, fileName });
    });
    parser.end(body);
  });
}
