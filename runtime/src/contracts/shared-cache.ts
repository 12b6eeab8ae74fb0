/** A second level of the answer cache, shared by processes. It may be away at any time. */
export interface SharedCache {
  /** The stored text, or null. @throws when it is away. */
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
  /** Whether the last contact succeeded. */
  readonly available: boolean;
  close(): Promise<void>;
}
