import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import installation from '../../../opora.config.ts';
import { metricGroupsOf } from '../../src/app/commands/config-commands.ts';
import { settingsOf } from '../../src/app/commands/session.ts';
import { renderConfigReference, renderEnvExample } from '../../src/app/config-reference.ts';
import { renderMetricsReference } from '../../src/ops/metrics-reference.ts';

const root = new URL('../../../', import.meta.url);
const bots = settingsOf(installation);

test.each([
  ['.env.example', renderEnvExample(bots)],
  ['docs/reference/configuration.md', renderConfigReference(bots)],
  ['docs/reference/metrics.md', renderMetricsReference(metricGroupsOf(installation))],
])('%s is what this installation renders', (name, page) => {
  const advice = `${name} differs: run \`npm run opora -- config reference --write\``;
  expect(readFileSync(new URL(name, root), 'utf8'), advice).toBe(page);
});
