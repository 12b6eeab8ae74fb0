import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { des9 } from '../../src/des-9.ts';
import { checkInstrument } from '../../src/instrument/check-instrument.ts';
import type { Instrument, Item } from '../../src/instrument/instrument.ts';
import { checkInstrumentFile, renderCheck } from '../../src/instrument/instrument-report.ts';
import { instrumentSchema, knownKeys } from '../../src/instrument/instrument-schema.ts';
import { questionFor } from '../../src/instrument/item-question.ts';
import { orderItems } from '../../src/instrument/order-items.ts';
import { beepSeed } from '../../src/schedule/beep-seed.ts';
import { everyType } from '../fakes/every-type.ts';

test('a used version of des-9 is never edited: a change is version 2', () => {
  const content = [des9.instrument, des9.version, des9.languages, des9.items];
  const sorted = JSON.stringify(content, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
  expect(createHash('sha256').update(sorted).digest('hex')).toBe(
    '23e41a16ae019d483f7c965f130e6428ac7a709c903446802a65d63604578f7b',
  );
});

const grouped = (order: 'fixed' | 'random', pick?: number): Instrument => ({
  ...{ instrument: 'g', version: 1, languages: ['en'] },
  items: [
    { id: 'first', type: 'yesno', text: { en: 'x' } },
    {
      ...{ group: 'g', order, ...(pick === undefined ? {} : { pick }) },
      items: ['a', 'b', 'c', 'd'].map((id): Item => ({ id, type: 'yesno', text: { en: id } })),
    },
    { id: 'last', type: 'yesno', text: { en: 'x' } },
  ],
});

test('the order comes from the seed alone: fixed groups stay, random ones are shuffled, pick draws', () => {
  expect(orderItems(grouped('fixed'), 'any')).toEqual(['first', 'a', 'b', 'c', 'd', 'last']);
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom('fixed' as const, 'random' as const),
      fc.integer({ min: 1, max: 4 }),
      (seed, order, pick) => {
        const drawn = orderItems(grouped(order, pick), seed);
        expect(orderItems(grouped(order, pick), seed)).toEqual(drawn);
        expect([drawn[0], drawn.at(-1), drawn.length]).toEqual(['first', 'last', pick + 2]);
        const inside = drawn.slice(1, -1);
        expect(new Set(inside).size).toBe(pick);
        if (order === 'fixed') expect([...inside].sort()).toEqual(inside);
      },
    ),
  );
});

test('every order of a random group and every draw is equally likely', () => {
  const counts = new Map<string, number>();
  const picks = new Map<string, number>();
  for (let beep = 0; beep < 4800; beep += 1) {
    const seed = beepSeed('plan', 'p1', { schedule: 'day', date: '2026-11-21', number: beep });
    const order = orderItems(grouped('random'), seed).slice(1, -1).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
    const picked = orderItems(grouped('fixed', 2), seed).slice(1, -1).join('');
    picks.set(picked, (picks.get(picked) ?? 0) + 1);
  }
  expect([counts.size, picks.size]).toEqual([24, 6]);
  for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(70);
  for (const count of picks.values()) expect(Math.abs(count - 800)).toBeLessThan(130);
});

test('the seed of a beep depends on everything that names it', () => {
  const beep = { schedule: 'day', date: '2026-11-21', number: 1 };
  const seeds = [
    ...[beepSeed('plan', 'p1', beep), beepSeed('other', 'p1', beep), beepSeed('plan', 'p2', beep)],
    ...[
      beepSeed('plan', 'p1', { ...beep, number: 2 }),
      beepSeed('plan', 'p1', { ...beep, date: '2026-11-22' }),
    ],
    beepSeed('plan', 'p1', { ...beep, schedule: 'night' }),
  ];
  expect(new Set(seeds).size).toBe(6);
  expect(beepSeed('plan', 'p1', beep)).toBe(seeds[0]);
  for (const seed of seeds) expect(seed).toMatch(/^[0-9a-f]{32}$/u);
});

const labels = { yes: 'Yes', no: 'No', done: 'Done' };
const show = (id: string, ticked: readonly string[] = []): ReturnType<typeof questionFor> => {
  const item =
    (everyType.items as readonly Item[]).find((one) => one.id === id) ?? (everyType.items[0] as Item);
  return questionFor(item, everyType, 'en', (value) => `code:${value ?? 'done'}`, labels, ticked);
};

test('each type is shown with its buttons', () => {
  const buttons = (id: string, ticked: readonly string[] = []): unknown =>
    show(id, ticked).buttons.map((row) => row.map((one) => `${one.label}=${one.code}`));
  expect(show('before')).toEqual({ text: 'Some words before.', lines: [], buttons: [], scale: null });
  expect(show('place').lines).toEqual(['1. inside', '2. outside']);
  expect(buttons('place')).toEqual([['inside=code:in'], ['outside=code:out']]);
  expect(buttons('drinks', ['milk'])).toEqual([['tea=code:tea'], ['✓ milk=code:milk'], ['Done=code:done']]);
  expect(buttons('alone')).toEqual([['Yes=code:yes', 'No=code:no']]);
  expect(buttons('balance')).toEqual([['-2=code:-2', '-1=code:-1', '0=code:0', '1=code:1', '2=code:2']]);
  expect(show('balance').lines).toEqual(['0: middle']);
  expect(show('balance').scale).toEqual({ min: -2, max: 2, minLabel: 'low', maxLabel: 'high' });
  expect(show('wide').buttons).toEqual([]);
  expect(show('wide').scale).toEqual({ min: 0, max: 20, minLabel: 'narrow', maxLabel: 'wide' });
  for (const id of ['cups', 'woke']) expect(buttons(id)).toEqual([]);
});

test('the scales of des-9 stand in even rows that fit a phone', () => {
  for (const item of des9.items as readonly Item[]) {
    if (item.type !== 'scale') continue;
    const rows = questionFor(item, des9, 'uk', String, labels).buttons;
    expect(rows.flat().map((one) => Number(one.label))).toEqual(
      Array.from({ length: item.max - item.min + 1 }, (_, index) => item.min + index),
    );
    expect(rows.map((row) => row.length)).toEqual(item.max === 9 ? [5, 5] : [7]);
  }
});

test('the JSON schema takes and refuses what the check does, and explains every key', () => {
  const schema = instrumentSchema();
  expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' });
  const shape = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  const plainCopy = (data: unknown): unknown => JSON.parse(JSON.stringify(data));
  for (const good of [des9, everyType, grouped('random', 2)]) {
    expect(shape.safeParse(plainCopy(good)).success).toBe(true);
    expect(checkInstrument(JSON.stringify(good)).instrument).toEqual(good);
  }
  const first = everyType.items[0];
  for (const bad of [
    { ...everyType, version: 0 },
    { ...everyType, spare: 1 },
    { ...everyType, languages: ['de'] },
    { ...everyType, items: [] },
    { ...everyType, items: [{ ...first, type: 'colour' }] },
    { ...everyType, items: [{ ...first, id: 'Not An Id' }] },
    { ...everyType, items: [{ group: 'g', order: 'random', items: [{ id: 'a' }] }] },
  ]) {
    expect(shape.safeParse(plainCopy(bad)).success).toBe(false);
    expect(checkInstrument(JSON.stringify(bad)).instrument).toBeNull();
  }
  const text = JSON.stringify(schema);
  for (const key of ['scale', 'text', 'choice', 'number', 'group', 'instrument'].flatMap(knownKeys)) {
    expect(text).toContain(`"${key}"`);
  }
  expect(text.match(/"description"/gu)?.length).toBeGreaterThan(30);
});

test('a check is told as lines that editors can follow, with an exit code', async () => {
  const path = join(tmpdir(), `opora-instrument-${process.pid}.yaml`);
  await writeFile(
    path,
    'instrument: x\nversion: 1\nlanguages: [en]\nitems:\n  - {id: a, type: yesno, text: {en: q, ru: q}}\n',
  );
  expect(await checkInstrumentFile(path)).toMatchObject({
    check: { instrument: { instrument: 'x' }, faults: [{ severity: 'warning', line: 5 }] },
    exitCode: 0,
    text: `${path}:5: warning: items.0.text.ru: ru is never shown\n    Add ru to languages, or remove the text.\n${path}: x version 1, 1 items, en; 1 warning.`,
  });
  await writeFile(path, 'items: [\n');
  const broken = await checkInstrumentFile(path);
  expect(broken.exitCode).toBe(1);
  expect(broken.text).toMatch(
    /:2: error: .*\n {4}Correct the YAML\.\n.* cannot be used: 1 error, 0 warnings\.$/u,
  );
  const absent = await checkInstrumentFile(`${path}.absent`);
  expect(absent).toMatchObject({ exitCode: 2, check: null });
  expect(absent.text).toContain('cannot be read');
  expect(renderCheck('data', { instrument: null, faults: [] })).toContain('0 errors');
});
