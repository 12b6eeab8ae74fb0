import { createEngine } from '../../src/app/engine.ts';
import type { IncomingUpdate } from '../../src/contracts/update.ts';
import { sleep } from '../../src/core/clock.ts';
import { createRandom, hashText } from '../../src/core/random.ts';
import { createMemoryStore, type MemoryStore } from '../../src/memory/memory-store.ts';
import { createVirtualClock, type VirtualClock } from '../../src/testing/virtual-clock.ts';
import { type Action, people, processes } from './script.ts';
import { createBots } from './simulated-bots.ts';
import { createPlatform, type SimulatedPlatform } from './simulated-platform.ts';
import { createProcess, type SimulatedProcess, type Surroundings } from './simulated-process.ts';
import { createStepLedger, type StepLedger } from './step-ledger.ts';

/** Where each person writes from: every kind of channel and both policies. */
export const homes = [
  { bot: 'once', channel: 'repeat', delivery: 'repeatable' },
  { bot: 'once', channel: 'guess', delivery: 'ambiguous' },
  { bot: 'least', channel: 'guess', delivery: 'ambiguous' },
  { bot: 'least', channel: 'page', delivery: 'stored' },
] as const;

export interface World {
  readonly clock: VirtualClock;
  readonly store: MemoryStore;
  readonly platform: SimulatedPlatform;
  readonly steps: StepLedger;
  /** External ids whose acceptance was confirmed, by person. */
  readonly accepted: ReadonlyMap<string, ReadonlySet<string>>;
  /** People who blocked the bot at some time. */
  readonly everBlocked: ReadonlySet<string>;
  play(script: readonly Action[]): Promise<void>;
  /** Ends all faults and lets everything come to rest. */
  heal(): Promise<void>;
}

const toContent = (text: string): IncomingUpdate['content'] =>
  text === 'button' ? { kind: 'button', button: 'go' } : { kind: 'message', text };

const acknowledgementMs = 2_500;

/** `log` is told of every call that leaves a process, for looking into a failure. */
export function createWorld(seed: number, log: (line: string) => void = () => undefined): World {
  const clock = createVirtualClock();
  const store = createMemoryStore({ clock });
  let outageUntil = 0;
  const surroundings: Surroundings = {
    clock,
    store,
    chance: (key) => createRandom(hashText(`${seed}:${key}`))(),
    isOutage: () => clock.now() < outageUntil,
    log: (line) => log(`${clock.monotonic()} ${line}`),
  };
  const platform = createPlatform(surroundings);
  const steps = createStepLedger(store.conversations);
  const accepted = new Map<string, Set<string>>(people.map((person) => [person, new Set()]));
  const said = new Map<string, IncomingUpdate[]>(people.map((person) => [person, []]));
  const everBlocked = new Set<string>();
  const lives: number[] = processes.map(() => 0);
  const alive: SimulatedProcess[] = processes.map((index) => boot(index));
  let sending = 0;
  let sends = 0;

  function boot(index: number): SimulatedProcess {
    lives[index] = (lives[index] ?? 0) + 1;
    const process = createProcess(`p${index}.${lives[index]}`, surroundings);
    const engine = createEngine({
      store: process.store,
      clock: process.clock,
      random: createRandom(hashText(`${seed}:${process.name}`)),
      bots: createBots({ process, surroundings, platform, steps }),
      channels: homes.map(({ bot, channel, delivery }) => ({
        bot,
        channel: platform.channelFor(process, channel, delivery),
      })),
      ...{ leaseMs: 5_000, sendTimeoutMs: 2_000, sendLeaseGraceMs: 4_000, turnAttempts: 1_000 },
      ...{ pollMs: [200, 900] as const, turnRetry: { baseMs: 100, maximumMs: 2_000 } },
      deliveryRetry: { baseMs: 200, maximumMs: 4_000 },
      deliveryAttempts: 1_000,
    });
    process.engine = engine;
    engine.start();
    return process;
  }

  const replace = (index: number, downMs: number): void => {
    const gone = alive[index];
    clock.after(downMs, () => {
      if (alive[index] === gone) alive[index] = boot(index);
    });
  };

  /** What a platform does with one event: it sends it again until somebody says that it was kept. */
  const send = async (person: string, update: IncomingUpdate): Promise<void> => {
    sending += 1;
    sends += 1;
    const number = sends;
    for (let round = 0; ; round += 1) {
      const index = Math.floor(surroundings.chance(`route:${number}:${round}`) * alive.length);
      const intake = alive[index]?.engine?.intake;
      const kept = await Promise.race([
        intake?.accept(update).then(
          () => true,
          () => false,
        ),
        sleep(clock, acknowledgementMs).then(() => false),
      ]);
      if (kept === true) break;
      await sleep(clock, 200);
    }
    accepted.get(person)?.add(update.externalId);
    sending -= 1;
  };

  const say = (index: number, content: IncomingUpdate['content'], id: string, copies: number): void => {
    const person = people[index] ?? people[0];
    const { bot, channel } = homes[index] ?? homes[0];
    const update = { bot, channel, conversation: person, externalId: id, content, requestId: id };
    said.get(person)?.push(update);
    for (let copy = 0; copy < copies; copy += 1) void send(person, update);
  };

  const nameOf = (index: number): string => people[index] ?? people[0];

  const act = (action: Action, line: number): void => {
    switch (action.do) {
      case 'say':
        say(action.person, toContent(action.text), `m${line}`, action.copies);
        break;
      case 'repeat': {
        const update = said.get(nameOf(action.person))?.at(-1 - action.back);
        if (update !== undefined) void send(nameOf(action.person), update);
        break;
      }
      case 'release':
        say(action.person, { kind: 'event', event: 'opora.released' }, `opora.released:${line}`, 1);
        break;
      case 'block':
        everBlocked.add(nameOf(action.person));
        platform.blocked.add(nameOf(action.person));
        break;
      case 'unblock':
        platform.blocked.delete(nameOf(action.person));
        break;
      case 'outage':
        outageUntil = Math.max(outageUntil, clock.now() + action.ms);
        break;
      default:
        disturb(action);
    }
  };

  const disturb = (action: Extract<Action, { readonly process: number }>): void => {
    const process = alive[action.process];
    if (action.do === 'freeze') process?.pause(action.ms);
    else if (action.do === 'sleep') {
      process?.setTrap({ what: action.call, nth: action.nth, fate: { freezeMs: action.ms } });
    } else if (action.do === 'crash') {
      const { call: what, nth, moment } = action;
      process?.setTrap({ what, nth, fate: moment === 'before' ? 'die-before' : 'die-after' });
      replace(action.process, action.downMs + 100);
    } else {
      void process?.engine?.stop(1_500).then(() => process.kill());
      replace(action.process, action.downMs + 4_000);
    }
  };

  const isAtRest = (): boolean =>
    sending === 0 &&
    [...store.conversations.values()].every(
      (row) =>
        row.dueAt === null &&
        row.waitingSeq <= row.doneSeq &&
        row.timers.size === 0 &&
        row.deliveries.every((delivery) => delivery.nextAt === null),
    );

  return {
    ...{ clock, store, platform, steps, accepted, everBlocked },
    async play(script) {
      for (const [line, action] of script.entries()) {
        await clock.advance(action.waitMs);
        act(action, line);
      }
      await clock.advance(3_000);
    },
    async heal() {
      outageUntil = 0;
      platform.heal();
      for (const index of processes) {
        alive[index]?.kill();
        alive[index] = boot(index);
      }
      await clock.runUntil(isAtRest, 600_000);
      for (const process of alive) process.kill();
    },
  };
}
