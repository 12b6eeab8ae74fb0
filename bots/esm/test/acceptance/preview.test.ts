import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../export/read-zip.ts';
import type { Actor } from './support/actor.ts';
import { minute, Stage, type StagedStudy } from './support/stage.ts';

let stage: Stage;
let study: StagedStudy;

beforeAll(async () => {
  stage = await Stage.open({ telegram: true });
  study = await stage.openStudy();
});

afterAll(() => stage?.close());

const previewed = async (one: Actor): Promise<Awaited<ReturnType<Stage['beeps']>>> =>
  (await stage.beeps(one)).filter(({ preview }) => preview);

describe.each(['http', 'telegram'] as const)('over %s', (channel) => {
  test('scenario 21: six beeps in 10 min, an expiry, a reminder; none exported', async () => {
    const one = channel === 'telegram' ? stage.inTelegram(7400) : stage.web('own-chat');
    await one.join(study.code);
    const real = (await stage.beeps(one)).length;
    const began = stage.now;
    await stage.ask(`${study.path}/preview`, { conversationId: one.door.name, channel });
    await stage.settle();
    const sent = async (): Promise<number> =>
      (await previewed(one)).filter((beep) => beep.sent !== null).length;

    // The first is answered, with a report; the others wait in vain.
    await stage.advanceUntil(async () => (await sent()) === 1, began + 10 * minute);
    await one.press(one.part.startBeep);
    await one.answerAll('the cold rim of a cup at my lip');
    await stage.advanceUntil(async () => (await sent()) === 6, began + 10 * minute);
    expect(await sent()).toBe(6);
    await stage.advance(3 * minute);
    const rows = await previewed(one);
    expect(rows).toHaveLength(6);
    for (const row of rows) expect(row.sent ?? 0).toBeLessThanOrEqual(began + 10 * minute);
    expect(rows.filter(({ status }) => status === 'completed')).toHaveLength(1);
    const expired = rows.filter(({ status }) => status === 'expired');
    expect(expired.length).toBeGreaterThan(0);
    for (const { closed, sent: at } of expired) {
      const lasted = (closed ?? 0) - (at ?? 0);
      // Shrunk like everything else, never below half a minute, unless a newer beep came before.
      expect(lasted).toBeLessThanOrEqual(0.75 * minute);
    }
    expect(rows.reduce((sum, { reminded }) => sum + reminded, 0)).toBeGreaterThan(0);
    expect(await one.count(one.part.reminder)).toBeGreaterThan(0);
    expect((await one.heard()).join('\n')).toContain(one.part.previewOver);

    // None in the export, in the data, in compliance, in what the person is told.
    const files = await stage.exportStudy(study, { training: true, texts: 'full' });
    const ids = new Set(rows.map(({ id }) => id));
    expect(readCsv(files.get('beeps.csv')).filter(({ beep_id: id }) => ids.has(id ?? ''))).toEqual([]);
    expect(readCsv(files.get('items.csv')).filter(({ beep_id: id }) => ids.has(id ?? ''))).toEqual([]);
    for (const [name, content] of files) expect(content.toString(), name).not.toContain('rim of a cup');
    const beeps = await stage.ask<{ items: readonly { id: string }[] }>(`${study.path}/beeps?limit=500`);
    expect(beeps.items.filter(({ id }) => ids.has(id))).toEqual([]);
    const responses = await stage.ask<{ items: readonly object[] }>(`${study.path}/responses`);
    expect(responses.items).toEqual([]);
    expect(await one.say('/stats')).toMatch(/: 0/u);

    // One button removes what it left.
    expect(await one.press(one.part.previewRemove)).toContain(one.part.previewRemoved);
    expect(await stage.beeps(one)).toHaveLength(real);
    expect(
      await stage.installation.rows('SELECT 1 FROM esm_responses UNION ALL SELECT 1 FROM esm_answers'),
    ).toEqual([]);
  }, 120_000);
});
