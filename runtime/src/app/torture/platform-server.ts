import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../core/clock.ts';
import { parseId } from '../../core/ids.ts';
import { hashText } from '../../core/random.ts';
import { append, type Ledger } from './ledger.ts';
import type { PollQueue } from './poll-queue.ts';
import type { EffectCall, PlatformSend, Purchase, StepReturn } from './protocol.ts';

export interface PlatformServer {
  readonly port: number;
  close(): void;
}

type Fault = 'none' | 'busy' | 'cut' | 'failed' | 'silent';

/** Plays every outside system on one loopback port and writes each call into the ledger. */
export async function openPlatform(ledger: Ledger, queue: PollQueue, seed: number): Promise<PlatformServer> {
  const attempts = new Map<string, number>();
  /** Faults depend on the seed, the id and the number of the call: the same in every run. */
  const drawFault = (id: string): Fault => {
    const attempt = (attempts.get(id) ?? 0) + 1;
    attempts.set(id, attempt);
    const draw = hashText(`${seed}:${id}:${attempt}`) % 1_000;
    if (draw < 40) return 'busy';
    if (draw < 65) return 'cut';
    if (draw < 85) return 'failed';
    return draw < 92 ? 'silent' : 'none';
  };

  const routes: Record<string, (body: never, answer: ServerResponse) => void> = {
    '/send': (send: PlatformSend, answer) => {
      const fault = drawFault(send.id);
      if (fault !== 'busy') show(ledger, send);
      reply(answer, fault, send.id);
    },
    '/effect': (effect: EffectCall, answer) => {
      const fault = drawFault(effect.key);
      if (fault !== 'busy') apply(ledger, effect);
      reply(answer, fault, effect.key);
    },
    '/purchase': ({ turnId, throughSeq, step, claimedAt }: Purchase, answer) => {
      const at = systemClock.now();
      append(ledger.bought, `${turnId}/${throughSeq}/${step}`, { at, claimedAt });
      answer.end(String(ledger.bought.size));
    },
    '/returned': ({ turnId, throughSeq, step }: StepReturn, answer) => {
      const key = `${turnId}/${throughSeq}/${step}`;
      if (!ledger.returned.has(key)) ledger.returned.set(key, systemClock.now());
      answer.end('{}');
    },
    '/poll': ({ offset }: { offset: number }, answer) => {
      queue.take(offset, (items) => answer.end(JSON.stringify({ items })));
    },
  };

  const server = createServer((incoming, answer) => {
    readBody(incoming).then(
      (body) => routes[incoming.url ?? '']?.(body as never, answer),
      // The child died in the middle of its sentence.
      () => answer.destroy(),
    );
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function show(ledger: Ledger, send: PlatformSend): void {
  ledger.counts.sends += 1;
  const list = ledger.shown.get(send.conversation) ?? [];
  const known = list.some((shown) => shown.deliveryId === send.id);
  if (known) ledger.counts.repeats += 1;
  // Such a platform knows the id and shows nothing.
  if (known && send.channel === 'repeatable') return;
  append(ledger.shown, send.conversation, {
    deliveryId: send.id,
    seq: parseId(send.id)?.seq ?? 0,
    at: systemClock.now(),
    text: send.text,
    maybeRepeated: send.maybeRepeated,
  });
}

function apply(ledger: Ledger, { key, conversation, number }: EffectCall): void {
  ledger.counts.effects += 1;
  if (ledger.appliedKeys.has(key)) return;
  ledger.appliedKeys.add(key);
  append(ledger.applied, conversation, { number, at: systemClock.now() });
}

function reply(answer: ServerResponse, fault: Fault, id: string): void {
  if (fault === 'none') answer.end('{}');
  else if (fault === 'busy') {
    answer.writeHead(429).end(JSON.stringify({ retryAfterMs: 30 + (hashText(id) % 120) }));
  } else if (fault === 'failed') answer.writeHead(500).end('{}');
  else if (fault === 'cut') answer.destroy();
  // Silent: never answered; the child's time-out ends it.
}

async function readBody(incoming: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of incoming) text += String(chunk);
  return JSON.parse(text);
}
