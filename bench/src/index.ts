export { runChild } from './child-roles.ts';
export { runBench } from './run-bench.ts';
