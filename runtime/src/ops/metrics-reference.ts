import type { LabelValues, MetricDeclaration, MetricGroup } from '../core/metric-catalogue.ts';

/** The text of `docs/reference/metrics.md`: a table of the metrics of each subject. */
export function renderMetricsReference(groups: readonly MetricGroup[]): string {
  const intro = [
    '# Metrics',
    '',
    '<!-- Generated from the catalogue: npm run opora -- config reference --write -->',
    '',
    '`GET /metrics` answers in Prometheus text. Nothing is measured that is not declared here or by a bot.',
    'Labels come from closed sets; of names known only at run time (`bot`, `channel`, `route`, …) the stated',
    'number is told apart and the rest is counted as `other`. No ids, no addresses, no user text.',
    "Metrics of the process, the heap and the garbage collector have prom-client's names after `opora_`, for",
    'example `opora_process_resident_memory_bytes` and `opora_nodejs_eventloop_lag_seconds`.',
  ].join('\n');
  const parts = groups.map((group) => {
    const head = ['| Metric | Kind | Labels | Meaning |', '|---|---|---|---|'];
    return [`## ${group.title}`, '', ...head, ...group.metrics.map(row)].join('\n');
  });
  return `${[intro, ...parts].join('\n\n')}\n`;
}

function row(metric: MetricDeclaration): string {
  const labels = Object.entries(metric.labels ?? {}).map(
    ([name, values]) => `\`${name}\` ${wordsOf(values)}`,
  );
  const buckets = metric.buckets ? ` Buckets: ${metric.buckets.join(', ')}.` : '';
  return `| \`${metric.name}\` | ${metric.kind} | ${labels.join('; ')} | ${metric.help}${buckets} |`;
}

function wordsOf(values: LabelValues): string {
  return 'atMost' in values ? `(at most ${values.atMost})` : `(${values.join(', ')})`;
}
