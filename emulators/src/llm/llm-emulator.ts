import { setMaxListeners } from 'node:events';
import fastify, { type FastifyInstance } from 'fastify';
import { registerApi } from './api-routes.ts';
import type { LlmEmulatorControl } from './control.ts';
import { registerControl } from './control-routes.ts';
import { LlmFaultScript } from './faults.ts';
import { LlmJournal } from './journal.ts';
import { LlmRules } from './rules.ts';
import { type LlmEmulatorClock, llmMachineClock } from './types.ts';

export interface LlmEmulatorOptions {
  /** 0 (default) takes a free port, which later starts keep. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Keys that are accepted. When omitted, any. */
  readonly keys?: readonly string[];
  /** Default: the machine's. */
  readonly clock?: LlmEmulatorClock;
  /** Calls the journal keeps. Default 50,000. */
  readonly journalLimit?: number;
}

/** A running (or startable) double of the APIs of OpenAI and Anthropic. */
export interface LlmEmulator extends LlmEmulatorControl {
  /** Base URL for clients of OpenAI, compatible servers and Anthropic, ending in `/v1`. Throws before `start`. */
  readonly url: string;
  start(): Promise<void>;
  /** Closes the port and every connection; rules, faults and the journal stay for the next `start`. */
  stop(): Promise<void>;
}

const maximumBodyBytes = 64 * 1024 * 1024;

/** Creates an emulator of OpenAI's and Anthropic's wire protocols over real HTTP. */
export function createLlmEmulator(options: LlmEmulatorOptions = {}): LlmEmulator {
  const { host = '127.0.0.1', clock = llmMachineClock } = options;
  const rules = new LlmRules();
  const faults = new LlmFaultScript(clock);
  const journal = new LlmJournal(options.journalLimit ?? 50_000);
  const control = createControl(rules, faults, journal);
  let port = options.port ?? 0;
  let running: { readonly server: FastifyInstance; readonly stopping: AbortController } | undefined;

  return {
    ...control,
    get url() {
      if (port === 0) throw new Error('The LLM emulator has no address before its first start().');
      return `http://${host}:${port}/v1`;
    },
    async start() {
      if (running !== undefined) return;
      const stopping = new AbortController();
      setMaxListeners(0, stopping.signal);
      const server = fastify({ bodyLimit: maximumBodyBytes, forceCloseConnections: true });
      server.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_, body, done) =>
        done(null, body),
      );
      registerApi(server, {
        ...{ rules, faults, journal, clock, stopping: stopping.signal, keys: options.keys ?? null },
      });
      registerControl(server, control);
      running = { server, stopping };
      await server.listen({ port, host });
      const address = server.server.address();
      if (typeof address === 'object' && address !== null) port = address.port;
    },
    async stop() {
      const stopped = running;
      running = undefined;
      stopped?.stopping.abort();
      await stopped?.server.close();
    },
  };
}

function createControl(rules: LlmRules, faults: LlmFaultScript, journal: LlmJournal): LlmEmulatorControl {
  return {
    addRule: (rule) => rules.add(rule),
    clearRules: () => rules.clear(),
    rules: () => rules.list(),
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    faults: () => faults.list(),
    journal: (filter) => journal.list(filter),
    ledger: (filter) => journal.ledger(filter),
    clearJournal: () => journal.clear(),
  };
}
