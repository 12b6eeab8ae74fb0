import { systemClock } from '../../core/clock.ts';
import type { FaultPoint } from '../../core/fault-points.ts';
import { createRandom } from '../../core/random.ts';
import type { Children } from './children.ts';
import { canReach } from './kill-plan.ts';
import type { ChildRole, KillOrder } from './protocol.ts';
import type { CarriedKill, Violation } from './torture-options.ts';

/** Times an order may be put back because its process never arrived at the point. */
const mostDelays = 4;

export interface PlanOptions {
  readonly children: Children;
  readonly plan: readonly KillOrder[];
  readonly slots: number;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
  readonly onKill: (kills: number) => void;
}

export interface PlanResult {
  readonly carried: readonly CarriedKill[];
  readonly unreached: readonly FaultPoint[];
  readonly crashes: readonly Violation[];
}

interface Waiting extends KillOrder {
  delays: number;
}

/** Carries out the kills: every slot lives and dies by the plan until nothing of it is left. */
export async function runPlan(options: PlanOptions): Promise<PlanResult> {
  const { children, slots, seed, signal, onKill } = options;
  const queue: Waiting[] = options.plan.map((order) => ({ ...order, delays: 0 }));
  const carried: CarriedKill[] = [];
  const unreached: FaultPoint[] = [];
  const crashes: Violation[] = [];
  let open = 0;

  const next = (role: ChildRole): Waiting | null => {
    const place = queue.findIndex((order) => canReach(role, order.point));
    return place < 0 ? null : (queue.splice(place, 1)[0] ?? null);
  };
  const putBack = (order: Waiting): void => {
    order.delays += 1;
    // A lower count is easier to reach; what is never reached is reported.
    if (order.delays <= mostDelays) queue.push({ ...order, nth: Math.max(1, Math.floor(order.nth / 2)) });
    else unreached.push(order.point);
  };

  const runSlot = async (slot: number): Promise<void> => {
    const random = createRandom(seed * 31 + slot);
    while ((queue.length > 0 || open > 0) && signal?.aborted !== true) {
      const drawn = drawRole(slot, random());
      const fitting = next(drawn);
      // The last orders of the others may come back; until then this process just works.
      const role = fitting === null ? 'all' : drawn;
      const order = fitting ?? next('all');
      if (order === null) {
        await idle();
        continue;
      }
      open += 1;
      const { how, detail } = await children.live(slot, role, order);
      open -= 1;
      if (how === 'killed') {
        carried.push({ point: order.point, nth: order.nth, at: systemClock.now(), slot });
        onKill(carried.length);
      } else if (how === 'late') putBack(order);
      else {
        queue.unshift(order);
        if (how === 'crashed') {
          crashes.push({ kind: 'crashed', conversation: null, detail, at: systemClock.now() });
        }
      }
    }
  };

  const idle = (): Promise<void> => new Promise((resolve) => systemClock.after(50, resolve));

  await Promise.all(Array.from({ length: slots }, (_, slot) => runSlot(slot)));
  return { carried, unreached, crashes };
}

/** The first slot always takes messages and the second always works, so that one of each is alive. */
function drawRole(slot: number, draw: number): ChildRole {
  if (draw < 0.6) return 'all';
  if (slot % 2 === 0) return draw < 0.8 ? 'web' : 'all';
  return draw < 0.85 ? 'worker' : 'all';
}
