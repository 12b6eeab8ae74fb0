import { runBench } from './run-bench.ts';

// For development: npx tsx --conditions=opora-source bench/src/main.ts --only turns --seconds 5
const keepAlive = setInterval(() => undefined, 60_000);
process.exitCode = await runBench(process.argv.slice(2));
clearInterval(keepAlive);
process.exit();
