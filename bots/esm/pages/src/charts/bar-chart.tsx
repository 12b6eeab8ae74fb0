import type { JSX } from 'preact';
import { useWidth } from './use-width.ts';

/** One bar. */
export interface Bar {
  /** Below the bar. */
  readonly label: string;
  /** Its height, in the unit of the axis. */
  readonly value: number;
  /** Above the bar; what a reader of the screen hears comes from the table. */
  readonly note: string;
  /** Seen on pointing at it. */
  readonly title: string;
}

interface BarChartProps {
  readonly bars: readonly Bar[];
  /** Top of the axis. */
  readonly most: number;
  /** Where lines are drawn, with their labels. */
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
  /** What the chart shows, in a sentence. */
  readonly label: string;
  /** Below the axis. */
  readonly axis: string;
}

const height = 230;
const top = 22;
const bottom = 46;
const left = 44;
/** About what a character of a label takes. */
const characterWidth = 7;

/** Bars from zero, one colour: the height says everything. */
export function BarChart({ bars, most, ticks, label, axis }: BarChartProps): JSX.Element {
  const [element, width] = useWidth<HTMLDivElement>(480);
  const floor = height - bottom;
  const y = (value: number): number => floor - (value / Math.max(most, 1e-9)) * (floor - top);
  const slot = (width - left - 8) / Math.max(bars.length, 1);
  const barWidth = Math.min(46, slot * 0.64);
  const longest = Math.max(1, ...bars.map((bar) => bar.label.length));
  const every = Math.max(1, Math.ceil((longest * characterWidth + 6) / slot));
  return (
    <div ref={element} class="bars">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {ticks.map((tick) => (
          <g key={tick.value} class="tick">
            <path d={`M${left} ${y(tick.value)}H${width}`} />
            <text x={left - 8} y={y(tick.value) + 4}>
              {tick.label}
            </text>
          </g>
        ))}
        {bars.map((bar, index) => {
          const middle = left + slot * (index + 0.5);
          const from = y(bar.value);
          const radius = Math.min(3, barWidth / 2, Math.max(0, floor - from));
          return (
            <g key={bar.label} class="bar">
              <title>{bar.title}</title>
              <path
                d={`M${middle - barWidth / 2} ${floor}V${from + radius}q0 -${radius} ${radius} -${radius}h${barWidth - 2 * radius}q${radius} 0 ${radius} ${radius}V${floor}z`}
              />
              {slot >= 30 && (
                <text class="bar-note" x={middle} y={from - 6}>
                  {bar.note}
                </text>
              )}
              {index % every === 0 && (
                <text class="bar-label" x={middle} y={floor + 17}>
                  {bar.label}
                </text>
              )}
            </g>
          );
        })}
        <path class="floor" d={`M${left} ${floor}H${width}`} />
        <text class="axis-name" x={left + (width - left) / 2} y={height - 8}>
          {axis}
        </text>
      </svg>
    </div>
  );
}

/** Round steps from zero to at least `most`, four or five of them. */
export function countTicks(most: number): readonly number[] {
  const rough = Math.max(most, 4) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough && one >= 1) ?? 1;
  const whole = Math.max(1, Math.round(step));
  return Array.from({ length: Math.ceil(Math.max(most, 1) / whole) + 1 }, (_, index) => index * whole);
}
