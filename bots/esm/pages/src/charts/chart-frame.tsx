import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../app/app-context.ts';
import { ChoiceRow } from '../parts/choice-row.tsx';
import { commonWords } from '../words/common.ts';

interface ChartFrameProps {
  readonly title: string;
  readonly lead?: string;
  readonly chart: ComponentChildren;
  readonly table: ComponentChildren;
  /** Below the chart: its key. */
  readonly children?: ComponentChildren;
}

/** A chart with its heading, and the same figures as a table for whoever prefers one. */
export function ChartFrame({ title, lead, chart, table, children }: ChartFrameProps): JSX.Element {
  const words = useWords(commonWords);
  const [shown, show] = useState<'chart' | 'table'>('chart');
  return (
    <section class="chart">
      <header class="block-head">
        <h2>{title}</h2>
        <ChoiceRow
          class="compact"
          label={title}
          value={shown}
          onValue={show}
          options={[
            { value: 'chart', label: words.chart },
            { value: 'table', label: words.table },
          ]}
        />
        {lead !== undefined && <p class="lead">{lead}</p>}
      </header>
      {shown === 'chart' ? (
        <>
          {chart}
          {children}
        </>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, also by the keyboard
        <section class="table-wrap" aria-label={title} tabIndex={0}>
          {table}
        </section>
      )}
    </section>
  );
}
