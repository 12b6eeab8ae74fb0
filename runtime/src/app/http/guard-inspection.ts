import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { sendProblem } from '../../channels/http/index.ts';
import { inspectText, limits, redact, vectors } from '../../stages/guard/index.ts';
import type { Access } from './access.ts';

const text = z.string().max(limits.keptCharacters);
const body = z.object({
  text,
  vector: z.enum(vectors as [string, ...string[]]).optional(),
  payload: text.nullish(),
  turns: z.array(text).max(20).nullish(),
});

/**
 * Adds `POST /api/operator/guards/inspect`: what the Guards make of a text, for whoever tunes a policy or scores rows. The
 * detectors are those of the product; nothing is stored or counted.
 */
export function addGuardInspection(server: FastifyInstance, access: Access): void {
  server.post('/api/operator/guards/inspect', async (request, reply) => {
    const refusal = access.operator(request);
    if (refusal !== null) return sendProblem(reply, refusal);
    const parsed = body.safeParse(request.body);
    if (!parsed.success) {
      return sendProblem(reply, {
        status: 400,
        code: 'request_invalid',
        title: 'The request has faults',
        errors: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
      });
    }
    const { text: said, vector, payload, turns } = parsed.data;
    const inspection = inspectText(
      {
        text: said,
        payload: payload ?? null,
        turns: turns ?? null,
        ...(vector === undefined ? {} : { vector: vector as (typeof vectors)[number] }),
      },
      // An Operator's question is not hurried: the same text has the same answer on a busy machine.
      { budgetMs: Number.POSITIVE_INFINITY },
    );
    const { text: redacted, spans } = redact(said);
    const { score, verdict, withheld } = inspection;
    const signals = inspection.signals.map(({ class: name, weight, pattern, source }) => ({
      ...{ class: name, weight, pattern, source },
    }));
    return { score, verdict, signals, spans, redacted, withheld };
  });
}
