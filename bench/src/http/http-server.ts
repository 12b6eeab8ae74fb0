import { silentLogger, systemClock } from 'opora';
import { addHttpRoutes, createAccess, createMeter, createServer } from 'opora/app';
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

/**
 * The product's own server (hooks, metrics, access check, the HTTP channel over Intake over Postgres) with one
 * route more, which answers the same body without storing anything.
 */
export function createHttpServer(): (request: unknown) => Promise<ServerAddress | null> {
  let rig: EngineRig | null = null;
  const server = createServer({
    bodyLimitBytes: 65_536,
    trustedProxy: [],
    logger: silentLogger,
    meter,
    errors: { report: () => undefined, flush: () => Promise.resolve(true) },
  });

  const open = async (connectionString: string): Promise<ServerAddress> => {
    rig = startEngineRig({ connectionString, role: 'web', meter });
    const { engine } = rig;
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
    return { port: typeof address === 'object' && address !== null ? address.port : 0 };
  };

  return async (given) => {
    const request = given as ServerRequest;
    if (request.kind === 'open') return open(request.connectionString);
    await server.close();
    await rig?.stop();
    return null;
  };
}

const meter: ReturnType<typeof createMeter> = createMeter({
  strict: false,
  known: { bot: [botName], channel: ['http'] },
});
