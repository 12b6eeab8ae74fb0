import type { JSX } from 'preact';
import type { Compliance } from '../api/compliance.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { BarChart, countTicks } from '../charts/bar-chart.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { formatNumber } from '../words/format.ts';
import { complianceWords } from './compliance-words.ts';

type Bin = Compliance['latency'][number];

const minutes = (seconds: number): string =>
  seconds < 60 && seconds > 0 ? '½' : String(Math.round(seconds / 60));

/** `2–5`, in minutes; the last one is open. */
function binName({ fromSeconds, toSeconds }: Bin): string {
  return toSeconds === null ? `≥ ${minutes(fromSeconds)}` : `${minutes(fromSeconds)}–${minutes(toSeconds)}`;
}

/** How long beeps waited to be opened. */
export function LatencyChart({ bins }: { readonly bins: readonly Bin[] }): JSX.Element {
  const { language } = useApp();
  const words = useWords(complianceWords);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const ticks = countTicks(most).map((value) => ({ value, label: formatNumber(language, value) }));
  const bars = bins.map((bin) => ({
    label: binName(bin),
    value: bin.count,
    note: formatNumber(language, bin.count),
    title: `${binName(bin)}: ${formatNumber(language, bin.count)}`,
  }));
  const table = (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.latencyAxis}</th>
          <th scope="col" class="number">
            {words.opened}
          </th>
        </tr>
      </thead>
      <tbody>
        {bins.map((bin) => (
          <tr key={bin.fromSeconds}>
            <th scope="row">{binName(bin)}</th>
            <td class="number">{formatNumber(language, bin.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <ChartFrame
      title={words.latency}
      lead={words.latencyLead}
      chart={
        <BarChart
          {...{ bars, ticks }}
          most={ticks.at(-1)?.value ?? most}
          label={words.latencyLabel}
          axis={words.latencyAxis}
        />
      }
      table={table}
    />
  );
}
