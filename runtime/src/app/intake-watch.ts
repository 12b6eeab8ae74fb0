import type { Intake } from '../contracts/update.ts';
import type { Clock } from '../core/clock.ts';
import { RuntimeError } from '../core/errors.ts';

/** An Intake, and whether its database takes what it is given. */
export interface IntakeWatch {
  readonly intake: Intake;
  /** Throws the database's own refusal where it was the last answer and is fresh; see `watchIntake`. */
  assertAccepting(): void;
}

/** How long a refusal counts when nothing else is offered, ms. */
const freshMs = 15_000;

/** Refusals that a look at one row does not meet: changing it needs no space. */
const refusals = new Set(['database_disk_full', 'database_out_of_resources', 'database_read_only']);

/** Remembers of an Intake that the database refused to store; the next Update that is stored clears it. */
export function watchIntake(intake: Intake, clock: Clock): IntakeWatch {
  let refused: { readonly cause: RuntimeError; readonly at: number } | null = null;
  return {
    intake: {
      async accept(update) {
        try {
          const accepted = await intake.accept(update);
          refused = null;
          return accepted;
        } catch (error) {
          const cause = error instanceof RuntimeError ? error.cause : null;
          if (cause instanceof RuntimeError && refusals.has(cause.code)) {
            refused = { cause, at: clock.monotonic() };
          }
          throw error;
        }
      },
    },
    assertAccepting() {
      if (refused !== null && clock.monotonic() - refused.at < freshMs) throw refused.cause;
    },
  };
}
