import type { FastifyInstance, FastifyReply } from 'fastify';
import type { LlmEmulatorControl } from './control.ts';
import { type LlmFault, llmFaultKinds } from './faults.ts';
import type { LlmRule } from './rules.ts';

type Query = Readonly<Record<string, string | undefined>>;

/** Rules, faults, journal and ledger over HTTP, below `/emulator`; bodies are JSON. */
export function registerControl(server: FastifyInstance, control: LlmEmulatorControl): void {
  const filterOf = (query: Query): Parameters<LlmEmulatorControl['journal']>[0] => ({
    endpoint: query.endpoint,
    model: query.model,
    after: query.after === undefined ? undefined : Number(query.after),
  });
  server.get<{ Querystring: Query }>('/emulator/journal', ({ query }) => control.journal(filterOf(query)));
  server.get<{ Querystring: Query }>('/emulator/ledger', ({ query }) => control.ledger(filterOf(query)));
  server.get('/emulator/faults', () => control.faults());
  server.get('/emulator/rules', () => control.rules());
  server.post('/emulator/faults', ({ body }, reply) =>
    act(reply, () => {
      control.addFault(faultOf(body));
      return control.faults();
    }),
  );
  server.post('/emulator/rules', ({ body }, reply) =>
    act(reply, () => {
      control.addRule(ruleOf(body));
      return control.rules();
    }),
  );
  for (const [path, clear] of [
    ['/emulator/faults', control.clearFaults],
    ['/emulator/rules', control.clearRules],
    ['/emulator/journal', control.clearJournal],
  ] as const) {
    server.delete(path, () => {
      clear();
      return { ok: true };
    });
  }
}

function act(reply: FastifyReply, work: () => unknown): FastifyReply {
  try {
    return reply.send(work());
  } catch (error) {
    return reply.code(400).send({ error: error instanceof Error ? error.message : String(error) });
  }
}

function faultOf(body: unknown): LlmFault {
  const kind = (body as { kind?: unknown } | null)?.kind;
  if (!llmFaultKinds.some((known) => known === kind)) {
    throw new Error(`kind must be one of ${llmFaultKinds.join(', ')}`);
  }
  return body as LlmFault;
}

function ruleOf(body: unknown): LlmRule {
  const { answer, match } = (body ?? {}) as { answer?: unknown; match?: { pattern?: unknown } };
  if (typeof answer !== 'object' || answer === null) throw new Error('answer must be an object');
  // A pattern that is none must fail here, not at the first call.
  if (match?.pattern !== undefined) new RegExp(String(match.pattern), 'iu');
  return body as LlmRule;
}
