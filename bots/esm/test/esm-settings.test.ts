import { expect, test } from 'vitest';
import { esmSettings, readEsmSettings } from '../src/esm-settings.ts';

test('without variables the defaults of the specification hold, frozen', () => {
  const settings = readEsmSettings({});
  expect(settings).toEqual({
    validation: { useGoldenStandard: true, strictMode: false },
    ai: { enableSmartValidation: true, enablePatternDetection: true, minDataForPersonalization: 10 },
    training: { DAYS: 3, qualityThreshold: 70 },
    metricsLogMinutes: 60,
    dataKey: null,
    pushoverToken: null,
  });
  expect(Object.isFrozen(settings) && Object.isFrozen(settings.training)).toBe(true);
});

test('every variable is read', () => {
  const other: Record<string, string | number | boolean> = {};
  for (const { name, type } of esmSettings) {
    other[name] = type === 'integer' ? 7 : type === 'text' ? `${name} text` : name.endsWith('STRICT_MODE');
  }
  expect(readEsmSettings(other)).toEqual({
    validation: { useGoldenStandard: false, strictMode: true },
    ai: { enableSmartValidation: false, enablePatternDetection: false, minDataForPersonalization: 7 },
    training: { DAYS: 7, qualityThreshold: 7 },
    metricsLogMinutes: 7,
    dataKey: 'DATA_KEY text',
    pushoverToken: 'PUSHOVER_TOKEN text',
  });
});

test('secrets are marked, and the example of the data key has its shape', () => {
  const secrets = esmSettings.filter(({ secret }) => secret === true);
  expect(secrets.map(({ name }) => name)).toEqual(['DATA_KEY', 'PUSHOVER_TOKEN']);
  const [dataKey] = secrets;
  expect(dataKey?.example).toMatch(dataKey?.shape?.pattern ?? /^$/);
});
