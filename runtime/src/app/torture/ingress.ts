import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Accepted, Intake } from '../../contracts/update.ts';
import { sleep, systemClock } from '../../core/clock.ts';
import { reachFaultPoint } from '../../core/fault-points.ts';
import { createRequestId } from '../../core/ids.ts';
import type { PlatformClient } from './platform-client.ts';
import type { UserMessage } from './protocol.ts';

/** Opens the web side of a child: messages come in by POST and are answered after the commit. */
export async function openWebServer(
  intake: Intake,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((incoming, answer) => {
    void receive(intake, incoming, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

async function receive(intake: Intake, incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
  let text = '';
  try {
    for await (const chunk of incoming) text += String(chunk);
    const { duplicate } = await acceptMessage(intake, JSON.parse(text) as UserMessage);
    reachFaultPoint('answer-before');
    answer.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify({ duplicate }));
    reachFaultPoint('answer-after');
  } catch {
    answer.writeHead(503, { 'retry-after': '1' }).end();
  }
}

/**
 * Fetches messages from the platform's queue until `signal` aborts. The offset that confirms a batch is sent
 * only after every message of it is stored.
 */
export async function pollPlatform(
  intake: Intake,
  client: PlatformClient,
  signal: AbortSignal,
): Promise<void> {
  let offset = 0;
  while (!signal.aborted) {
    try {
      if (offset > 0) reachFaultPoint('confirm-before');
      const { body } = await client.post('/poll', { offset }, signal);
      if (offset > 0) reachFaultPoint('confirm-after');
      const { items } = body as { items: readonly { readonly id: number; readonly message: UserMessage }[] };
      for (const { message } of items) await acceptMessage(intake, message);
      offset = (items.at(-1)?.id ?? offset - 1) + 1;
    } catch {
      await sleep(systemClock, 50, signal).catch(() => undefined);
    }
  }
}

function acceptMessage(
  intake: Intake,
  { bot, channel, conversation, externalId, text }: UserMessage,
): Promise<Accepted> {
  const content = { kind: 'message', text } as const;
  return intake.accept({ bot, channel, conversation, externalId, content, requestId: createRequestId() });
}
