import type { ConversationRow, DeliveryRow, TurnRow } from '../../src/memory/tables.ts';
import { people } from './script.ts';
import { emptyFold, type Fold, foldOver } from './simulated-bots.ts';
import { homes, type World } from './world.ts';

class BrokenPromise extends Error {}

function promise(holds: boolean, what: string): void {
  if (!holds) throw new BrokenPromise(what);
}

/** Checks a world that has come to rest against everything the engine promises. */
export function checkWorld(world: World): void {
  promise(world.steps.paidTwice.length === 0, `a step was paid twice: ${world.steps.paidTwice.join(', ')}`);
  for (const [index, person] of people.entries()) {
    const row = [...world.store.conversations.values()].find((each) => each.externalId === person);
    const accepted = world.accepted.get(person) ?? new Set();
    promise(row !== undefined || accepted.size === 0, `the Conversation of ${person} is missing`);
    if (row === undefined) continue;
    checkKept(row, accepted);
    checkTurns(row);
    checkReplies(row);
    const { delivery: channel, bot } = homes[index] ?? homes[0];
    if (channel !== 'stored') checkShown(world, row, channel, bot);
    checkEffects(world, row);
    checkTimers(row);
  }
}

function checkKept(row: ConversationRow, accepted: ReadonlySet<string>): void {
  const stored = row.updates.map((update) => update.externalId);
  promise(new Set(stored).size === stored.length, `${row.externalId}: an Update was stored twice`);
  for (const id of accepted) {
    promise(stored.includes(id), `${row.externalId}: ${id} was confirmed and is not stored`);
  }
  const seqs = row.updates.map((update) => update.seq);
  promise(
    seqs.every((seq, index) => index === 0 || seq > (seqs[index - 1] ?? 0)),
    `${row.externalId}: numbers out of order`,
  );
}

const idsOf = (row: ConversationRow, turn: TurnRow): string[] =>
  row.updates
    .filter((update) => update.seq >= turn.fromSeq && update.seq <= turn.throughSeq)
    .map((update) => update.externalId);

/** Every Update is in exactly one Turn, in order; the state is the fold; a person's time is respected. */
function checkTurns(row: ConversationRow): void {
  let handled = 0;
  let state: Fold = emptyFold;
  let held = false;
  for (const [index, turn] of row.turns.entries()) {
    const name = `${row.externalId}: Turn ${turn.seq}`;
    promise(turn.seq === index + 1, `${name}: numbers of Turns are not in a row`);
    promise(turn.fromSeq > handled && turn.throughSeq >= turn.fromSeq, `${name} overlaps the one before`);
    const skipped = row.updates.filter((update) => update.seq > handled && update.seq < turn.fromSeq);
    promise(skipped.length === 0, `${name} skipped ${skipped.map((update) => update.externalId).join(' ')}`);
    handled = turn.throughSeq;
    const updates = row.updates.filter(({ seq }) => seq >= turn.fromSeq && seq <= turn.throughSeq);
    const isReleased = updates.some((update) => update.content.event === 'opora.released');
    // Releasing needs no program: a Turn that is given up releases all the same.
    if (isReleased) held = false;
    promise((turn.outcome === 'held') === held, `${name} is ${turn.outcome}, held: ${held}`);
    if (turn.outcome === 'answered') {
      state = foldOver(state, idsOf(row, turn));
      held = updates.some((update) => update.content.text === 'handoff');
    }
    const kept = turn.state === null ? emptyFold : turn.state;
    promise(
      JSON.stringify(kept) === JSON.stringify(state),
      `${name}: the state is not the fold of its Updates`,
    );
  }
  const left = row.updates.filter((update) => update.seq > handled);
  promise(
    left.length === 0,
    `${row.externalId}: never handled: ${left.map((each) => each.externalId).join(' ')}`,
  );
}

/** One answer a Burst, naming exactly its Updates. */
function checkReplies(row: ConversationRow): void {
  for (const turn of row.turns) {
    const texts = row.deliveries
      .filter((each) => each.turnSeq === turn.seq && each.lane === 'message')
      .map(textOf);
    const ids = idsOf(row, turn);
    const answers = texts.filter((text) => text.startsWith('re '));
    const isSilent = ids.some((id) => id.startsWith('opora.'));
    const expected = turn.outcome === 'answered' && !isSilent ? [`re ${ids.join(' ')}`] : [];
    promise(
      JSON.stringify(answers) === JSON.stringify(expected),
      `${row.externalId}: Turn ${turn.seq} (${turn.outcome}) over [${ids}] answered [${texts}]`,
    );
  }
}

const textOf = ({ payload }: DeliveryRow): string => (payload.kind === 'message' ? payload.message.text : '');

function checkShown(
  world: World,
  row: ConversationRow,
  channel: 'repeatable' | 'ambiguous',
  bot: 'once' | 'least',
): void {
  const bubbles = world.platform.bubbles.filter((bubble) => bubble.conversation === row.externalId);
  const order = bubbles.map((bubble) => Number(bubble.id.split('.')[1]));
  promise(
    order.every((seq, index) => index === 0 || seq >= (order[index - 1] ?? 0)),
    `${row.externalId}: shown out of order: ${order.join(' ')}`,
  );
  const mayRepeat = channel === 'ambiguous' && bot === 'least';
  const mayBeLost = channel === 'ambiguous' && bot === 'once';
  for (const delivery of row.deliveries.filter((each) => each.lane === 'message')) {
    const name = `${row.externalId}: Delivery ${delivery.seq} (${delivery.status})`;
    const shown = bubbles.filter((bubble) => bubble.id === `d${row.id}.${delivery.seq}`);
    promise(delivery.nextAt === null, `${name} is still open`);
    promise(
      shown.every((bubble) => bubble.text === textOf(delivery)),
      `${name} shows another text`,
    );
    promise(shown.length <= 1 || mayRepeat, `${name} was shown ${shown.length} times`);
    promise(
      shown.slice(1).every((bubble) => bubble.maybeRepeated),
      `${name} was repeated without a label`,
    );
    promise(delivery.status !== 'sent' || shown.length >= 1, `${name} was never shown`);
    const wasBlocked = world.everBlocked.has(row.externalId);
    const allowed = [
      'sent',
      ...(mayBeLost ? ['unknown'] : []),
      ...(wasBlocked ? ['refused', 'cancelled'] : []),
    ];
    promise(allowed.includes(delivery.status), `${name} did not end as ${allowed.join(' or ')}`);
    if (delivery.status !== 'unknown') continue;
    const letters = world.store.deadLetters.filter(
      (letter) => letter.conversationId === row.id && letter.fromSeq === delivery.seq,
    );
    promise(letters.length === 1, `${name} has ${letters.length} DeadLetters`);
  }
}

/** Effects took place once each, in order of the Turns that asked for them. */
function checkEffects(world: World, row: ConversationRow): void {
  const asked = row.deliveries
    .filter((delivery) => delivery.lane === 'effect:crm')
    .map((delivery) => delivery.idempotencyKey ?? '');
  const done = world.platform.effects.filter((key) => asked.includes(key));
  promise(
    JSON.stringify(done) === JSON.stringify(asked),
    `${row.externalId}: effects asked [${asked}], took place [${done}]`,
  );
}

/** A reminder fires once, unless it was replaced or taken back. */
function checkTimers(row: ConversationRow): void {
  const fired = row.updates.filter((update) => update.content.kind === 'timer');
  const answered = new Set(
    row.turns.filter((turn) => turn.outcome === 'answered').flatMap((turn) => idsOf(row, turn)),
  );
  const words = row.updates.filter((update) => answered.has(update.externalId));
  for (const update of words.filter((each) => each.content.text === 'remind')) {
    const times = fired.filter((each) => each.content.payload === update.externalId).length;
    promise(times <= 1, `${row.externalId}: the reminder of ${update.externalId} fired ${times} times`);
    const revised = words.some(
      (each) => each.seq > update.seq && ['remind', 'forget'].includes(each.content.text ?? ''),
    );
    promise(times === 1 || revised, `${row.externalId}: the reminder of ${update.externalId} never fired`);
  }
}
