import { createServer, type Server, type Socket } from 'node:net';

/** As much of a Redis server as the runtime uses, over its real wire protocol. */
export interface RedisDouble {
  readonly url: string;
  /** Open connections. */
  readonly connections: number;
  /** Closes the port and every connection; what is stored stays for the next `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

type Reply = null | number | string | Error | readonly Reply[];

/** Times are real: keys leave when their milliseconds are over. */
interface Stored {
  readonly value: string | Map<string, number>;
  readonly expiresAt: number;
}

export async function startRedisDouble(): Promise<RedisDouble> {
  const keys = new Keys();
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let port = 0;
  const double: RedisDouble = {
    get url() {
      return `redis://127.0.0.1:${port}`;
    },
    get connections() {
      return sockets.size;
    },
    start: () =>
      new Promise((resolve) => {
        server = createServer((socket) => {
          sockets.add(socket);
          socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
          serve(socket.setNoDelay(), keys);
        });
        server.listen(port, '127.0.0.1', () => {
          const address = server?.address();
          port = typeof address === 'object' && address !== null ? address.port : 0;
          resolve();
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server?.close(() => resolve());
      }),
  };
  await double.start();
  return double;
}

/** Reads commands, and keeps those of a transaction until EXEC. */
function serve(socket: Socket, keys: Keys): void {
  let buffer = '';
  let queued: string[][] | null = null;
  const answer = (words: string[]): Reply => {
    const name = words[0]?.toLowerCase();
    if (name === 'multi') {
      queued = [];
      return 'OK';
    }
    if (name === 'exec') {
      const work = queued ?? [];
      queued = null;
      return work.map((command) => keys.run(command));
    }
    if (queued === null) return keys.run(words);
    queued.push(words);
    return 'QUEUED';
  };
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    buffer += chunk;
    let replies = '';
    for (let read = readCommand(buffer); read !== null; read = readCommand(buffer)) {
      buffer = buffer.slice(read.length);
      replies += encode(answer(read.words));
    }
    socket.write(replies, 'latin1');
  });
}

/** One command in RESP: an array of bulk strings with their lengths in bytes. */
function readCommand(buffer: string): { readonly words: string[]; readonly length: number } | null {
  const head = /^\*(\d+)\r\n/.exec(buffer);
  if (head === null) return null;
  let at = head[0].length;
  const words: string[] = [];
  for (let count = Number(head[1]); count > 0; count -= 1) {
    const size = /^\$(\d+)\r\n/.exec(buffer.slice(at, at + 20));
    const end = at + (size?.[0].length ?? 0) + Number(size?.[1]);
    if (size === null || buffer.length < end + 2) return null;
    words.push(buffer.slice(at + size[0].length, end));
    at = end + 2;
  }
  return { words, length: at };
}

function encode(reply: Reply): string {
  if (reply === null) return '$-1\r\n';
  if (typeof reply === 'number') return `:${reply}\r\n`;
  if (reply instanceof Error) return `-ERR ${reply.message}\r\n`;
  if (typeof reply === 'string') return `$${reply.length}\r\n${reply}\r\n`;
  return `*${reply.length}\r\n${reply.map(encode).join('')}`;
}

class Keys {
  readonly #stored = new Map<string, Stored>();

  run([name = '', key = '', ...words]: readonly string[]): Reply {
    switch (name.toLowerCase()) {
      case 'get':
        return this.#text(key);
      case 'set':
        this.#stored.set(key, { value: words[0] ?? '', expiresAt: performance.now() + Number(words[2]) });
        return 'OK';
      case 'del':
        return [key, ...words].filter((one) => this.#stored.delete(one)).length;
      case 'pexpire':
        return this.#expire(key, Number(words[0]));
      case 'zadd':
        return this.#add(key, words);
      case 'zrem':
        return this.#set(key).delete(words[0] ?? '') ? 1 : 0;
      case 'zcard':
        return this.#set(key).size;
      case 'zrange':
        return this.#range(key, Number(words[0]), Number(words[1]));
      case 'zremrangebyscore':
        return this.#removeUpTo(key, Number(words[1]));
      case 'ping':
        return 'PONG';
      case 'info':
      case 'client':
      case 'select':
        return 'OK';
      default:
        return new Error(`unknown command '${name}'`);
    }
  }

  #find(key: string): Stored | undefined {
    const stored = this.#stored.get(key);
    if (stored === undefined || stored.expiresAt > performance.now()) return stored;
    this.#stored.delete(key);
    return undefined;
  }

  #text(key: string): Reply {
    const value = this.#find(key)?.value ?? null;
    return value instanceof Map ? new Error('wrong kind of value') : value;
  }

  #set(key: string): Map<string, number> {
    const value = this.#find(key)?.value;
    if (value instanceof Map) return value;
    const made = new Map<string, number>();
    this.#stored.set(key, { value: made, expiresAt: Number.POSITIVE_INFINITY });
    return made;
  }

  #expire(key: string, ms: number): Reply {
    const stored = this.#find(key);
    if (stored === undefined) return 0;
    this.#stored.set(key, { ...stored, expiresAt: performance.now() + ms });
    return 1;
  }

  #add(key: string, words: readonly string[]): Reply {
    const onlyNew = words[0]?.toLowerCase() === 'nx';
    const [score = '', member = ''] = onlyNew ? words.slice(1) : words;
    const set = this.#set(key);
    if (set.has(member) && onlyNew) return 0;
    const added = set.has(member) ? 0 : 1;
    set.set(member, Number(score));
    return added;
  }

  /** Always with scores; negative places count from the end, as in Redis. */
  #range(key: string, from: number, to: number): Reply {
    const sorted = [...this.#set(key)].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
    const place = (at: number): number => (at < 0 ? sorted.length + at : at);
    if (place(to) < 0) return [];
    return sorted
      .slice(Math.max(0, place(from)), place(to) + 1)
      .flatMap(([member, score]) => [member, String(score)]);
  }

  #removeUpTo(key: string, most: number): Reply {
    const set = this.#set(key);
    const gone = [...set].filter(([, score]) => score <= most);
    for (const [member] of gone) set.delete(member);
    return gone.length;
  }
}
