import { badRequest } from './bot-api-error.ts';
import type { JsonObject } from './types.ts';

/** A file that came with a multipart call. */
export interface UploadedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly content: Buffer;
}

/** Parameters of one call, from JSON, a form, multipart or the query; strings are read as the API reads them. */
export class Parameters {
  readonly values: JsonObject;
  readonly files: ReadonlyMap<string, UploadedFile>;

  constructor(values: JsonObject, files: ReadonlyMap<string, UploadedFile> = new Map()) {
    this.values = values;
    this.files = files;
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  integer(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined || text === '') return undefined;
    const value = Number(text);
    return Number.isSafeInteger(value) ? value : undefined;
  }

  flag(name: string): boolean {
    return ['true', '1', 'yes'].includes((this.text(name) ?? '').toLowerCase());
  }

  /** A parameter that is JSON: sent as it is in a JSON body, as text in a form. */
  json(name: string): unknown {
    const value = this.values[name];
    if (typeof value !== 'string') return value ?? undefined;
    if (value === '') return undefined;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      throw badRequest(`can't parse ${name} JSON object`);
    }
  }

  /** The upload of `name`: a part of that name, or the part named by `attach://`. */
  upload(name: string): UploadedFile | undefined {
    const value = this.values[name];
    if (typeof value === 'string' && value.startsWith('attach://')) return this.attached(value);
    return this.files.get(name);
  }

  /** The part that an `attach://` address names. */
  attached(address: string): UploadedFile | undefined {
    return this.files.get(address.slice('attach://'.length));
  }

  /** What the journal keeps: values, and uploads by name and size. */
  summary(): JsonObject {
    const files = [...this.files].map(([part, file]) => [
      part,
      `[file ${file.name}, ${file.content.length} bytes]`,
    ]);
    return { ...this.values, ...Object.fromEntries(files) };
  }
}
