import { createRandom } from '../../core/random.ts';
import type { Children } from './children.ts';
import type { TortureDatabase } from './torture-database.ts';
import type { Users } from './users.ts';

/** Trouble beside the kills. */
export type Disturbance =
  | 'redelivery-storm'
  | 'backends-terminated'
  | 'process-stopped'
  | 'database-stopped'
  | 'database-killed';

const rotation: readonly Disturbance[] = [
  'redelivery-storm',
  'backends-terminated',
  'process-stopped',
  'database-stopped',
  'redelivery-storm',
  'backends-terminated',
  'database-killed',
];

const everyKills = 6;

export interface Disturber {
  /** Told of every kill; begins what is due. */
  afterKill(kills: number): void;
  readonly counts: Readonly<Record<Disturbance, number>>;
  /** Resolves when nothing is under way. */
  settle(): Promise<void>;
}

/** Brings trouble after every few kills, in turn and at seeded moments. */
export function createDisturber(options: {
  readonly seed: number;
  readonly slots: number;
  readonly database: TortureDatabase;
  readonly children: Children;
  readonly users: Users;
}): Disturber {
  const { database, children, users } = options;
  const random = createRandom(options.seed + 7);
  const counts: Record<Disturbance, number> = {
    'redelivery-storm': 0,
    'backends-terminated': 0,
    'process-stopped': 0,
    'database-stopped': 0,
    'database-killed': 0,
  };
  let begun = 0;
  let next = 2 + Math.floor(random() * 3);
  let working: Promise<void> = Promise.resolve();

  const begin = async (kind: Disturbance): Promise<void> => {
    if (kind === 'redelivery-storm') users.storm();
    else if (kind === 'process-stopped') children.stop(Math.floor(random() * options.slots));
    else if (kind === 'backends-terminated') await database.terminateBackends();
    else await database.restart(kind === 'database-stopped' ? 'SIGINT' : 'SIGKILL');
    counts[kind] += 1;
  };

  return {
    afterKill(kills) {
      if (kills < next) return;
      next = kills + everyKills - 1 + Math.floor(random() * 3);
      const planned = rotation[begun % rotation.length] ?? 'redelivery-storm';
      begun += 1;
      const kind = planned.startsWith('database') && !database.restartable ? 'backends-terminated' : planned;
      working = working.then(() => begin(kind)).catch(() => undefined);
    },
    counts,
    settle: () => working,
  };
}
