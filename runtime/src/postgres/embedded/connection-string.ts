/** Parts of an address of a Postgres server; `host` is a folder when it begins with a slash. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string | null;
}

/** The address as a connection string that `pg` reads, whatever letters the folder of a socket holds. */
export function toConnectionString(address: ServerAddress, database: string): string {
  const { host, port, user, password } = address;
  const login = password === null ? user : `${user}:${encodeURIComponent(password)}`;
  if (!host.startsWith('/')) return `postgres://${login}@${host}:${port}/${database}`;
  return `postgres://${login}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;
}

/** The same connection string with another database name. */
export function withDatabase(connectionString: string, name: string): string {
  // Not through URL: a socket address has an empty host, which URL refuses beside a user name.
  return connectionString.replace(/^([a-z]+:\/\/[^/?]*)(\/[^?]*)?/, `$1/${name}`);
}
