import type { FastifyInstance } from 'fastify';
import type { HealthRegistry } from '../../ops/health.ts';
import type { PrometheusMeter } from '../../ops/prometheus-meter.ts';
import type { Access } from './access.ts';

export interface ProbeOptions {
  readonly access: Access;
  readonly meter: PrometheusMeter;
  readonly health: HealthRegistry;
  readonly state: () => 'starting' | 'ready' | 'stopping';
  /** Whether the database can commit right now; cached for a moment. */
  readonly canCommit: () => Promise<boolean>;
  readonly demo: boolean;
  /** False when the Guards' canaries were not noticed: such a process never counts as started. */
  readonly isSound: () => boolean;
}

/** Adds the probes of an orchestrator, the health report and the metrics. */
export function addProbes(server: FastifyInstance, options: ProbeOptions): void {
  const { access, meter, health, state } = options;

  server.get('/livez', (_request, reply) => reply.send({ status: 'alive' }));
  server.get('/startupz', (_request, reply) => {
    if (!options.isSound()) return reply.code(503).send({ status: 'guards blind' });
    const started = state() !== 'starting';
    return reply.code(started ? 200 : 503).send({ status: started ? 'started' : 'starting' });
  });
  server.get('/readyz', async (_request, reply) => {
    if (state() !== 'ready') return reply.code(503).header('retry-after', '1').send({ status: state() });
    const commits = await options.canCommit();
    if (!commits) reply.header('retry-after', '2');
    return reply.code(commits ? 200 : 503).send({ status: commits ? 'ready' : 'database away' });
  });
  server.get('/healthz', async (request, reply) => {
    const report = await health.report();
    const detailed = options.demo || access.isOperator(request);
    reply.code(report.status === 'unhealthy' ? 503 : 200);
    return detailed ? report : { status: report.status };
  });
  server.get('/metrics', async (_request, reply) => reply.type(meter.contentType).send(await meter.render()));
}
