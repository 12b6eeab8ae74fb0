/** Whether anybody else uses the machine: figures taken on a busy one are too low. */

import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const SAMPLE_MS = 500;

function readTimes() {
  let idle = 0;
  let total = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    total += times.idle + times.user + times.nice + times.sys + times.irq;
  }
  return { idle, total };
}

/** @returns {Promise<number>} the share of all cores in use during half a second, 0 to 1 */
export async function sampleBusyShare() {
  const before = readTimes();
  await sleep(SAMPLE_MS);
  const after = readTimes();
  const total = after.total - before.total;
  return total === 0 ? 0 : Math.round((1 - (after.idle - before.idle) / total) * 100) / 100;
}
