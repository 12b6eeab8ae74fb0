import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { sendProblem } from '../../channels/http/index.ts';
import type { Inference } from '../../stages/inference/index.ts';
import type { Access } from './access.ts';

export interface ModelsApiOptions {
  readonly access: Access;
  readonly inference: Inference;
}

const resetBody = z.object({ model: z.string().min(1).max(200).optional() }).nullish();

/** Adds what an Operator sees of the models of this process, and the way to close their Breakers. */
export function addModelsApi(server: FastifyInstance, { access, inference }: ModelsApiOptions): void {
  server.get('/api/operator/models', async (request, reply) => {
    const refusal = access.operator(request);
    return refusal === null ? inference.status() : sendProblem(reply, refusal);
  });
  server.post('/api/operator/models/reset', async (request, reply) => {
    const refusal = access.operator(request);
    if (refusal !== null) return sendProblem(reply, refusal);
    const body = resetBody.safeParse(request.body);
    if (!body.success) {
      return sendProblem(reply, {
        ...{ status: 400, code: 'request_invalid', title: 'The request has faults' },
        errors: [{ path: 'model', message: 'must be the name of a model, or left out for all' }],
      });
    }
    if (inference.resetBreaker(body.data?.model)) return inference.status();
    return sendProblem(reply, { status: 404, code: 'not_found', title: 'There is no such model' });
  });
}
