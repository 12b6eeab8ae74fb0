import type { Channel } from '../../contracts/channel.ts';
import type { Json } from '../../contracts/json.ts';
import type { Claim, NewDelivery, TurnCommit, TurnExtras } from '../../contracts/store.ts';
import type { Update } from '../../contracts/update.ts';
import type { Settlement } from '../validation/settle-drafts.ts';
import type { JournalStep, TurnRequests } from './turn-context.ts';

export interface CommitInput {
  readonly channel: Channel | undefined;
  readonly claim: Claim;
  readonly worker: string;
  readonly burst: readonly Update[];
  readonly throughSeq: number;
  readonly state: Json;
  readonly requests: TurnRequests;
  readonly settlement: Settlement;
  readonly onlyIfNewest: boolean;
  readonly reruns: number;
  readonly released: boolean;
  /** A person holds the Conversation; the program was given what it hears nevertheless. */
  readonly held: boolean;
}

/** Turns what a program asked for, and the Drafts that may leave, into one commit. */
export function buildCommit(input: CommitInput): TurnCommit {
  const { channel, claim, burst, requests } = input;
  const deliveries: NewDelivery[] = [
    ...input.settlement.messages
      .flatMap((message) => channel?.prepare(message) ?? [message])
      .map((message) => ({
        lane: 'message',
        idempotencyKey: null,
        payload: { kind: 'message' as const, message },
        stored: channel?.delivery === 'stored',
      })),
    ...requests.effects.map(({ name, payload, key }) => ({
      lane: `effect:${name}`,
      idempotencyKey: key,
      payload: { kind: 'effect' as const, effect: name, payload },
      stored: false,
    })),
  ];
  return {
    claim,
    worker: input.worker,
    fromSeq: burst[0]?.seq ?? input.throughSeq,
    throughSeq: input.throughSeq,
    onlyIfNewest: input.onlyIfNewest,
    outcome: input.held ? 'held' : 'answered',
    state: input.state,
    journal: toJournal(input),
    deliveries,
    extras: toExtras(input),
    requestId: burst.at(-1)?.requestId ?? '',
    deadReason: null,
  };
}

function toExtras(input: CommitInput): TurnExtras | null {
  const { requests } = input;
  const handoff = toHandoff(input);
  const needed =
    handoff !== null ||
    requests.erase ||
    requests.timers.size + requests.cancelledTimers.size + requests.writes.length > 0;
  if (!needed) return null;
  return {
    timers: [...requests.timers.values()],
    cancelledTimers: [...requests.cancelledTimers],
    writes: requests.writes,
    handoff,
    erase: requests.erase,
  };
}

/** A person who holds the Conversation keeps it whatever the program asks for, unless it is erased. */
function toHandoff({ requests, released, held }: CommitInput): TurnExtras['handoff'] {
  if (held && !requests.erase) return null;
  return requests.handoff ?? (released || held ? 'released' : null);
}

/** What nearly every step is, run here and journalled first, goes without saying: bytes of every Turn. */
function toJournalLine({ name, source, journal, durationMs, result, error }: JournalStep): Json {
  const line: Record<string, Json> = { name };
  if (result !== undefined) line.result = result;
  if (error !== undefined) line.error = error;
  if (source !== 'run') line.source = source;
  if (journal !== 'first') line.journal = journal;
  line.durationMs = Math.round(durationMs);
  return line;
}

function toJournal(input: CommitInput): Json {
  const { outcome, rejections, rejected } = input.settlement;
  const journal: Record<string, Json> = {};
  if (input.requests.steps.length > 0) {
    journal.steps = input.requests.steps.map(toJournalLine);
  }
  if (input.reruns > 0) journal.reruns = input.reruns;
  if (rejections.length > 0) {
    journal.rejections = rejections.map((rejection) => ({ ...rejection, reasons: [...rejection.reasons] }));
    journal.drafts = { outcome, rejected: [...rejected] };
  }
  return Object.keys(journal).length === 0 ? null : journal;
}
