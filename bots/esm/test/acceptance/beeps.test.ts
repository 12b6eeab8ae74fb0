import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../export/read-zip.ts';
import type { Actor } from './support/actor.ts';
import { day, hour, minute, monday, Stage, type StagedStudy } from './support/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open({ telegram: true });
});

afterAll(() => stage?.close());

interface Compliance {
  readonly total: { readonly sent: number; readonly completed: number; readonly compliance: number | null };
}

const complianceOf = async (study: StagedStudy): Promise<Compliance['total']> =>
  (await stage.ask<Compliance>(`${study.path}/compliance`)).total;

/** A row of `beeps.csv` about one beep. */
async function exported(study: StagedStudy, id: string): Promise<Readonly<Record<string, string>>> {
  const files = await stage.exportStudy(study, { training: true });
  const row = readCsv(files.get('beeps.csv')).find(({ beep_id: found }) => found === id);
  if (row === undefined) throw new Error(`${id} was not exported.`);
  return row;
}

const utc = (row: Readonly<Record<string, string>>, name: string): number =>
  Date.parse(`${row[`${name}_utc`]?.replace(' ', 'T').replace(/Z?$/u, 'Z')}`);

/** Nine in the morning of the next day in Kyiv, for everybody. */
async function nextMorning(): Promise<void> {
  await stage.time.jumpTo(monday + Math.ceil((stage.now - monday) / day) * day);
}

describe.each(['web chat', 'Telegram'])('in the %s', (channel) => {
  const person = (index: number): Actor =>
    channel === 'Telegram' ? stage.inTelegram(7100 + index) : stage.web(`signalled-${index}`);

  async function joined(index: number): Promise<{ one: Actor; study: StagedStudy }> {
    await nextMorning();
    const study = await stage.openStudy();
    const one = person(index);
    await one.join(study.code);
    return { one, study };
  }

  test('scenario 5: Start after 4 min: the same beep id is exported, opened − sent = 240 s', async () => {
    const { one, study } = await joined(1);
    const beep = await stage.nextBeep(one);
    await stage.time.jumpTo((beep.sent ?? 0) + 4 * minute);
    expect(await one.press(one.part.startBeep)).toContain('1/9');
    const [opened] = (await stage.beeps(one)).filter(({ id }) => id === beep.id);
    expect((opened?.opened ?? 0) - (opened?.sent ?? 0)).toBe(240_000);
    expect(await one.answerAll('the cold rim of a cup at my lip')).toContain('Saved');
    const row = await exported(study, beep.id);
    expect(row).toMatchObject({ status: 'completed', kind: 'signal' });
    expect(utc(row, 'opened') - utc(row, 'sent')).toBe(240_000);
    const { items } = await stage.ask<{ items: readonly { beepId: string | null; status: string }[] }>(
      `${study.path}/responses`,
    );
    expect(items).toMatchObject([{ beepId: beep.id, status: 'completed' }]);
  });

  test('scenario 6: Start at 46 min: “expired”, no survey, compliance falls', async () => {
    const { one, study } = await joined(2);
    const first = await stage.nextBeep(one);
    await one.press(one.part.startBeep);
    await one.answerAll('the cold rim of a cup at my lip');
    expect(await complianceOf(study)).toMatchObject({ sent: 1, completed: 1, compliance: 1 });
    const second = await stage.nextBeep(one);
    expect(second.id).not.toBe(first.id);
    await stage.advanceTo((second.sent ?? 0) + 46 * minute);
    const said = await one.press(one.part.startBeep);
    expect(said).toContain(one.part.beepExpired);
    expect(said).not.toContain('1/9');
    expect(await one.say('words without a survey')).toContain(one.texts.idle);
    expect(await complianceOf(study)).toMatchObject({ sent: 2, completed: 1, compliance: 0.5 });
    const row = await exported(study, second.id);
    expect(row).toMatchObject({ status: 'expired', opened_utc: '' });
    expect(utc(row, 'expired') - utc(row, 'sent')).toBe(45 * minute);
  });

  test('scenario 6: Start at 46 min is too late also where the expiry itself comes late', async () => {
    const { one } = await joined(3);
    const beep = await stage.nextBeep(one);
    await stage.installation.stop();
    await stage.time.jumpTo((beep.sent ?? 0) + 46 * minute);
    await stage.installation.start();
    expect(await one.press(one.part.startBeep)).toContain(one.part.beepExpired);
    const [row] = (await stage.beeps(one)).filter(({ id }) => id === beep.id);
    expect(row).toMatchObject({ status: 'expired', opened: null, closed: (beep.sent ?? 0) + 45 * minute });
  });

  test('scenario 7: Skip: the time is stored, no reminder comes', async () => {
    const { one, study } = await joined(4);
    const beep = await stage.nextBeep(one);
    await stage.time.jumpTo((beep.sent ?? 0) + 3 * minute);
    expect(await one.press(one.part.skipBeep)).toContain(one.part.beepSkipped);
    await stage.advanceTo((beep.sent ?? 0) + 50 * minute);
    expect(await one.count(one.part.reminder)).toBe(0);
    const [row] = (await stage.beeps(one)).filter(({ id }) => id === beep.id);
    expect(row).toMatchObject({ status: 'skipped', opened: null, closed: (beep.sent ?? 0) + 3 * minute });
    expect(await exported(study, beep.id)).toMatchObject({ status: 'skipped', opened_utc: '' });
    // One who does nothing is reminded: the silence above comes of the press.
    const next = await stage.nextBeep(one);
    await stage.advanceTo((next.sent ?? 0) + 30 * minute);
    expect(await one.count(one.part.reminder)).toBe(1);
  });

  test('scenario 18: down 3 h: due beeps are missed and never sent late, later ones arrive', async () => {
    const { one, study } = await joined(5);
    const planned = (await stage.beeps(one)).filter(({ planned: at }) => at < stage.now + 13 * hour);
    const from = (planned[0]?.planned ?? 0) - 10 * minute;
    await stage.advanceTo(from);
    await stage.installation.stop();
    await stage.time.jumpTo(from + 3 * hour);
    await stage.installation.start();
    await stage.settle();
    const isDue = ({ planned: at }: { planned: number }): boolean => at < stage.now - 5 * minute;
    const rows = await stage.beeps(one);
    const due = rows.filter(isDue);
    expect(due.length).toBeGreaterThan(0);
    for (const { status, sent, closed, planned: at } of due) {
      expect({ status, sent, closed }).toEqual({ status: 'missed', sent: null, closed: at + 5 * minute });
    }
    const sentNow = rows.filter(({ sent }) => sent !== null).length;
    expect(await one.count(one.part.signal)).toBe(sentNow);
    await stage.advance(day);
    const later = (await stage.beeps(one)).filter(
      ({ planned: at }) => at >= from + 3 * hour && at < stage.now - hour,
    );
    expect(later.length).toBeGreaterThan(3);
    expect(later.map(({ status }) => status)).toEqual(later.map(() => 'expired'));
    for (const { sent, planned: at } of later) expect(sent).toBe(at);
    expect(await one.count(one.part.signal)).toBeGreaterThanOrEqual(later.length);
    const total = await complianceOf(study);
    expect(total).toMatchObject({ missed: due.length, compliance: 0 });
  });
});
