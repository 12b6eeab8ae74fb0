import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../pages/src/api/audit.ts';
import { readFields } from '../../pages/src/api/fields.ts';
import { loadAll } from '../../pages/src/api/pages.ts';
import { parseRoute, toPath } from '../../pages/src/app/router.ts';
import { canOlderMatch, filterAudit, noFilter } from '../../pages/src/audit/audit-filter.ts';
import { countTicks } from '../../pages/src/charts/bar-chart.tsx';
import { heatRows, heatStep } from '../../pages/src/compliance/heat-rows.ts';
import { chooseLanguage } from '../../pages/src/language.ts';
import { counted, formatDuration, formatShare } from '../../pages/src/words/format.ts';

const base = '/esm/researcher';

describe('addresses', () => {
  it('are read as they are made', () => {
    const hard = 'a b/ї?%';
    for (const item of [null, hard]) {
      const path = base + toPath(hard, 'participants', item);
      expect(parseRoute(path, base)).toEqual({ kind: 'study', id: hard, section: 'participants', item });
    }
    expect(parseRoute(base, base)).toEqual({ kind: 'studies' });
    expect(parseRoute(`${base}/studies/demo`, base)).toMatchObject({ section: 'overview' });
  });

  it.each([
    '/elsewhere',
    `${base}x`,
    `${base}/other/1`,
    `${base}/studies/a/unknown`,
    `${base}/studies/a/audit/b/c`,
  ])('lead nowhere: %s', (path) => expect(parseRoute(path, base)).toEqual({ kind: 'unknown' }));

  it('survive a broken percent sign', () => {
    expect(parseRoute(`${base}/studies/%E0%`, base)).toMatchObject({ id: '%E0%' });
  });
});

describe('the heat map', () => {
  const none = {
    sent: 0,
    completed: 0,
    partial: 0,
    expired: 0,
    skipped: 0,
    failed: 0,
    missed: 0,
    cancelled: 0,
  };
  const cell = (pseudonym: string, studyDay: number, completed: number, sent: number) => ({
    ...{ ...none, pseudonym, studyDay, completed, sent },
  });
  const cells = [
    cell('B', 1, 2, 4),
    cell('B', 2, 4, 4),
    cell('A', 1, 4, 4),
    cell('C', 1, 0, 0),
    cell('D', 1, 1, 4),
  ];

  it('orders by share, whoever was sent nothing last, or by name', () => {
    expect(heatRows(cells, 'low').map(({ pseudonym }) => pseudonym)).toEqual(['D', 'B', 'A', 'C']);
    expect(heatRows(cells, 'name').map(({ pseudonym }) => pseudonym)).toEqual(['A', 'B', 'C', 'D']);
    expect(heatRows(cells, 'name')[1]).toMatchObject({ sent: 8, completed: 6 });
  });

  it('keeps the strongest colour for all and the weakest for none', () => {
    expect([heatStep(0, 6), heatStep(1, 6), heatStep(3, 6), heatStep(5, 6), heatStep(6, 6)]).toEqual([
      0, 1, 3, 4, 5,
    ]);
    expect(heatStep(0, 0)).toBe(0);
  });
});

describe('the filter of the audit', () => {
  const entry = (id: string, at: string, fields: Partial<AuditEntry>): AuditEntry => ({
    ...{ id, at: Date.parse(at), actor: 'Anna', action: 'study.open', pseudonym: null, detail: {} },
    ...fields,
  });
  const entries = [
    entry('3', '2026-11-03T12:00:00', { actor: 'Olena', action: 'texts.view', pseudonym: 'QK7MZR2TEX' }),
    entry('2', '2026-11-02T12:00:00', {}),
    entry('1', '2026-11-01T12:00:00', { action: 'invite.create' }),
  ];
  const ids = (filter: Partial<typeof noFilter>): readonly string[] =>
    filterAudit(entries, { ...noFilter, ...filter }).map(({ id }) => id);

  it('joins what is asked for', () => {
    expect(ids({})).toEqual(['3', '2', '1']);
    expect(ids({ actor: 'Anna', action: 'invite.create' })).toEqual(['1']);
    expect(ids({ participant: 'k7m' })).toEqual(['3']);
    expect(ids({ from: '2026-11-02', to: '2026-11-02' })).toEqual(['2']);
  });

  it('knows when older entries cannot match any more', () => {
    expect(canOlderMatch(entries, { ...noFilter, from: '2026-11-02' })).toBe(false);
    expect(canOlderMatch(entries, { ...noFilter, from: '2026-10-02' })).toBe(true);
    expect(canOlderMatch(entries, noFilter)).toBe(true);
  });
});

describe('figures and words', () => {
  it('count as each language counts', () => {
    const days = ['день', 'дня', 'дней'] as const;
    expect([1, 2, 5, 11, 21, 22].map((count) => counted('ru', count, days))).toEqual([
      ...['1 день', '2 дня', '5 дней', '11 дней', '21 день', '22 дня'],
    ]);
    expect(counted('en', 1, ['day', 'days', 'days'])).toBe('1 day');
    expect(counted('en', 0, ['day', 'days', 'days'])).toBe('0 days');
  });

  it('never divide by nothing', () => {
    expect(formatShare('en', 0, 0)).toBe('–');
    expect(formatShare('en', 79, 100)).toBe('79%');
    expect([formatDuration(5), formatDuration(65), formatDuration(3725)]).toEqual([
      '0:05',
      '1:05',
      '1:02:05',
    ]);
  });

  it('put whole ticks on an axis of counts', () => {
    expect(countTicks(3)).toEqual([0, 1, 2, 3]);
    expect(countTicks(98)).toEqual([0, 25, 50, 75, 100]);
    expect(countTicks(0)).toEqual([0, 1]);
  });

  it('choose the language that was chosen, then the browser’s', () => {
    expect(chooseLanguage('uk', ['en-GB'])).toBe('uk');
    expect(chooseLanguage(null, ['de', 'ru-RU', 'en'])).toBe('ru');
    expect(chooseLanguage('xx', [])).toBe('en');
  });
});

describe('answers of the server', () => {
  it('are refused when a needed field is missing, by its name', () => {
    expect(() => readFields({ id: 7 }).text('id')).toThrow('"id"');
    expect(() => readFields({ status: 'new' }).oneOf('status', ['open'])).toThrow('"status"');
    expect(readFields(null).list('items', String)).toEqual([]);
    expect(readFields({ at: 'never' }).at('at')).toBeNull();
  });

  it('are read page after page, up to a limit', async () => {
    const load = async (cursor: string | null) => {
      const from = Number(cursor ?? 0);
      return { items: [from, from + 1], cursor: from < 6 ? String(from + 2) : null };
    };
    expect(await loadAll(load, 100)).toEqual({ items: [0, 1, 2, 3, 4, 5, 6, 7], isWhole: true });
    expect(await loadAll(load, 3)).toMatchObject({ items: [0, 1, 2, 3], isWhole: false });
  });
});
