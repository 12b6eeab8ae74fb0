import { connect, createServer, type Server, type Socket } from 'node:net';
import pg from 'pg';
import { createTestDatabase } from '../../../src/testing/test-database.ts';

/** A database of its own behind a loopback port, which can be taken away and given back. */
export interface E2eDatabase {
  /** Fit for `DATABASE_URL`, also where the server listens on a socket only. */
  readonly url: string;
  /** Straight to the server, whatever happens to the port. */
  readonly pool: pg.Pool;
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Cuts every connection and refuses new ones. */
  takeAway(): void;
  /** Lets nothing through and keeps every connection, as a server that stands still. */
  freeze(): void;
  giveBack(): void;
  drop(): Promise<void>;
}

export async function createE2eDatabase(): Promise<E2eDatabase> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 4 });
  pool.on('error', () => undefined);
  const { host, port, user, password } = new pg.Client({ connectionString: database.connectionString });
  const target = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
  /** Those that came in, with their way to the server. */
  const sockets = new Map<Socket, Socket>();
  let away = false;
  let frozen = false;
  const door = createServer((socket) => {
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (away) {
      socket.destroy();
      return;
    }
    const upstream = connect(target);
    upstream.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
    sockets.set(socket, upstream);
    if (!frozen) socket.pipe(upstream).pipe(socket);
  });
  const doorPort = await listen(door);
  const login = `${encodeURIComponent(user ?? '')}:${encodeURIComponent(password ?? 'none')}`;
  return {
    url: `postgres://${login}@127.0.0.1:${doorPort}/${database.name}`,
    pool,
    query: async (sql, values = []) => (await pool.query(sql, [...values])).rows,
    takeAway() {
      away = true;
      for (const socket of sockets.keys()) socket.destroy();
    },
    freeze() {
      frozen = true;
      for (const [socket, upstream] of sockets) {
        socket.unpipe(upstream);
        upstream.unpipe(socket);
      }
    },
    giveBack() {
      away = false;
      if (frozen) for (const [socket, upstream] of sockets) socket.pipe(upstream).pipe(socket);
      frozen = false;
    },
    async drop() {
      for (const socket of sockets.keys()) socket.destroy();
      door.close();
      await pool.end();
      await database.drop();
    },
  };
}

/** Listens on a free loopback port; returns it. */
function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

/** A port that is free now. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
