import fc from 'fast-check';

export const people = ['ann', 'bob', 'cleo', 'dan'] as const;
export const processes = [0, 1, 2] as const;
/** What people write; `flaky` and the like are understood by the simulated bot. */
export const texts: readonly string[] = [
  ...['plain', 'plain', 'plain', 'slow', 'flaky', 'poison', 'remind', 'forget'],
  ...['effect', 'double', 'handoff', 'button'],
];

/** One line of a script. `waitMs` passes before it. */
export type Action = { readonly waitMs: number } & (
  | { readonly do: 'say'; readonly person: number; readonly text: string; readonly copies: number }
  | { readonly do: 'repeat'; readonly person: number; readonly back: number }
  | { readonly do: 'release'; readonly person: number }
  | { readonly do: 'block' | 'unblock'; readonly person: number }
  | {
      readonly do: 'crash';
      readonly process: number;
      readonly call: string;
      readonly nth: number;
      readonly moment: 'before' | 'after';
      readonly downMs: number;
    }
  | {
      readonly do: 'sleep';
      readonly process: number;
      readonly call: string;
      readonly nth: number;
      readonly ms: number;
    }
  | { readonly do: 'stop'; readonly process: number; readonly downMs: number }
  | { readonly do: 'freeze'; readonly process: number; readonly ms: number }
  | { readonly do: 'outage'; readonly ms: number }
);

const waitMs = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 2_000 }));
const person = fc.nat({ max: people.length - 1 });
const process = fc.nat({ max: processes.length - 1 });
const downMs = fc.integer({ min: 1, max: 12_000 });

const calls = [
  ...['accept', 'claim', 'recordSteps', 'commit', 'commitWithExtras', 'extendBurst', 'extendLeases'],
  ...['claimDeliveries', 'markSending', 'send', 'recordDeliveries', 'fireTimers', 'failAttempt', 'any'],
];
const call = fc.constantFrom(...calls);
const nth = fc.integer({ min: 1, max: 4 });

const say = fc.record({
  ...{ waitMs, do: fc.constant('say' as const), person },
  text: fc.constantFrom(...texts),
  copies: fc.integer({ min: 1, max: 3 }),
});
const repeat = fc.record({ waitMs, do: fc.constant('repeat' as const), person, back: fc.nat({ max: 5 }) });
const release = fc.record({ waitMs, do: fc.constant('release' as const), person });
const block = fc.record({ waitMs, do: fc.constantFrom('block' as const, 'unblock' as const), person });
const crash = fc.record({
  ...{ waitMs, do: fc.constant('crash' as const), process, downMs },
  ...{ call, nth },
  moment: fc.constantFrom('before' as const, 'after' as const),
});
const stop = fc.record({ waitMs, do: fc.constant('stop' as const), process, downMs });
const freeze = fc.record({
  ...{ waitMs, do: fc.constant('freeze' as const), process },
  ms: fc.integer({ min: 100, max: 40_000 }),
});
const sleep = fc.record({
  ...{ waitMs, do: fc.constant('sleep' as const), process, call, nth },
  ms: fc.integer({ min: 1_000, max: 60_000 }),
});
const outage = fc.record({
  ...{ waitMs, do: fc.constant('outage' as const) },
  ms: fc.integer({ min: 50, max: 8_000 }),
});

/** A script of up to 40 lines, most of them messages. */
export const scripts: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    { arbitrary: say, weight: 12 },
    { arbitrary: repeat, weight: 2 },
    { arbitrary: release, weight: 2 },
    { arbitrary: block, weight: 1 },
    { arbitrary: crash, weight: 4 },
    { arbitrary: stop, weight: 1 },
    { arbitrary: freeze, weight: 1 },
    { arbitrary: sleep, weight: 3 },
    { arbitrary: outage, weight: 1 },
  ),
  { minLength: 1, maxLength: 40, size: 'max' },
);

/** A script as lines to read. */
export const printScript = (script: readonly Action[]): string =>
  script
    .map(({ waitMs: wait, do: verb, ...rest }) => {
      const details = Object.entries(rest).map(([key, value]) => `${key}=${value}`);
      return `  +${wait} ms  ${verb} ${details.join(' ')}`;
    })
    .join('\n');
