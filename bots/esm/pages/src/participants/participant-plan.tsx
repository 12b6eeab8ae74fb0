import type { JSX } from 'preact';
import { addDays, toLocal } from '../../../src/schedule/local-time.ts';
import type { Participant } from '../api/participants.ts';
import { getPlan, type ParticipantPlan as Plan } from '../api/plan.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { LoadView } from '../loading/load-view.tsx';
import { useLoad } from '../loading/use-load.ts';
import { PlanTimeline } from '../plan/plan-timeline.tsx';
import { minuteOf, type PlanDay } from '../plan/simulate-plan.ts';
import { participantsWords } from './participants-words.ts';

const daysBefore = 5;
const daysShown = 9;

/** Beeps as drawn days, in the participant's own time. */
function toDays({ beeps, zone }: Plan): readonly PlanDay[] {
  const dates = [...new Set(beeps.map(({ date }) => date))].sort();
  return dates.map((date): PlanDay => {
    const ofDay = beeps.filter((beep) => beep.date === date);
    return {
      date,
      studyDay: ofDay[0]?.studyDay ?? 0,
      wave: ofDay[0]?.wave ?? null,
      stretches: [],
      edges: [],
      marks: ofDay.map(({ schedule, kind, number, at, status }) => {
        const minute = minuteOf(at, date, zone);
        return { schedule, kind, number, minute, expiryMinute: minute, status };
      }),
    };
  });
}

/** The days around today as they are stored. */
export function ParticipantPlan(props: {
  readonly study: string;
  readonly participant: Participant;
}): JSX.Element {
  const { study, participant } = props;
  const { http } = useApp();
  const words = useWords(participantsWords);
  const zone = participant.zone ?? 'UTC';
  const from = addDays(toLocal(Date.now(), zone).date, -daysBefore);
  const { pseudonym } = participant;
  const loaded = useLoad(`plan:${study}:${pseudonym}:${from}`, (signal) =>
    getPlan(http, study, { participant: pseudonym, from, days: daysShown }, signal),
  );
  return (
    <section class="block">
      <LoadView loaded={loaded}>
        {(plan) => {
          const days = toDays(plan);
          return days.length === 0 ? (
            <p class="quiet">{words.noPlan}</p>
          ) : (
            <>
              <PlanTimeline days={days} title={words.plan} />
              <p class="hint">{words.planLead}</p>
            </>
          );
        }}
      </LoadView>
    </section>
  );
}
