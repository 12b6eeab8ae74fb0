import busboy from 'busboy';
import { badRequest } from './bot-api-error.ts';
import { Parameters, type UploadedFile } from './parameters.ts';

/**
 * Puts quotes around the bare `filename=` that grammY writes. Only the headers right after a boundary are
 * touched, so the contents of files stay as they are.
 */
function quoteFilenames(body: Buffer, boundary: string): Buffer {
  const escaped = boundary.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(
    `(--${escaped}\\r\\ncontent-disposition:[^\\r\\n]*?;\\s*filename=)([^"\\r\\n][^\\r\\n]*)`,
    'gi',
  );
  const text = body.toString('latin1');
  return Buffer.from(
    text.replaceAll(pattern, (_, head: string, name: string) => `${head}"${name.replaceAll(/["\\]/g, '_')}"`),
    'latin1',
  );
}

/** Parses a multipart body. */
export function parseMultipart(body: Buffer, contentType: string): Promise<Parameters> {
  const boundary = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) throw badRequest('multipart boundary is missing');
  const values: Record<string, unknown> = {};
  const files = new Map<string, UploadedFile>();
  return new Promise((resolve, reject) => {
    const parser = busboy({
      headers: { 'content-type': contentType },
      defParamCharset: 'utf8',
      limits: { fieldSize: 1024 * 1024, fileSize: 50 * 1024 * 1024 },
    });
    parser.on('field', (field, value) => {
      values[field] = value;
    });
    parser.on('file', (field, stream, info) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        files.set(field, { name: info.filename, mimeType: info.mimeType, content: Buffer.concat(chunks) });
      });
    });
    parser.on('error', () => reject(badRequest("can't parse multipart body")));
    parser.on('close', () => resolve(new Parameters(values, files)));
    parser.end(quoteFilenames(body, name));
  });
}
