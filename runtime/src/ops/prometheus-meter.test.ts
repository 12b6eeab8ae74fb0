import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../core/errors.ts';
import { type MetricDeclaration, metricCatalogue } from '../core/metric-catalogue.ts';
import { createMeter } from './prometheus-meter.ts';

const beeps: MetricDeclaration = { name: 'esm_beeps_total', kind: 'counter', help: 'Beeps.' };

describe('createMeter', () => {
  it('renders counters, gauges and histograms with their labels', async () => {
    const meter = createMeter({ declarations: [beeps], version: '1.2.3' });
    meter.count('opora_turns_total', { bot: 'esm', outcome: 'answered' }, 2);
    meter.count('esm_beeps_total');
    meter.gauge('opora_sse_connections', 7, { bot: 'esm' });
    meter.observe('opora_intake_seconds', 0.003);
    const text = await meter.render();
    expect(text).toContain('opora_turns_total{bot="esm",outcome="answered"} 2');
    expect(text).toContain('esm_beeps_total 1');
    expect(text).toContain('opora_sse_connections{bot="esm"} 7');
    expect(text).toContain('opora_intake_seconds_bucket{le="0.005"} 1');
    expect(text).toContain(`opora_build_info{version="1.2.3",node="${process.version}"} 1`);
    expect(meter.contentType).toContain('text/plain');
  });

  it('begins counters of known label words at 0', async () => {
    const text = await createMeter({ known: { bot: ['esm', 'sales'], channel: ['http'] } }).render();
    expect(text).toContain('opora_turns_total{bot="sales",outcome="dead"} 0');
    expect(text).toContain('opora_deliveries_total{bot="esm",channel="http",outcome="unknown"} 0');
    expect(text).toContain('opora_lease_lost_total 0');
    expect(text).toContain('opora_dead_letters_total{kind="turn"} 0');
  });

  it.each([
    ['an undeclared name', 'opora_nothing_total', {}],
    ['a missing label', 'opora_turns_total', { bot: 'esm' }],
    ['an extra label', 'opora_lease_lost_total', { bot: 'esm' }],
    ['a word outside the closed set', 'opora_turns_total', { bot: 'esm', outcome: 'user 42' }],
    ['the wrong kind', 'opora_sse_connections', {}],
  ])('refuses %s', async (_name, metric, labels) => {
    expect(() => createMeter().count(metric, labels)).toThrow(InvariantError);
    const meter = createMeter({ strict: false });
    meter.count(metric, labels);
    meter.count(metric, labels);
    expect(await meter.render()).toMatch(/opora_metric_rejections_total\{reason="(undeclared|labels)"\} 2/);
  });

  it.each([Number.NaN, Infinity])('refuses the value %s', (value) => {
    expect(() => createMeter().observe('opora_intake_seconds', value)).toThrow(InvariantError);
    expect(() => createMeter().count('opora_lease_lost_total', {}, -1)).toThrow(InvariantError);
  });

  it('tells only so many words apart, so that series stay bounded', async () => {
    const meter = createMeter();
    for (let index = 0; index < 1_000; index += 1) {
      meter.count('opora_handoffs_total', { bot: `bot${index}` });
    }
    const text = await meter.render();
    expect(text.match(/^opora_handoffs_total\{/gm)).toHaveLength(33);
    expect(text).toContain('opora_handoffs_total{bot="other"} 968');
  });

  it.each([
    [{ ...beeps, name: 'opora_turns_total' }],
    [{ ...beeps, name: 'esm_beeps' }],
    [{ ...beeps, name: 'Beeps_total' }],
    [{ ...beeps, name: 'esm_lag_seconds', kind: 'histogram' as const }],
    [{ ...beeps, name: 'esm_lag_seconds', kind: 'histogram' as const, buckets: [2, 1] }],
    [{ ...beeps, labels: { 'user-id': { atMost: 1 } } }],
  ])('refuses the declaration %j', (declaration) => {
    expect(() => createMeter({ declarations: [declaration] })).toThrow(/^Metric /);
  });

  it('adds metrics of the process under the same prefix', async () => {
    const text = await createMeter({ processMetrics: true }).render();
    expect(text).toContain('opora_process_resident_memory_bytes');
    expect(text).toContain('opora_nodejs_eventloop_lag_seconds');
    expect(text).not.toMatch(/^(process|nodejs)_/m);
  });
});

describe('the catalogue', () => {
  it('declares every metric that the runtime measures, with the right kind', () => {
    const root = fileURLToPath(new URL('..', import.meta.url));
    const kinds = { count: 'counter', gauge: 'gauge', observe: 'histogram' } as const;
    const declared = new Map(metricCatalogue.map((metric) => [metric.name, metric.kind]));
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
    );
    const used = sources.flatMap((name) => [
      ...readFileSync(`${root}/${name}`, 'utf8').matchAll(
        /[mM]eter\??\.(count|gauge|observe)\(\s*'([^']+)'/g,
      ),
    ]);
    expect(sources.length).toBeGreaterThan(20);
    const wrong = used.filter(
      ([, method, name]) => declared.get(name ?? '') !== kinds[method as keyof typeof kinds],
    );
    expect(wrong.map(([call]) => call)).toEqual([]);
  });
});
