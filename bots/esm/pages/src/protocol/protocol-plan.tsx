import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Protocol } from '../../../src/schedule/protocol.ts';
import { useWords } from '../app/app-context.ts';
import { SelectField, TextField } from '../parts/field.tsx';
import { RedrawIcon } from '../parts/icons.tsx';
import { PlanTimeline } from '../plan/plan-timeline.tsx';
import { busyDays, simulatePlan } from '../plan/simulate-plan.ts';
import { protocolWords } from './protocol-words.ts';

const mostDays = 14;

/** Today by the clock of the browser, `YYYY-MM-DD`. */
function today(): string {
  const now = new Date();
  const pad = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** All zones of the browser, its own among them whatever it calls it. */
function zoneNames(): readonly string[] {
  return [...new Set([ownZone(), ...Intl.supportedValuesOf('timeZone')])].toSorted();
}

/** Browsers differ in Kyiv or Kiev; the product has one name a zone. */
const shownZone = (zone: string): string =>
  zone === 'Europe/Kiev' ? 'Europe/Kyiv' : zone.replaceAll('_', ' ');

/** An example of the plan that a protocol makes; null while the protocol has faults. */
export function ProtocolPlan({ protocol }: { readonly protocol: Protocol | null }): JSX.Element {
  const words = useWords(protocolWords);
  const [firstDate, setFirstDate] = useState(today);
  const [zone, setZone] = useState(ownZone);
  const [seed, setSeed] = useState(1);
  const zones = useMemo(zoneNames, []);
  const days = useMemo(
    () =>
      protocol === null || firstDate === ''
        ? []
        : simulatePlan({ protocol, zone, firstDate, seed: String(seed), mostDays }),
    [protocol, zone, firstDate, seed],
  );
  if (protocol === null || days.length === 0) return <p class="note">{words.noPlan}</p>;
  const all = busyDays(protocol).length;
  const beeps = days.reduce((sum, { marks }) => sum + marks.length, 0);
  return (
    <div class="protocol-plan">
      <PlanTimeline days={days} title={words.plan} />
      <p class="hint">
        {words.sum(beeps, days.length)}. {all > days.length && words.shown(days.length, all)} {words.planLead}
      </p>
      <div class="plan-controls">
        <TextField label={words.firstDay} type="date" value={firstDate} onValue={setFirstDate} />
        <SelectField
          label={words.zone}
          value={zone}
          options={zones.map((value) => ({ value, label: shownZone(value) }))}
          onValue={setZone}
        />
        <button type="button" class="button" onClick={() => setSeed(seed + 1)}>
          <RedrawIcon /> {words.redraw}
        </button>
      </div>
    </div>
  );
}
