import { silentLogger, systemClock } from 'opora';
import { addHttpRoutes, createAccess, createMeter, createServer, type Engine } from 'opora/app';
import { type EngineRig, startEngineRig } from '../rig/engine-rig.ts';
import { benchBot, botName } from '../rig/work.ts';

/** Path of the HTTP channel and of the route that stores nothing. */
export const messagesPath: string = `/${botName}/api/messages`;
export const noOpPath = '/bench/no-op';

export type ServerRequest =
  | { readonly kind: 'open'; readonly connectionString: string }
  | { readonly kind: 'close' };

export interface ServerAddress {
  readonly port: number;
}

/** The product's metrics, with the labels of the benchmark. */
export const createBenchMeter = (): ReturnType<typeof createMeter> =>
  createMeter({ strict: false, known: { bot: [botName], channel: ['http', 'local'] } });

/** A server that listens. */
export interface BenchHttp extends ServerAddress {
  close(): Promise<void>;
}

/**
 * The product's own server (hooks, metrics, access check, the HTTP channel over the Intake of `engine`) with one
 * route more, which answers the same body without storing anything.
 */
export async function serveHttp(engine: Engine, meter: ReturnType<typeof createMeter>): Promise<BenchHttp> {
  const server = createServer({
    bodyLimitBytes: 65_536,
    trustedProxy: [],
    logger: silentLogger,
    meter,
    errors: { report: () => undefined, flush: () => Promise.resolve(true) },
  });
  const access = createAccess({
    demo: true,
    apiToken: null,
    operatorToken: 'bench',
    visitorKey: 'bench',
    secureCookies: false,
  });
  addHttpRoutes(server, {
    bot: botName,
    commands: benchBot.commands,
    intake: engine.intake,
    store: engine.store,
    authorise: (request, conversation) => access.conversation(request, conversation),
    follow: (listener) => engine.onEvent(listener),
    clock: systemClock,
    logger: silentLogger,
    meter,
  });
  server.post<{ Body: { readonly conversationId: string } }>(noOpPath, (request, reply) =>
    reply
      .code(202)
      .send({ updateId: 'u1234.5678', conversationId: request.body.conversationId, duplicate: false }),
  );
  await server.listen({ host: '127.0.0.1', port: 0 });
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { port, close: () => server.close() };
}

/** A server over an engine that only accepts. */
export function createHttpServer(): (request: unknown) => Promise<ServerAddress | null> {
  let rig: EngineRig | null = null;
  let http: BenchHttp | null = null;
  return async (given) => {
    const request = given as ServerRequest;
    if (request.kind === 'open') {
      const meter = createBenchMeter();
      rig = startEngineRig({ connectionString: request.connectionString, role: 'web', meter });
      http = await serveHttp(rig.engine, meter);
      return { port: http.port };
    }
    await http?.close();
    await rig?.stop();
    return null;
  };
}
