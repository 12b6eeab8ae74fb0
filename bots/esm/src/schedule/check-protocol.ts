import type { Fault } from '../fault.ts';
import { type RoomProblem, roomProblems } from './check-settings.ts';
import { fromMinutes, span, toMinutes } from './clock-time.ts';
import { type BeepSchedule, type Hours, hoursFor, type Protocol, type Schedule } from './protocol.ts';
import { protocolSchema } from './protocol-schema.ts';
import { minuteInHours } from './study-days.ts';

/** A usable protocol with its warnings, or null and every fault. */
export interface ProtocolCheck {
  readonly protocol: Protocol | null;
  readonly faults: readonly Fault[];
}

/** Reads a protocol from parsed JSON or YAML, fills in the defaults and reports all faults together. */
export function checkProtocol(data: unknown): ProtocolCheck {
  const parsed = protocolSchema.safeParse(data);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) =>
      fault(issue.path.join('.'), issue.message, 'Compare with the reference of protocols.'),
    );
    return { protocol: null, faults };
  }
  const protocol = parsed.data;
  const empty = emptyFaults(protocol);
  const faults = [...waveFaults(protocol), ...nameFaults(protocol), ...empty];
  if (empty.length === 0) {
    faults.push(
      ...protocol.schedules.flatMap((one, index) => scheduleFaults(protocol, one, `schedules.${index}`)),
    );
  }
  faults.push(...meetingFaults(protocol));
  const isUsable = faults.every((one) => one.severity === 'warning');
  return { protocol: isUsable ? protocol : null, faults };
}

function fault(path: string, reason: string, advice: string, severity: Fault['severity'] = 'error'): Fault {
  return { severity, line: null, path, reason, advice };
}

function waveFaults({ waves }: Protocol): readonly Fault[] {
  const names = waves.map((wave) => wave.name);
  return waves.flatMap((wave, index) => {
    const before = waves[index - 1];
    const faults: Fault[] = [];
    if (names.indexOf(wave.name) !== index) {
      faults.push(
        fault(`waves.${index}.name`, `"${wave.name}" is used twice`, 'Give each wave its own name.'),
      );
    }
    if (before !== undefined && wave.startDay < before.startDay + before.days) {
      const free = before.startDay + before.days;
      faults.push(
        fault(
          `waves.${index}.startDay`,
          `it begins before "${before.name}" ends`,
          `Begin on day ${free} or later.`,
        ),
      );
    }
    return faults;
  });
}

function nameFaults({ schedules }: Protocol): readonly Fault[] {
  const names = schedules.map((schedule) => schedule.name);
  return schedules.flatMap(({ name }, index) =>
    names.indexOf(name) === index
      ? []
      : [fault(`schedules.${index}.name`, `"${name}" is used twice`, 'Give each schedule its own name.')],
  );
}

/** Hours without length; every other check of times needs them to have one. */
function emptyFaults(protocol: Protocol): readonly Fault[] {
  const all: readonly (readonly [string, Hours | undefined])[] = [
    ['hours', protocol.hours],
    ...protocol.quietHours.map((hours, index) => [`quietHours.${index}`, hours] as const),
    ...protocol.schedules.map(
      (one, index) => [`schedules.${index}.hours`, one.kind === 'event' ? undefined : one.hours] as const,
    ),
  ];
  return all.flatMap(([path, hours]) =>
    hours === undefined || toMinutes(hours.start) !== toMinutes(hours.end)
      ? []
      : [
          fault(
            path,
            'start and end are the same time',
            'Give different times, for example 09:00 and 21:00.',
          ),
        ],
  );
}

function scheduleFaults(protocol: Protocol, schedule: Schedule, path: string): readonly Fault[] {
  if (schedule.kind === 'event') return [];
  const room = roomProblems({ ...protocol, schedules: [schedule] }, { zone: 'UTC' });
  const interval = schedule.kind === 'interval' ? intervalFaults(protocol, schedule, path) : [];
  return [...room.map((problem) => roomFault(problem, path)), ...interval];
}

function roomFault(problem: RoomProblem, path: string): Fault {
  const { count } = problem;
  if (problem.kind === 'gap') {
    return fault(
      `${path}.minimumGapMinutes`,
      `${problem.gapMinutes} min is above 0.75 of a block (${count} a day)`,
      `At most ${problem.maximumMinutes} min are possible.`,
    );
  }
  const reason = `${problem.minutes} min without quiet hours do not hold ${count} beeps`;
  return fault(`${path}.hours`, reason, 'Lengthen the hours or shorten the quiet hours.');
}

function intervalFaults(
  protocol: Protocol,
  schedule: Extract<BeepSchedule, { kind: 'interval' }>,
  path: string,
): readonly Fault[] {
  const { times, everyMinutes } = schedule;
  if ((times === undefined) === (everyMinutes === undefined)) {
    return [fault(path, 'it needs either times or everyMinutes', 'Give exactly one of the two.')];
  }
  const { start, end } = span(hoursFor(protocol, { zone: 'UTC' }, schedule));
  return (times ?? []).flatMap((time, index) => {
    const at = `${path}.times.${index}`;
    if (times?.indexOf(time) !== index) return [fault(at, `${time} is listed twice`, 'Remove one of them.')];
    if (minuteInHours(time, start) < end) return [];
    const hours = `${fromMinutes(start)}–${fromMinutes(end % 1440)}`;
    return [
      fault(at, `${time} is outside the hours ${hours}`, 'It would never be sent; move it or the hours.'),
    ];
  });
}

/** Fixed times that meet: the newer beep would close the older one at once. */
function meetingFaults(protocol: Protocol): readonly Fault[] {
  const seen = new Map<string, string>();
  return protocol.schedules.flatMap((schedule, index) => {
    const times =
      schedule.kind === 'interval' ? (schedule.times ?? []) : schedule.kind === 'once' ? [schedule.time] : [];
    return times.flatMap((time) => {
      const other = time === undefined ? undefined : seen.get(time);
      if (time !== undefined && other === undefined) seen.set(time, schedule.name);
      if (other === undefined || other === schedule.name) return [];
      const reason = `${time} is also a time of "${other}"; a newer beep closes an older one`;
      return [fault(`schedules.${index}`, reason, 'Leave time for an answer between them.', 'warning')];
    });
  });
}
