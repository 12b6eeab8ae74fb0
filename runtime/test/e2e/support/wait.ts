import { sleep, systemClock } from '../../../src/core/clock.ts';
import { InvariantError } from '../../../src/core/errors.ts';

/** Waits until `probe` gives something; tells what never came. */
export async function waitFor<Value>(
  what: string,
  probe: () => Value | undefined | false | null | Promise<Value | undefined | false | null>,
  limitMs = 60_000,
): Promise<Value> {
  const end = systemClock.monotonic() + limitMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false && found !== null) return found;
    if (systemClock.monotonic() > end) throw new InvariantError('test_timeout', `Never came: ${what}.`);
    await sleep(systemClock, 20);
  }
}
