import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Spend, SpendItem, SpendStore } from '../../../contracts/spend-store.ts';
import type { Clock } from '../../../core/clock.ts';
import { describeError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/logger.ts';
import type { Meter } from '../../../core/meter.ts';
import type { BudgetLimit } from '../settings.ts';
import { within } from './rate-limiter.ts';

export type BudgetScope = 'user' | 'bot' | 'all';

export interface SpendLedgerOptions {
  readonly limits: Readonly<Record<BudgetScope, BudgetLimit>>;
  /** Share of a budget at which the alert is raised. */
  readonly alertShare: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly store?: SpendStore;
  readonly sharedWaitMs: number;
}

/** What was spent today, and whether there is more. */
export interface SpendLedger {
  /** The first budget that is used up, or null. */
  findExhausted(bot: string, user: string): Promise<BudgetScope | null>;
  /** Enters an amount in the user's, the bot's and the common budget; it is stored soon after. */
  enter(bot: string, user: string, spend: Spend): void;
  /** Reads what all together have spent today, if that is not known freshly. */
  refresh(): Promise<void>;
  /** Spent today by all together, as far as this process knows. */
  today(): Spend;
  /** Whether everything entered is stored and other processes are counted in. */
  readonly shared: boolean;
  /** Stores what is still waiting, once. */
  flush(): Promise<void>;
}

/** Totals of other processes are read again when they are older. */
const knownMs = 30_000;
const retryMs = 5_000;
const maximumPending = 10_000;
const maximumBatch = 500;
const keptDays = 40;
/** A user's row serves one day's limit. */
const keptUserDays = 1;
const nothing: Spend = { tokens: 0, costUsd: 0 };
const scopes: readonly BudgetScope[] = ['user', 'bot', 'all'];

const plus = (a: Spend, b: Spend): Spend => ({
  tokens: a.tokens + b.tokens,
  costUsd: a.costUsd + b.costUsd,
});

/** Share of `limit` that `spend` is; the larger of tokens and money. */
export function usedShare(spend: Spend, limit: BudgetLimit): number {
  const share = (used: number, most: number | null): number =>
    most === null ? 0 : used / Math.max(most, 1e-9);
  return Math.max(share(spend.tokens, limit.tokens), share(spend.costUsd, limit.costUsd));
}

/**
 * Totals live in the store; this process keeps those it knows and what it has not stored yet, writes behind in
 * groups, and goes on alone while the store is away.
 */
export function createSpendLedger(options: SpendLedgerOptions): SpendLedger {
  return new WriteBehindLedger(options);
}

class WriteBehindLedger implements SpendLedger {
  private readonly options: SpendLedgerOptions;
  /** Stored totals as of the last contact, by `day scope`. */
  private readonly known: LRUCache<string, Spend>;
  private pending = new Map<string, SpendItem>();
  private flying = new Map<string, SpendItem>();
  private readonly alerted = new LRUCache<string, true>({ max: 10_000 });
  private flushing: Promise<void> | null = null;
  private away = false;
  private sweptDay = '';

  constructor(options: SpendLedgerOptions) {
    this.options = options;
    const { clock } = options;
    this.known = new LRUCache({
      max: maximumPending,
      ttlResolution: 0,
      // lru-cache takes a start of 0 for "never expires".
      perf: { now: () => clock.monotonic() + 1 },
      // Without a store this is the only record: it must last the day.
      ttl: options.store === undefined ? 0 : knownMs,
    });
  }

  get shared(): boolean {
    return this.options.store !== undefined && !this.away;
  }

  async findExhausted(bot: string, user: string): Promise<BudgetScope | null> {
    const day = this.day();
    const names = namesOf(bot, user);
    await this.learn(day, names);
    for (const [index, scope] of scopes.entries()) {
      if (usedShare(this.total(day, names[index] ?? ''), this.options.limits[scope]) >= 1) return scope;
    }
    return null;
  }

  enter(bot: string, user: string, spend: Spend): void {
    const day = this.day();
    for (const [index, name] of namesOf(bot, user).entries()) {
      this.keep({ scope: name, day, ...spend });
      this.watch(day, name, scopes[index] ?? 'all', bot);
    }
    if (!this.away) void this.flush();
  }

  refresh(): Promise<void> {
    return this.learn(this.day(), ['all']);
  }

  today(): Spend {
    return this.total(this.day(), 'all');
  }

  flush(): Promise<void> {
    this.flushing ??= this.write().finally(() => {
      this.flushing = null;
      if (this.pending.size > 0 && !this.away) void this.flush();
    });
    return this.flushing;
  }

  private day(before = 0): string {
    return new Date(this.options.clock.now() - before * 86_400_000).toISOString().slice(0, 10);
  }

  private total(day: string, scope: string): Spend {
    const key = `${day} ${scope}`;
    const own = plus(this.pending.get(key) ?? nothing, this.flying.get(key) ?? nothing);
    return plus(this.known.get(key) ?? nothing, own);
  }

  private keep(item: SpendItem): void {
    const key = `${item.day} ${item.scope}`;
    const before = this.pending.get(key);
    // Past the bound the budgets of new users are not kept; those of bots and of all always are.
    if (before === undefined && this.pending.size >= maximumPending && item.scope.startsWith('user:')) return;
    this.pending.set(key, { ...item, ...plus(before ?? nothing, item) });
  }

  private async learn(day: string, names: readonly string[]): Promise<void> {
    const { store, sharedWaitMs, clock } = this.options;
    if (store === undefined || this.away) return;
    const missing = names.filter((name) => this.known.get(`${day} ${name}`) === undefined);
    if (missing.length === 0) return;
    try {
      const found = await within(store.read(day, missing), sharedWaitMs, clock);
      for (const name of missing) {
        const key = `${day} ${name}`;
        // A write that ended meanwhile knows better.
        if (this.known.get(key) === undefined) this.known.set(key, found.get(name) ?? nothing);
      }
    } catch (error) {
      this.lose(error);
    }
  }

  private async write(): Promise<void> {
    const { store } = this.options;
    // Callers that enter within one tick share a statement.
    await Promise.resolve();
    const batch = new Map([...this.pending].slice(0, maximumBatch));
    if (batch.size === 0) return;
    for (const key of batch.keys()) this.pending.delete(key);
    this.flying = batch;
    const items = [...batch.values()];
    try {
      const totals =
        store === undefined
          ? items.map((item) => plus(this.known.get(`${item.day} ${item.scope}`) ?? nothing, item))
          : await store.add(items);
      this.away = false;
      this.flying = new Map();
      for (const [index, item] of items.entries()) {
        this.known.set(`${item.day} ${item.scope}`, totals[index] ?? nothing);
      }
      if (store !== undefined) this.sweep(store);
    } catch (error) {
      this.flying = new Map();
      for (const item of items) this.keep(item);
      this.lose(error);
    }
  }

  private lose(error: unknown): void {
    const { meter, logger, clock } = this.options;
    meter.count('opora_model_shared_errors_total', { store: 'spend' });
    logger.warn({ error: describeError(error) }, 'Shared budgets are away; counting locally.');
    if (this.away) return;
    this.away = true;
    const again = (): void => {
      void this.flush().then(() => {
        if (this.pending.size === 0) this.away = false;
        if (this.away) clock.after(retryMs, again);
      });
    };
    clock.after(retryMs, again);
  }

  private sweep(store: SpendStore): void {
    const today = this.day();
    if (today === this.sweptDay) return;
    this.sweptDay = today;
    store.sweep(this.day(keptDays), this.day(keptUserDays)).catch(() => undefined);
  }

  private watch(day: string, name: string, scope: BudgetScope, bot: string): void {
    const { limits, alertShare, meter, logger } = this.options;
    const used = usedShare(this.total(day, name), limits[scope]);
    if (scope !== 'user')
      meter.gauge('opora_model_budget_used', used, { bot: scope === 'bot' ? bot : 'all' });
    const key = `${day} ${name}`;
    if (used < alertShare || this.alerted.has(key)) return;
    this.alerted.set(key, true);
    meter.count('opora_model_budget_alerts_total', { scope });
    logger.warn(
      { bot, scope, share: Math.round(used * 100) / 100 },
      "Most of the day's model budget is used.",
    );
  }
}

/** Names of the three budgets; the user's is a hash, because it is stored beyond the Conversation. */
function namesOf(bot: string, user: string): readonly string[] {
  const hash = createHash('sha256').update(`${bot}\n${user}`).digest('hex').slice(0, 32);
  return [`user:${bot}:${hash}`, `bot:${bot}`, 'all'];
}
