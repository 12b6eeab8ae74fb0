import type { JSX } from 'preact';
import { fromMinutes } from '../../../src/schedule/clock-time.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { useWidth } from '../charts/use-width.ts';
import { formatDate } from '../words/format.ts';
import { type PlanWords, planWords } from './plan-words.ts';
import { type BeepStatus, hoursShown, type PlanDay, type PlanMark } from './simulate-plan.ts';

const rowHeight = 30;
const axisHeight = 24;

/** `HH:MM` of a minute that may lie on the next day. */
export function clockOf(minute: number): string {
  return fromMinutes(((Math.round(minute) % 1440) + 1440) % 1440);
}

/** From minutes to the place on the ruler. */
type Scale = (minute: number) => number;

type MarkState = 'example' | 'done' | 'ahead' | 'lost';

/** What a mark says of its beep: still to come, completed, or neither. */
function stateOf(status: BeepStatus | undefined): MarkState {
  if (status === undefined) return 'example';
  if (status === 'completed') return 'done';
  return status === 'planned' || status === 'sent' || status === 'opened' ? 'ahead' : 'lost';
}

function Mark(props: { mark: PlanMark; x: Scale; words: PlanWords }): JSX.Element {
  const { mark, x, words } = props;
  const at = x(mark.minute);
  const title = words.beep(mark.schedule, mark.number, clockOf(mark.minute));
  return (
    <g class={`beep-mark ${mark.kind} ${stateOf(mark.status)}`}>
      {mark.number > 0 && (
        <title>{mark.status === undefined ? title : `${title}, ${words.statuses[mark.status]}`}</title>
      )}
      <path class="expiry" d={`M${at} 23.5H${x(mark.expiryMinute)}`} />
      {/* An arch, as in the mark of Opora; fixed beeps are square, single ones pointed. */}
      {mark.kind === 'signal' && <path d={`M${at - 3} 22v-10a3 3 0 0 1 6 0v10z`} />}
      {mark.kind === 'interval' && <path d={`M${at - 3} 22v-13h6v13z`} />}
      {mark.kind === 'once' && <path d={`M${at} 7l4 7.5-4 7.5-4-7.5z`} />}
    </g>
  );
}

function Row(props: { day: PlanDay; top: number; x: Scale; words: PlanWords }): JSX.Element {
  const { day, top, x, words } = props;
  return (
    <g transform={`translate(0 ${top})`}>
      {day.stretches.map(({ from, to }) => (
        <rect key={from} class="window" x={x(from)} y="5" width={x(to) - x(from)} height="18.5" rx="3" />
      ))}
      {day.edges.slice(1).map((edge) => (
        <path key={edge} class="edge" d={`M${x(edge)} 5v18.5`} />
      ))}
      {day.marks.map((mark) => (
        <Mark key={`${mark.schedule}${mark.number}`} {...{ mark, x, words }} />
      ))}
    </g>
  );
}

function Axis(props: { from: number; to: number; x: Scale; height: number; step: number }): JSX.Element {
  const { from, to, x, height, step } = props;
  const hours = Array.from({ length: (to - from) / 60 + 1 }, (_, index) => from + index * 60);
  return (
    <g class="axis">
      {hours
        .filter((minute) => (minute / 60) % step === 0)
        .map((minute) => (
          <g key={minute}>
            <path d={`M${x(minute)} ${axisHeight}V${height}`} />
            <text x={x(minute)} y="14">
              {clockOf(minute)}
            </text>
          </g>
        ))}
    </g>
  );
}

function DayTable({ days }: { readonly days: readonly PlanDay[] }): JSX.Element {
  const { language } = useApp();
  const words = useWords(planWords);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.studyDay}</th>
          <th scope="col">{words.date}</th>
          <th scope="col">{words.wave}</th>
          <th scope="col">{words.times}</th>
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <tr key={day.date}>
            <th scope="row">{day.studyDay}</th>
            <td>{formatDate(language, day.date)}</td>
            <td>{day.wave}</td>
            <td>
              {day.marks
                .map(({ minute, status }) =>
                  status === undefined ? clockOf(minute) : `${clockOf(minute)} ${words.statuses[status]}`,
                )
                .join(' · ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface PlanTimelineProps {
  readonly days: readonly PlanDay[];
  readonly title: string;
}

/** Days as rulers of local time, beeps as marks on them; the same as a table on request. */
export function PlanTimeline({ days, title }: PlanTimelineProps): JSX.Element {
  const words = useWords(planWords);
  return (
    <ChartFrame title={title} chart={<Rulers days={days} />} table={<DayTable days={days} />}>
      <Legend days={days} words={words} />
    </ChartFrame>
  );
}

function Rulers({ days }: { readonly days: readonly PlanDay[] }): JSX.Element {
  const { language } = useApp();
  const words = useWords(planWords);
  const [element, width] = useWidth<HTMLDivElement>(640);
  const { from, to } = hoursShown(days);
  const gutter = width < 480 ? 64 : 128;
  const x: Scale = (minute) => gutter + ((minute - from) / (to - from)) * (width - gutter - 22);
  const height = axisHeight + days.length * rowHeight + 4;
  const step = [1, 2, 3, 4, 6].find((hours) => x(from + hours * 60) - x(from) >= 44) ?? 6;
  return (
    <div ref={element} class="timeline">
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={words.chart}
      >
        <Axis {...{ from, to, x, height, step }} />
        {days.map((day, index) => {
          const top = axisHeight + index * rowHeight;
          const before = days[index - 1];
          const isAfterPause = before !== undefined && day.studyDay > before.studyDay + 1;
          return (
            <g key={day.date} class="day">
              {isAfterPause && <path class="pause" d={`M0 ${top + 0.5}H${width}`} />}
              <text x="0" y={top + 19}>
                {width < 480 ? words.day(day.studyDay) : formatDate(language, day.date)}
              </text>
              {width >= 480 && (
                <text class="count" x={gutter - 14} y={top + 19}>
                  {day.studyDay}
                </text>
              )}
              <Row {...{ day, top, x, words }} />
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function MarkKey(props: {
  readonly mark: Partial<PlanMark>;
  readonly words: PlanWords;
  readonly name: string;
}): JSX.Element {
  const mark: PlanMark = {
    ...{ kind: 'signal', schedule: '', number: 0, minute: 0, expiryMinute: 0 },
    ...props.mark,
  };
  return (
    <li>
      <svg width="12" height="20" viewBox="-6 4 12 20" aria-hidden="true">
        <Mark mark={mark} x={() => 0} words={props.words} />
      </svg>
      {props.name}
    </li>
  );
}

/** What the marks of stored beeps mean. */
function StatusLegend({ words }: { readonly words: PlanWords }): JSX.Element {
  return (
    <ul class="legend" aria-hidden="true">
      <MarkKey {...{ words }} mark={{ status: 'completed' }} name={words.legend.done} />
      <MarkKey {...{ words }} mark={{ status: 'expired' }} name={words.legend.lost} />
      <MarkKey {...{ words }} mark={{ status: 'planned' }} name={words.legend.ahead} />
    </ul>
  );
}

function Legend(props: { readonly days: readonly PlanDay[]; readonly words: PlanWords }): JSX.Element {
  const { days, words } = props;
  const marks = days.flatMap((day) => day.marks);
  if (marks.some(({ status }) => status !== undefined)) return <StatusLegend words={words} />;
  const kinds = (['signal', 'interval', 'once'] as const).filter((kind) =>
    marks.some((mark) => mark.kind === kind),
  );
  return (
    <ul class="legend" aria-hidden="true">
      <li>
        <i class="key-window" /> {words.legend.window}
      </li>
      {kinds.map((kind) => (
        <MarkKey key={kind} {...{ words }} mark={{ kind }} name={words.legend[kind]} />
      ))}
      <li>
        <i class="key-expiry" /> {words.legend.expiry}
      </li>
    </ul>
  );
}
