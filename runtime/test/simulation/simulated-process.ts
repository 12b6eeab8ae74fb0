import type { Engine } from '../../src/app/engine.ts';
import type { EngineStore } from '../../src/contracts/store.ts';
import type { Clock } from '../../src/core/clock.ts';
import { sleep } from '../../src/core/clock.ts';
import { TransientError } from '../../src/core/errors.ts';

/** What a process needs of the world it runs in. */
export interface Surroundings {
  readonly clock: Clock;
  readonly store: EngineStore;
  /** A number in [0, 1) that depends on nothing but the seed and `key`. */
  chance(key: string): number;
  isOutage(): boolean;
  log(line: string): void;
}

/** At the `nth` call of `what` from now the process dies before it takes effect, after it, or falls asleep. */
export interface Trap {
  /** A method of the store, `send`, or `any`. */
  readonly what: string;
  readonly nth: number;
  readonly fate: 'die-before' | 'die-after' | { readonly freezeMs: number };
}

/** One life of a process: from its start to its crash or stop. */
export interface SimulatedProcess {
  readonly name: string;
  readonly clock: Clock;
  readonly store: EngineStore;
  /** Epochs of the Leases this process was given, by Conversation. */
  readonly epochs: ReadonlyMap<string, number>;
  readonly isDead: boolean;
  readonly isPaused: boolean;
  engine: Engine | null;
  /** Runs a call that leaves the process: it takes time, and the process may die or sleep meanwhile. */
  call<Result>(what: string, effect: () => Promise<Result>): Promise<Result>;
  kill(): void;
  /** Something befalls the process at a call that it will make. */
  setTrap(trap: Trap): void;
  /** Stands still for `ms`: no timer runs and no answer is seen. */
  pause(ms: number): void;
}

const never = new Promise<never>(() => undefined);

/** Starts a life. Nothing of it runs on after its death. */
export function createProcess(
  name: string,
  { clock, store, chance, isOutage, log }: Surroundings,
): SimulatedProcess {
  let dead = false;
  let resumeAt = 0;
  let calls = 0;
  let traps: Trap[] = [];
  const held: (() => void)[] = [];
  const epochs = new Map<string, number>();

  const enter = (task: () => void): void => {
    if (dead) return;
    if (clock.now() < resumeAt) held.push(task);
    else task();
  };
  const resume = (): void => {
    if (dead || clock.now() < resumeAt) return;
    for (const task of held.splice(0)) enter(task);
  };

  const freeze = (ms: number): void => {
    resumeAt = Math.max(resumeAt, clock.now() + ms);
    clock.after(ms, resume);
  };

  /** The traps that this call springs; the others come one call nearer. */
  const spring = (what: string): readonly Trap[] => {
    const isFor = (trap: Trap): boolean => trap.what === 'any' || trap.what === what;
    const sprung = traps.filter((trap) => isFor(trap) && trap.nth <= 1);
    traps = traps
      .filter((trap) => !sprung.includes(trap))
      .map((trap) => (isFor(trap) ? { ...trap, nth: trap.nth - 1 } : trap));
    return sprung;
  };

  const call = async <Result>(what: string, effect: () => Promise<Result>): Promise<Result> => {
    calls += 1;
    const number = calls;
    const key = `${name}:${number}:${what}`;
    if (dead) return never;
    const sprung = spring(what);
    if (sprung.some((trap) => trap.fate === 'die-before')) {
      dead = true;
      return never;
    }
    await sleep(clock, Math.floor(chance(`${key}:there`) * 15));
    // A request of a process that died meanwhile may have left it, or not.
    if (dead && chance(`${key}:lost`) < 0.5) return never;
    const cut = what !== 'send' && isOutage();
    const unavailable = new TransientError('database_unavailable', 'simulated outage');
    const answer = cut && chance(`${key}:cut`) < 0.5 ? Promise.reject(unavailable) : effect();
    const settled = await answer.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    log(`${key} ${JSON.stringify(settled)}`);
    for (const { fate } of sprung) {
      if (fate === 'die-after') dead = true;
      else if (typeof fate === 'object') freeze(fate.freezeMs);
    }
    await sleep(clock, Math.floor(chance(`${key}:back`) * 15));
    return new Promise<Result>((resolve, reject) => {
      enter(() => {
        if (cut) reject(unavailable);
        else if ('error' in settled) reject(settled.error);
        else resolve(settled.value);
      });
    });
  };

  const own: SimulatedProcess = {
    name,
    epochs,
    engine: null,
    clock: {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (delayMs, task) => clock.after(delayMs, () => enter(task)),
      soon: (task) => clock.soon(() => enter(task)),
    },
    store: reach(store, call, epochs),
    call,
    get isDead() {
      return dead;
    },
    get isPaused() {
      return clock.now() < resumeAt;
    },
    kill() {
      dead = true;
    },
    setTrap(trap) {
      traps.push(trap);
    },
    pause: freeze,
  };
  return own;
}

/** The store as seen from a process: every method is a call that leaves it. */
function reach(store: EngineStore, call: SimulatedProcess['call'], epochs: Map<string, number>): EngineStore {
  return new Proxy(store, {
    get(target, name: keyof EngineStore) {
      const method = target[name] as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        const result = await call(name, () => method.apply(target, args));
        if (name === 'claim') {
          for (const claim of result as Awaited<ReturnType<EngineStore['claim']>>) {
            epochs.set(claim.conversationId, claim.epoch);
          }
        }
        return result;
      };
    },
  });
}
