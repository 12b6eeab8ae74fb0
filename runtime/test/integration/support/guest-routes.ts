import type { BotRuntime, FastifyPluginAsync } from '../../../src/app/index.ts';
import { sendProblem } from '../../../src/index.ts';

/** The routes of the guest book, below `/guest`. */
export function guestRoutes(runtime: BotRuntime): FastifyPluginAsync {
  return async (server) => {
    server.get('/api/notes', async () => ({
      notes: await runtime.database.query({
        ...{ name: 'guest_list', sql: 'select id, text, edition from guest_notes order by id', values: [] },
      }),
    }));
    server.post<{ Body: { readonly id: string; readonly text: string } }>(
      '/api/notes',
      async (request, reply) => {
        const { id, text } = request.body;
        const sql = 'insert into guest_notes (id, text) values ($1, $2)';
        await runtime.write([{ name: 'guest_add', sql, values: [id, text] }]);
        runtime.meter.count('guest_notes_total');
        runtime.logger.info({ requestId: request.id }, 'A note was written.');
        return reply.code(201).send({ id });
      },
    );
    // The note and its second edition change together or not at all.
    server.put<{ Params: { readonly id: string }; Body: { readonly edition: number } }>(
      '/api/notes/:id',
      async (request) => {
        const touch = `update guest_notes set text = text || '!' where id = $1`;
        const sql = 'update guest_notes set edition = edition + 1 where id = $1 and edition = $2';
        const { id } = request.params;
        await runtime.write([
          { name: 'guest_touch', sql: touch, values: [id] },
          { name: 'guest_edit', sql, values: [id, request.body.edition], expectedRows: 1 },
        ]);
        return { id };
      },
    );
    server.post<{ Params: { readonly conversation: string } }>(
      '/api/nudge/:conversation',
      async (request, reply) => {
        await nudge(runtime, request.params.conversation);
        return reply.code(202).send({});
      },
    );
    server.get('/api/operator-only', (request, reply) =>
      runtime.isOperator(request)
        ? reply.send({ url: runtime.url, telegramUrl: runtime.telegramUrl })
        : sendProblem(reply, { status: 403, code: 'guest_forbidden', title: 'For Operators' }),
    );
    server.get('/api/broken', () => Promise.reject(new Error('a secret of the inside')));
    server.get('/pages/*', (request) => ({ page: (request.params as { readonly '*': string })['*'] }));
  };
}

/** Hands an event to a Conversation of the web chat. */
export async function nudge(runtime: BotRuntime, conversation: string): Promise<void> {
  await runtime.intake.accept({
    ...{ bot: 'guest', channel: 'http', conversation, externalId: `nudge:${runtime.clock.now()}` },
    content: { kind: 'event', event: 'guest.nudge', payload: { by: 'test' } },
    requestId: 'nudge',
  });
}
