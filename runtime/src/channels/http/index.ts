export { toProblem } from './errors.ts';
export type { EventStreams } from './event-streams.ts';
export { createHttpChannel } from './http-channel.ts';
export type { HttpChannelOptions } from './http-options.ts';
export { addHttpRoutes } from './http-routes.ts';
export { type Fault, type Problem, sendProblem } from './problem.ts';
