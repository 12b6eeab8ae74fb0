import type { Channel } from 'opora';
import type { Engine } from 'opora/app';
import { type BenchHttp, createBenchMeter, serveHttp } from '../http/http-server.ts';
import { type Quantiles, quantilesOf } from '../quantiles.ts';
import { startEngine } from '../rig/engine-rig.ts';

export type SoakRequest =
  /** Rows are kept for `keptMs`. */
  | { readonly kind: 'open'; readonly connectionString: string; readonly keptMs: number }
  /** What happened since the last look. */
  | { readonly kind: 'look' }
  | { readonly kind: 'close' };

/** What a look finds; counts are of the whole run. */
export interface SoakLook {
  /** From the call of Intake to the call of the channel, ms, since the last look. */
  readonly latency: Quantiles;
  readonly replies: number;
  /** Replies that came a second time or after a later one. */
  readonly disordered: number;
  /** Conversations whose last message has no reply yet. */
  readonly unanswered: number;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const passEveryMs = 5_000;

/** A process as the product runs it: the server, every stage of the engine, and retention in a hurry. */
export function createSoakServer(): (
  request: unknown,
) => Promise<{ readonly port: number } | SoakLook | null> {
  const ledger = createLedger();
  let running: { readonly http: BenchHttp; readonly stop: () => Promise<void> } | null = null;
  return async (given) => {
    const request = given as SoakRequest;
    if (request.kind === 'look') return ledger.look();
    if (request.kind === 'close') {
      await running?.stop();
      return null;
    }
    running = await start(request.connectionString, request.keptMs, ledger);
    return { port: running.http.port };
  };
}

async function start(
  connectionString: string,
  keptMs: number,
  ledger: Ledger,
): Promise<{ readonly http: BenchHttp; readonly stop: () => Promise<void> }> {
  const meter = createBenchMeter();
  const rig = startEngine({
    connectionString,
    // The messages come by HTTP; where the replies go decides how the channel is called.
    channel: ledger.channel,
    meter,
    retention: {
      retentionDays: keptMs / dayMs,
      stateHistoryHours: keptMs / hourMs,
      retentionEveryMs: passEveryMs,
    },
  });
  const { engine } = rig;
  const http = await serveHttp({ ...engine, intake: ledger.watch(engine.intake) }, meter);
  return {
    http,
    async stop() {
      await http.close();
      await rig.stop();
    },
  };
}

interface Ledger {
  readonly channel: Channel;
  /** The same Intake; each message is noted before it is accepted. */
  watch(intake: Engine['intake']): Engine['intake'];
  look(): SoakLook;
}

/** What the outside world remembers: bounded by the number of Conversations, however long it lasts. */
function createLedger(): Ledger {
  const sentAt = new Map<string, number>();
  const lastReply = new Map<string, number>();
  let latencies: number[] = [];
  let replies = 0;
  let disordered = 0;
  const channel: Channel = {
    name: 'http',
    delivery: 'repeatable',
    prepare: (message) => [message],
    deliver({ id, conversation }) {
      const number = Number(id.slice(id.lastIndexOf('.') + 1));
      if (number <= (lastReply.get(conversation) ?? 0)) disordered += 1;
      lastReply.set(conversation, number);
      replies += 1;
      const at = sentAt.get(conversation);
      if (at !== undefined) latencies.push(performance.now() - at);
      sentAt.delete(conversation);
      return Promise.resolve({ status: 'sent', receipt: null });
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  return {
    channel,
    watch: (intake) => ({
      ...intake,
      async accept(update) {
        sentAt.set(update.conversation, performance.now());
        const accepted = await intake.accept(update);
        // Sent again after a lost answer: it has its reply, or gets it with what was sent first.
        if (accepted.duplicate) sentAt.delete(update.conversation);
        return accepted;
      },
    }),
    look() {
      const latency = quantilesOf(latencies);
      latencies = [];
      return { latency, replies, disordered, unanswered: sentAt.size };
    },
  };
}
