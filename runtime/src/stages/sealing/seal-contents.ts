import type { Json } from '../../contracts/json.ts';
import type {
  AcceptItem,
  Claim,
  ClaimedDelivery,
  DeliveryPayload,
  LoggedMessage,
  TurnCommit,
} from '../../contracts/store.ts';
import type { Update, UpdateContent } from '../../contracts/update.ts';
import type { Sealer } from './sealer.ts';

/** The column holds an envelope where the types say content; whoever reads it through the store finds the content. */
const as = <Type>(value: unknown): Type => value as Type;

/** An Update on its way in. What was replaced stays readable: a statement of the Guards asks for it. */
export function sealItem(item: AcceptItem, sealer: Sealer): AcceptItem {
  const { content, raw } = item.update;
  const { replaced } = content;
  const sealed = {
    ...as<object>(sealer.seal(as<Json>(content))),
    ...(replaced === undefined ? {} : { replaced }),
  };
  return {
    ...item,
    characters: content.text?.length ?? 0,
    update: {
      ...item.update,
      conversation: sealer.sealName(item.update.conversation),
      content: as<UpdateContent>(sealed),
      ...(raw === undefined ? {} : { raw: sealer.seal(raw) }),
    },
  };
}

/** An Update as read: its content, or the payload of a timer that was sealed before the timer fired. */
export function openUpdate(update: Update, sealer: Sealer): Update {
  const opened = as<Update>(sealer.open(update));
  const { payload } = opened;
  const isFired = opened === update && update.kind === 'timer';
  return isFired && payload !== undefined ? { ...opened, payload: as<Json>(sealer.open(payload)) } : opened;
}

/** Everything that a Turn needs. */
export const openClaim = (claim: Claim, sealer: Sealer): Claim => ({
  ...claim,
  conversation: sealer.openName(claim.conversation),
  state: as<Json>(sealer.open(claim.state)),
  updates: claim.updates.map((update) => openUpdate(update, sealer)),
  steps: claim.steps.map((step) => ({ ...step, result: as<Json>(sealer.open(step.result)) })),
});

/** Everything that a Turn leaves; the claim is only a key here. */
export function sealTurn(turn: TurnCommit, sealer: Sealer): TurnCommit {
  const { extras } = turn;
  return {
    ...turn,
    state: sealer.seal(turn.state),
    journal: sealer.seal(turn.journal),
    deliveries: turn.deliveries.map((delivery) => ({
      ...delivery,
      payload: sealPayload(delivery.payload, sealer),
    })),
    extras:
      extras === null
        ? null
        : {
            ...extras,
            timers: extras.timers.map((timer) => ({ ...timer, payload: sealer.seal(timer.payload) })),
          },
  };
}

/** The kind stays readable: the page of a Conversation shows messages only. */
const sealPayload = (payload: DeliveryPayload, sealer: Sealer): DeliveryPayload =>
  payload.kind === 'message'
    ? { kind: 'message', message: as(sealer.seal(as<Json>(payload.message))) }
    : { ...payload, payload: sealer.seal(payload.payload) };

export function openDelivery(delivery: ClaimedDelivery, sealer: Sealer): ClaimedDelivery {
  const { payload } = delivery;
  return {
    ...delivery,
    conversation: sealer.openName(delivery.conversation),
    payload:
      payload.kind === 'message'
        ? { kind: 'message', message: as(sealer.open(payload.message)) }
        : { ...payload, payload: as<Json>(sealer.open(payload.payload)) },
  };
}

export const openLogged = (logged: LoggedMessage, sealer: Sealer): LoggedMessage =>
  logged.direction === 'in'
    ? { ...logged, update: openUpdate(logged.update, sealer) }
    : { ...logged, message: as(sealer.open(logged.message)) };
