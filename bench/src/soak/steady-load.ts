import { sleep, systemClock } from 'opora';
import type { Random } from 'opora/app';
import { type HttpConnection, openConnection } from '../http/http-connection.ts';
import { messagesPath } from '../http/http-server.ts';
import { nextArrivalMs } from '../rig/arrivals.ts';
import { messageText } from '../rig/work.ts';

export interface SteadyLoadOptions {
  readonly port: number;
  /** Messages a second on average. */
  readonly rate: number;
  readonly conversations: number;
  readonly random: Random;
}

/** Messages over HTTP that come whether or not the last ones were answered. */
export interface SteadyLoad {
  /** Sends for `seconds`, then waits for what is under way. */
  run(seconds: number): Promise<void>;
  /** Messages answered 202, and messages answered otherwise. */
  readonly accepted: number;
  readonly refused: number;
  close(): void;
}

const connections = 64;

/** Poisson arrivals over keep-alive connections; the Conversations take turns. */
export async function openSteadyLoad(options: SteadyLoadOptions): Promise<SteadyLoad> {
  const { port, rate, conversations, random } = options;
  const free = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));
  const waiting: string[] = [];
  let sent = 0;
  let accepted = 0;
  let refused = 0;
  let flying = 0;

  const post = async (given: HttpConnection, first: string): Promise<void> => {
    let connection = given;
    for (let body: string | undefined = first; body !== undefined; body = waiting.shift()) {
      const status = await connection.post(messagesPath, body).catch(async () => {
        // The server has ended the connection: the message goes again, under its id, over a new one.
        connection = await openConnection(port);
        return connection.post(messagesPath, body);
      });
      if (status === 202) accepted += 1;
      else refused += 1;
      flying -= 1;
    }
    free.push(connection);
  };

  return {
    async run(seconds) {
      const failures: unknown[] = [];
      const endsAt = performance.now() + seconds * 1_000;
      for (let dueAt = performance.now(); dueAt < endsAt; await sleep(systemClock, 1)) {
        for (; dueAt <= performance.now() && dueAt < endsAt; dueAt += nextArrivalMs(rate, random)) {
          sent += 1;
          flying += 1;
          const body = toBody(sent, conversations);
          const connection = free.shift();
          if (connection === undefined) waiting.push(body);
          else post(connection, body).catch((error: unknown) => failures.push(error));
        }
        if (failures.length > 0) throw failures[0];
      }
      while (flying > 0 && failures.length === 0) await sleep(systemClock, 5);
      if (failures.length > 0) throw failures[0];
    },
    get accepted() {
      return accepted;
    },
    get refused() {
      return refused;
    },
    close() {
      for (const connection of free) connection.close();
    },
  };
}

const toBody = (number: number, conversations: number): string =>
  JSON.stringify({
    conversationId: `soak-${number % conversations}`,
    messageId: `m-${number}`,
    text: messageText,
  });
