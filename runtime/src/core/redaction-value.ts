/** What stands where a secret was. */
export const redacted = '[redacted]';

/** What stands where redaction itself broke: the raw value is never shown instead. */
export const redactionFailed = '[redacted: failed]';

/** The name of a field as it may be shown, and whether its value may be. */
export interface RedactedKey {
  readonly shown: string;
  readonly isSecret: boolean;
}

/** What the walk asks of the redactor that runs it. */
export interface ValueRedaction {
  text(text: string): string;
  key(key: string): RedactedKey;
  isCard(digits: string): boolean;
}

const MAXIMUM_DEPTH = 8;
const MAXIMUM_ENTRIES = 100;
const MAXIMUM_CAUSES = 8;

/**
 * Fields of an error that are shown. Others stay out: drivers and SDKs hang rows, request bodies and
 * prompts on their errors.
 */
const errorFields = [
  'code',
  'decision',
  'context',
  'retryAfterMs',
  'status',
  'statusCode',
  'syscall',
  'errno',
  'address',
  'port',
  'severity',
  'table',
  'column',
  'constraint',
] as const;

/** Judged with separators removed: `X-Telegram-Bot-Api-Secret-Token`, `api_key`, `dbPassword`. */
const secretKey =
  /(?:password|passwd|passphrase|pwd|secret|token|apikey|accesskey|privatekey|datakey|encryptionkey|signingkey|authorization|cookie|credentials?|dsn)$/;

/** Whether a field of this name holds a secret; `tokens` and `tokenCount` do not. */
export function isSecretKey(key: string): boolean {
  return secretKey.test(key.toLowerCase().replace(/[^a-z0-9]/g, ''));
}

/** The walk behind `Redactor.value`; may throw only where the caller turns it into `[redacted: failed]`. */
export function redactValue(value: unknown, redaction: ValueRedaction): unknown {
  return new ValueWalk(redaction).visit(value, 0);
}

class ValueWalk {
  private readonly redaction: ValueRedaction;
  /** Objects on the way from the root to the present one. */
  private readonly path = new Set<object>();

  constructor(redaction: ValueRedaction) {
    this.redaction = redaction;
  }

  visit(value: unknown, depth: number): unknown {
    switch (typeof value) {
      case 'string':
        return this.redaction.text(value);
      case 'number':
        if (!Number.isFinite(value)) return String(value);
        return this.redaction.isCard(String(value)) ? redacted : value;
      case 'bigint':
        return this.redaction.text(value.toString());
      case 'boolean':
      case 'undefined':
        return value;
      case 'object':
        return value === null ? null : this.guarded(value, depth);
      default:
        return `[${typeof value}]`;
    }
  }

  /** Proxies, getters and `toJSON` run foreign code: whatever they throw stays here. */
  private guarded(value: object, depth: number): unknown {
    if (this.path.has(value)) return '[circular]';
    if (depth >= MAXIMUM_DEPTH) return '[too deep]';
    this.path.add(value);
    try {
      return this.object(value, depth);
    } catch {
      return redactionFailed;
    } finally {
      this.path.delete(value);
    }
  }

  private object(value: object, depth: number): unknown {
    if (value instanceof Error) return this.error(value, depth);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
    if (Array.isArray(value)) return this.list(value, depth);
    if (value instanceof Set) return this.list([...value], depth);
    if (value instanceof Map)
      return this.record(
        [...value].map(([key, item]) => [String(key), () => item]),
        depth,
      );
    if (value instanceof URL) return this.redaction.text(value.href);
    if ('toJSON' in value && typeof value.toJSON === 'function') return this.visit(value.toJSON(), depth + 1);
    const fields = value as Record<string, unknown>;
    return this.record(
      Object.keys(fields).map((key) => [key, () => fields[key]]),
      depth,
    );
  }

  private list(items: readonly unknown[], depth: number): unknown[] {
    const kept = items.slice(0, MAXIMUM_ENTRIES).map((item) => this.visit(item, depth + 1));
    if (items.length > MAXIMUM_ENTRIES) kept.push(`… ${items.length - MAXIMUM_ENTRIES} more`);
    return kept;
  }

  private record(
    entries: readonly (readonly [string, () => unknown])[],
    depth: number,
  ): Record<string, unknown> {
    // Without a prototype the key `__proto__` is an ordinary one.
    const result: Record<string, unknown> = Object.create(null);
    for (const [key, read] of entries.slice(0, MAXIMUM_ENTRIES)) {
      const { shown, isSecret } = this.redaction.key(key);
      result[shown] = this.field(isSecret, read, depth);
    }
    if (entries.length > MAXIMUM_ENTRIES) result['…'] = `${entries.length - MAXIMUM_ENTRIES} more`;
    return result;
  }

  private field(isSecret: boolean, read: () => unknown, depth: number): unknown {
    try {
      const value = read();
      const empty = value === null || value === undefined || typeof value === 'boolean' || value === '';
      return isSecret && !empty ? redacted : this.visit(value, depth + 1);
    } catch {
      return redactionFailed;
    }
  }

  /** The error and, as a list of the same shape, its chain of causes. */
  private error(error: Error, depth: number): Record<string, unknown> {
    const fields = this.errorFields(error, depth);
    const causes: unknown[] = [];
    const seen = new Set<unknown>([error]);
    let cause: unknown = error.cause;
    while (cause !== undefined && cause !== null && !seen.has(cause) && causes.length < MAXIMUM_CAUSES) {
      seen.add(cause);
      causes.push(cause instanceof Error ? this.errorFields(cause, depth) : this.visit(cause, depth + 1));
      cause = cause instanceof Error ? cause.cause : undefined;
    }
    if (causes.length > 0) fields.causes = causes;
    return fields;
  }

  private errorFields(error: Error, depth: number): Record<string, unknown> {
    const own = error as unknown as Record<string, unknown>;
    const names = errorFields.filter((name) => own[name] !== undefined);
    const fields = this.record(
      ['name', 'message', ...names, 'stack'].map((name) => [name, () => own[name]]),
      depth,
    );
    if (error instanceof AggregateError) fields.errors = this.field(false, () => error.errors, depth);
    return fields;
  }
}
