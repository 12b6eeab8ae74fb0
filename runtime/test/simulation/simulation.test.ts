import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkWorld } from './checks.ts';
import { type Action, printScript, scripts } from './script.ts';
import { createWorld } from './world.ts';

const runs = Number(process.env.OPORA_SIMULATION_RUNS ?? 400);
const seed = Number(process.env.OPORA_SIMULATION_SEED ?? 20_261_121);

/** The engine as it is, several processes of it, on virtual time: plays a script and checks what came of it. */
async function simulate(script: readonly Action[], worldSeed: number): Promise<void> {
  const world = createWorld(worldSeed);
  await world.play(script);
  await world.heal();
  checkWorld(world);
}

test(`keeps every promise over ${runs} scripts of crashes, pauses, outages and faults (seed ${seed})`, {
  timeout: Math.max(60_000, runs * 2_000),
}, async () => {
  console.log(`simulation: ${runs} runs, OPORA_SIMULATION_SEED=${seed}`);
  const property = fc.asyncProperty(scripts, fc.nat({ max: 1_000_000 }), simulate);
  const result = await fc.check(property, { numRuns: runs, seed, endOnFailure: false });
  if (!result.failed) return;
  const [script, worldSeed] = result.counterexample ?? [[], 0];
  const cause = result.errorInstance instanceof Error ? result.errorInstance.message : '';
  expect.fail(
    `${cause}\nafter ${result.numRuns} runs and ${result.numShrinks} shrinks, world seed ${worldSeed}:\n` +
      `${printScript(script)}\nrun again with OPORA_SIMULATION_SEED=${seed}; as JSON: ${JSON.stringify(script)}`,
  );
});
