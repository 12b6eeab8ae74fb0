import type { Language } from './language.ts';
import { toFields } from './wire.ts';

/** Why the server will not take a message; shown to the person. */
export interface Problem {
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly string[];
}

/** One message waiting to be accepted by the server. */
export interface OutboxItem {
  /** Place in the queue; grows. */
  readonly order: number;
  /** The same on every try, so that a repeat is recognised as a duplicate. */
  readonly messageId: string;
  readonly text: string | null;
  readonly button: string | null;
  /** Label of the pressed button, for the page only. */
  readonly label: string | null;
  readonly language: Language;
  readonly createdAt: number;
  /** `id` of what the bot had said last when it was written. */
  readonly seen: string | undefined;
  /** True for words that would answer what came after them: they wait for the person's word. */
  readonly held: boolean;
  /** Set when the server refused it for good. */
  readonly problem: Problem | null;
}

/** The part of `Storage` the outbox needs. */
export type OutboxStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** Messages not yet accepted, in order, surviving reload and shared by the tabs of one browser. */
export interface Outbox {
  /** All items, oldest first. */
  list(): readonly OutboxItem[];
  /** The oldest item that may be sent; null when there is none. */
  next(): OutboxItem | null;
  add(item: Omit<OutboxItem, 'order' | 'problem'>): OutboxItem;
  remove(item: OutboxItem): void;
  /** Sets or clears (`null`) the refusal; `held` (default false): it waits for the person's word. No effect when it is gone. */
  mark(item: OutboxItem, problem: Problem | null, held?: boolean): void;
}

/** Whether an item goes out by itself. */
export const isSendable = (item: OutboxItem): boolean => item.problem === null && !item.held;

function parseItem(json: string | null): OutboxItem[] {
  try {
    const fields = toFields(JSON.parse(json ?? 'null'));
    const usable = typeof fields?.messageId === 'string' && Number.isFinite(fields.order);
    return usable ? [fields as unknown as OutboxItem] : [];
  } catch {
    return [];
  }
}

/**
 * An outbox over `storage`. Every item has a key of its own, so two tabs adding and removing at once
 * never overwrite each other. When storage refuses (full, forbidden) the item lives in memory: it is
 * still sent, only a reload would lose it.
 */
export function createOutbox(storage: OutboxStorage, prefix: string): Outbox {
  const memory = new Map<string, OutboxItem>();
  const keyOf = (item: OutboxItem): string => `${prefix}${item.messageId}`;

  const write = (item: OutboxItem): void => {
    const key = keyOf(item);
    try {
      storage.setItem(key, JSON.stringify(item));
      memory.delete(key);
    } catch {
      memory.set(key, item);
    }
  };

  const list = (): readonly OutboxItem[] => {
    const items = [...memory.values()];
    for (let index = 0; index < storage.length; index++) {
      const key = storage.key(index);
      if (key?.startsWith(prefix) && !memory.has(key)) items.push(...parseItem(storage.getItem(key)));
    }
    return items.sort((a, b) => a.order - b.order || (a.messageId < b.messageId ? -1 : 1));
  };

  return {
    list,
    next: () => list().find(isSendable) ?? null,
    add: (draft) => {
      const last = list().at(-1)?.order ?? 0;
      // The clock may step back; the queue may not.
      const item: OutboxItem = { ...draft, order: Math.max(draft.createdAt, last + 1), problem: null };
      write(item);
      return item;
    },
    remove: (item) => {
      memory.delete(keyOf(item));
      storage.removeItem(keyOf(item));
    },
    mark: (item, problem, held = false) => {
      if (list().some((kept) => kept.messageId === item.messageId)) write({ ...item, held, problem });
    },
  };
}

/** Stands in for `localStorage` where it is forbidden. */
export function createMemoryStorage(): OutboxStorage {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  };
}
