import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createMeter } from 'opora/app';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { esmMetrics } from '../../src/metrics/metric-declarations.ts';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly page: string };
}

const root = new URL('../../../../', import.meta.url);
const read = (name: string): unknown => parse(readFileSync(new URL(`bots/esm/alerts/${name}`, root), 'utf8'));
const rules = (read('esm.rules.yaml') as { groups: { rules: Rule[] }[] }).groups.flatMap(
  ({ rules }) => rules,
);

/** Names of the series that `/metrics` can show; `up` is Prometheus' own. */
async function seriesNames(): Promise<ReadonlySet<string>> {
  const text = await createMeter({ declarations: esmMetrics }).render();
  const names = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', kind]) =>
    kind === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  return new Set([...names, 'up']);
}

/** Words of an expression that name series: neither functions nor keywords nor labels. */
function namesIn(expr: string): readonly string[] {
  const plain = expr
    .replace(/\{[^}]*\}/g, '{}')
    .replace(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ');
  return [...plain.matchAll(/[a-z_][a-z0-9_:]*/g)]
    .filter(({ 0: word, index }) => !/^\s*\(/.test(plain.slice(index + word.length)))
    .map(([word]) => word)
    .filter((word) => !['and', 'or', 'unless', 'offset', 'bool', 'h', 'd', 'm'].includes(word));
}

test('every rule measures something that exists', async () => {
  const known = await seriesNames();
  expect(rules.length).toBeGreaterThanOrEqual(8);
  for (const { alert, expr } of rules) {
    const names = namesIn(expr);
    expect([alert, names.length > 0]).toEqual([alert, true]);
    for (const name of names) expect([alert, name, known.has(name)]).toEqual([alert, name, true]);
  }
});

test('a name that is misspelt would be noticed', async () => {
  expect(namesIn('sum by (le) (rate(esm_validatoin_seconds_bucket{a="b"}[10m])) > 2')).toEqual([
    'esm_validatoin_seconds_bucket',
  ]);
});

test('every rule has a page, and every page of a target has a rule', () => {
  const pages = new Set(rules.map(({ annotations }) => annotations.page));
  for (const page of pages)
    expect([page, existsSync(fileURLToPath(new URL(page, root)))]).toEqual([page, true]);
  const written = readdirSync(fileURLToPath(new URL('docs/operations', root)))
    .filter((name) => name.startsWith('esm-'))
    .map((name) => `docs/operations/${name}`);
  expect([...pages].sort()).toEqual(written.sort());
});

test('a page names its alerts and says what people notice, where to look and what to do', () => {
  for (const { alert, annotations } of rules) {
    const text = readFileSync(new URL(annotations.page, root), 'utf8');
    for (const part of [
      `\`${alert}\``,
      'Target',
      '## What people notice',
      '## Where to look',
      '## What to do',
    ]) {
      expect([annotations.page, part, text.includes(part)]).toEqual([annotations.page, part, true]);
    }
  }
});

test('every target has its rule', () => {
  const targets: readonly (readonly [string, RegExp])[] = [
    ['validation below 2 s', /esm_validation_seconds_bucket.*> 2$/s],
    ['success above 95 %', /esm_validation_errors_total.*> 0\.05$/s],
    ['cache hits above 70 %', /esm_cache_hits_total.*< 0\.7$/s],
    ['database below 500 ms', /opora_commit_seconds_bucket.*> 0\.5$/s],
    ['mean quality above 60', /esm_response_quality_avg\) < 60/],
    ['quality growing from 40 in training', /esm_training_quality_avg\) < 40/],
    ['training completed by more than 80 %', /esm_training_completions_total.*< 0\.8$/s],
    ['AI available more than 99 %', /esm_ai_requests_total.*< 0\.99$/s],
    ['up more than 99.9 %', /up\{.*< 0\.999$/s],
  ];
  for (const [target, pattern] of targets) {
    expect([target, rules.some(({ expr }) => pattern.test(expr))]).toEqual([target, true]);
  }
});

test('severities are few and every summary shows the figure', () => {
  for (const { alert, labels, annotations } of rules) {
    expect([alert, ['info', 'warning', 'critical'].includes(labels.severity)]).toEqual([alert, true]);
    if (alert !== 'EsmBreakerOpen') expect(annotations.summary).toContain('$value');
  }
});

test('every alert has a case in which it fires', () => {
  const cases = read('esm.rules.test.yaml') as {
    tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
  };
  const fired = cases.tests
    .flatMap(({ alert_rule_test }) => alert_rule_test)
    .filter(({ exp_alerts }) => exp_alerts.length > 0)
    .map(({ alertname }) => alertname);
  expect([...new Set(fired)].sort()).toEqual([...new Set(rules.map(({ alert }) => alert))].sort());
});
