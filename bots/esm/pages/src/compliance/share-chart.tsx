import type { JSX } from 'preact';
import type { BeepCounts } from '../api/compliance.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { BarChart } from '../charts/bar-chart.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { formatNumber, formatShare } from '../words/format.ts';
import { complianceWords } from './compliance-words.ts';

/** One bar: a block or a day with its counts. */
export interface ShareRow extends BeepCounts {
  readonly name: string;
}

interface ShareChartProps {
  readonly title: string;
  readonly label: string;
  readonly axis: string;
  /** What a row is. */
  readonly rowName: string;
  readonly rows: readonly ShareRow[];
}

const columns = [
  'sent',
  'completed',
  'partial',
  'expired',
  'skipped',
  'failed',
  'missed',
  'cancelled',
] as const;

function CountTable({ rowName, rows }: ShareChartProps): JSX.Element {
  const { language } = useApp();
  const words = useWords(complianceWords);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{rowName}</th>
          <th scope="col" class="number">
            {words.share}
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" class="number">
              {words[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td class="number">{formatShare(language, row.completed, row.sent)}</td>
            {columns.map((column) => (
              <td key={column} class="number">
                {formatNumber(language, row[column])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Shares completed, as bars; all counts in the table. */
export function ShareChart(props: ShareChartProps): JSX.Element {
  const { title, label, axis, rows } = props;
  const { language } = useApp();
  const words = useWords(complianceWords);
  const bars = rows.map((row) => ({
    label: row.name,
    value: row.sent === 0 ? 0 : row.completed / row.sent,
    note: formatShare(language, row.completed, row.sent),
    title: words.of(row.completed, row.sent),
  }));
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, label: formatShare(language, value, 1) }));
  return (
    <ChartFrame
      title={title}
      chart={<BarChart {...{ bars, ticks, label, axis }} most={1} />}
      table={<CountTable {...props} />}
    />
  );
}
