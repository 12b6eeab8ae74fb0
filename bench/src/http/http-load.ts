import { randomBytes } from 'node:crypto';
import { type Quantiles, quantilesOf } from '../quantiles.ts';
import { messageText } from '../rig/work.ts';
import { type HttpConnection, openConnection } from './http-connection.ts';

export interface LoadRequest {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly conversations: number;
  readonly seconds: number;
}

export interface LoadResult {
  /** Answers 202 inside the window, a second. */
  readonly rate: number;
  /** All messages answered 202, also after the window. */
  readonly accepted: number;
  /** Other answers. */
  readonly failed: number;
  readonly latencyMs: Quantiles;
}

/** A closed loop over keep-alive connections: each sends its next message when the last is answered. */
export function createHttpLoad(): (request: unknown) => Promise<LoadResult> {
  return async (given) => {
    const request = given as LoadRequest;
    const connections = await Promise.all(
      Array.from({ length: request.connections }, () => openConnection(request.port)),
    );
    try {
      return await runWindow(request, connections);
    } finally {
      for (const connection of connections) connection.close();
    }
  };
}

async function runWindow(request: LoadRequest, connections: readonly HttpConnection[]): Promise<LoadResult> {
  const run = randomBytes(4).toString('hex');
  const latencies: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + request.seconds * 1000;
  let sent = 0;
  let accepted = 0;
  let failed = 0;
  let inside = 0;
  const loop = async (connection: HttpConnection): Promise<void> => {
    for (;;) {
      const sentAt = performance.now();
      if (sentAt >= endsAt) return;
      sent += 1;
      const status = await connection.post(request.path, toBody(run, sent, request.conversations));
      const answeredAt = performance.now();
      if (status !== 202) {
        failed += 1;
        continue;
      }
      accepted += 1;
      if (answeredAt <= endsAt) inside += 1;
      latencies.push(answeredAt - sentAt);
    }
  };
  await Promise.all(connections.map(loop));
  return { rate: inside / request.seconds, accepted, failed, latencyMs: quantilesOf(latencies) };
}

const toBody = (run: string, index: number, conversations: number): string =>
  `{"conversationId":"conversation-${index % conversations}","messageId":"m-${run}-${index}","text":"${messageText}"}`;
