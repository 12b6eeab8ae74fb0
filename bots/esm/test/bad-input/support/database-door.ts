import { connect, createServer, type Socket } from 'node:net';
import pg from 'pg';

/** A loopback port before a database, which can be taken away and given back. */
export interface DatabaseDoor {
  readonly connectionString: string;
  /** Cuts every connection and refuses new ones. */
  takeAway(): void;
  giveBack(): void;
  close(): Promise<void>;
}

/** Opens a door to the database at this address. */
export async function openDatabaseDoor(connectionString: string): Promise<DatabaseDoor> {
  const { host, port, user, password, database } = new pg.Client({ connectionString });
  const target = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
  const sockets = new Set<Socket>();
  let isAway = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    // Cut connections end with an error on one side or the other: that is what they are for.
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (isAway) {
      socket.destroy();
      return;
    }
    const upstream = connect(target);
    upstream.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const at = typeof address === 'object' && address !== null ? address.port : 0;
  const login = `${encodeURIComponent(user ?? '')}:${encodeURIComponent(password ?? 'none')}`;
  return {
    connectionString: `postgres://${login}@127.0.0.1:${at}/${database}`,
    takeAway() {
      isAway = true;
      for (const socket of sockets) socket.destroy();
    },
    giveBack() {
      isAway = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
