import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Compliance } from '../api/compliance.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { toPath } from '../app/router.ts';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { useWidth } from '../charts/use-width.ts';
import { ChoiceRow } from '../parts/choice-row.tsx';
import { commonWords } from '../words/common.ts';
import { formatShare } from '../words/format.ts';
import { complianceWords } from './compliance-words.ts';
import { type HeatOrder, type HeatRow, heatDays, heatRows, heatStep } from './heat-rows.ts';

const rowHeight = 24;
const axisHeight = 24;
const shownAtOnce = 40;
const nameWidth = 118;
const shareWidth = 46;

interface GridProps {
  readonly study: string;
  readonly rows: readonly HeatRow[];
  readonly days: readonly number[];
}

function Cell(props: { row: HeatRow; day: number; x: number; y: number; width: number }): JSX.Element | null {
  const words = useWords(complianceWords);
  const { row, day, x, y, width } = props;
  const cell = row.days.get(day);
  if (cell === undefined) return null;
  const { sent, completed } = cell;
  const isEmpty = sent === 0;
  return (
    <g class={isEmpty ? 'cell none' : `cell heat-${heatStep(completed, sent)}`}>
      <title>
        {isEmpty ? `${row.pseudonym}, ${words.nothing}` : words.cell(row.pseudonym, day, completed, sent)}
      </title>
      <rect x={x + 1} y={y + 1} width={width - 2} height={rowHeight - 2} rx="3" />
      {width >= 34 && !isEmpty && (
        <text x={x + width / 2} y={y + 16}>
          {completed}/{sent}
        </text>
      )}
    </g>
  );
}

function Grid({ study, rows, days }: GridProps): JSX.Element {
  const { language, options } = useApp();
  const words = useWords(complianceWords);
  const [element, width] = useWidth<HTMLDivElement>(720);
  const inner = width - nameWidth - shareWidth;
  const cellWidth = Math.min(64, Math.max(12, inner / Math.max(1, days.length)));
  const whole = nameWidth + cellWidth * days.length + shareWidth;
  const height = axisHeight + rows.length * rowHeight + 4;
  const every = Math.max(1, Math.ceil(20 / cellWidth));
  return (
    <div ref={element} class="heat-scroll">
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset */}
      <svg
        width={Math.max(width, whole)}
        height={height}
        class="heat-map"
        role="group"
        aria-label={words.mapLabel(rows.length, days.length)}
      >
        {days.map((day, index) =>
          index % every === 0 ? (
            <text key={day} class="heat-day" x={nameWidth + cellWidth * (index + 0.5)} y="14">
              {day}
            </text>
          ) : null,
        )}
        {rows.map((row, place) => {
          const y = axisHeight + place * rowHeight;
          return (
            <g key={row.pseudonym}>
              <a href={`${options.basePath}/researcher${toPath(study, 'participants', row.pseudonym)}`}>
                <text class="heat-name" x="0" y={y + 16}>
                  {row.pseudonym}
                </text>
              </a>
              <g>
                {days.map((day, index) => (
                  <Cell key={day} {...{ row, day, y }} x={nameWidth + cellWidth * index} width={cellWidth} />
                ))}
                <text class="heat-share" x={nameWidth + cellWidth * days.length + shareWidth - 4} y={y + 16}>
                  {formatShare(language, row.completed, row.sent)}
                </text>
              </g>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function HeatTable({ rows, days }: GridProps): JSX.Element {
  const { language } = useApp();
  const words = useWords(complianceWords);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.participant}</th>
          {days.map((day) => (
            <th key={day} scope="col" class="number" aria-label={`${words.day} ${day}`}>
              {day}
            </th>
          ))}
          <th scope="col" class="number">
            {words.share}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.pseudonym}>
            <th scope="row" class="mono">
              {row.pseudonym}
            </th>
            {days.map((day) => {
              const cell = row.days.get(day);
              return (
                <td key={day} class="number">
                  {cell === undefined ? '' : `${cell.completed}/${cell.sent}`}
                </td>
              );
            })}
            <td class="number">{formatShare(language, row.completed, row.sent)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HeatKey(): JSX.Element {
  const words = useWords(complianceWords);
  return (
    <p class="heat-key" aria-hidden="true">
      0
      {[0, 1, 2, 3, 4, 5].map((step) => (
        <i key={step} class={`heat-${step}`} />
      ))}
      100 % {words.key}
    </p>
  );
}

interface HeatMapProps {
  readonly study: string;
  readonly cells: Compliance['cells'];
  /** Loads further participants; null when all are there. */
  readonly onMore: (() => void) | null;
}

/** Participants by day, the share completed as a colour. */
export function HeatMap({ study, cells, onMore }: HeatMapProps): JSX.Element {
  const words = useWords(complianceWords);
  const common = useWords(commonWords);
  const [order, setOrder] = useState<HeatOrder>('low');
  const [most, setMost] = useState(shownAtOnce);
  const all = useMemo(() => heatRows(cells, order), [cells, order]);
  const days = useMemo(() => heatDays(cells), [cells]);
  const rows = all.slice(0, most);
  return (
    <div class="block">
      <ChartFrame
        title={words.map}
        lead={words.mapLead}
        chart={<Grid {...{ study, rows, days }} />}
        table={<HeatTable {...{ study, rows, days }} />}
      >
        <HeatKey />
      </ChartFrame>
      <div class="row after-chart">
        <ChoiceRow
          class="compact"
          label={words.order}
          value={order}
          onValue={setOrder}
          options={(['low', 'name'] as const).map((value) => ({ value, label: words.orders[value] }))}
        />
        {(all.length > most || onMore !== null) && (
          <button
            type="button"
            class="button small"
            onClick={() => {
              setMost(most + shownAtOnce);
              if (all.length < most + shownAtOnce) onMore?.();
            }}
          >
            {common.showMore}
          </button>
        )}
      </div>
    </div>
  );
}
