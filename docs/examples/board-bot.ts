import { randomUUID } from 'node:crypto';
import { type Bot, defineBot, sendProblem } from 'opora';
import type { BotExtension, BotPackage, BotRuntime } from 'opora/app';

/** Says every notice that comes as an event. */
const board: Bot<null> = defineBot({
  name: 'board',
  title: { ru: 'Объявления', uk: 'Оголошення', en: 'Notices' },
  commands: [],
  burst: { quietMs: 0, capMs: 0, maximumParts: 10, maximumCharacters: 4_000 },
  unknownDelivery: 'at-least-once',
  newerMessage: 'next',
  migrations: new URL('./board-migrations/', import.meta.url),
  initialState: () => null,
  parseState: () => null,
  turn: async ({ burst, reply, settings }) => {
    for (const { event, payload } of burst) {
      if (event === 'board.notice')
        reply({ text: `${settings.PREFIX} ${payload}`, unknownDelivery: 'at-most-once' });
    }
    return null;
  },
});

function open(runtime: BotRuntime): BotExtension {
  const { database, intake, logger } = runtime;
  const count = async (): Promise<number> => {
    const sql = 'select count(*)::integer as notices from board_notices';
    const rows = await database.query<{ notices: number }>({ name: 'board_count', sql, values: [] });
    return rows[0]?.notices ?? 0;
  };
  return {
    async http(server) {
      server.post<{ Body: { conversation: string; text: string } }>(
        '/api/notices',
        async (request, reply) => {
          if (!runtime.isOperator(request)) {
            return sendProblem(reply, { status: 401, code: 'unauthorised', title: 'For Operators' });
          }
          const { conversation, text } = request.body;
          const id = randomUUID();
          const sql = 'insert into board_notices (id, text) values ($1, $2)';
          await runtime.write([{ name: 'board_post', sql, values: [id, text] }]);
          await intake.accept({
            ...{ bot: 'board', channel: 'http', conversation, externalId: id, requestId: request.id },
            content: { kind: 'event', event: 'board.notice', payload: text },
          });
          return reply.code(202).send({ id });
        },
      );
    },
    checks: [
      { name: 'notices', run: async () => ({ status: 'healthy', detail: `${await count()} notices` }) },
    ],
    jobs: [
      {
        name: 'tidy',
        everyMs: 3_600_000,
        async run() {
          const sql = `delete from board_notices where posted_at < now() - interval '30 days'`;
          await runtime.write([{ name: 'board_tidy', sql, values: [] }]);
          logger.info({ notices: await count() }, 'Old notices were removed.');
        },
      },
    ],
  };
}

export const boardPackage: BotPackage = {
  bot: board,
  settings: [
    { name: 'PREFIX', type: 'text', default: 'Notice:', description: 'First words.', example: 'Attention:' },
  ],
  open,
  async commandLine(_argv, openRuntime) {
    const { runtime, close } = await openRuntime();
    const sql = 'select text from board_notices order by posted_at';
    const notices = await runtime.database.query<{ text: string }>({ name: 'board_list', sql, values: [] });
    for (const { text } of notices) process.stdout.write(`${text}\n`);
    await close();
    return 0;
  },
};
