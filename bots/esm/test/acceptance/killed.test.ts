import { afterAll, beforeAll, expect, test } from 'vitest';
import { Installation } from '../support/product.ts';
import { Actor, WebDoor } from './support/actor.ts';
import { ChildProduct } from './support/child-product.ts';
import { RealTime } from './support/real-time.ts';

let installation: Installation;
let child: ChildProduct;
let time: RealTime;
let code: string;

beforeAll(async () => {
  installation = await Installation.open({ env: { OPORA_LEASE_SECONDS: '5' } });
  code = await installation.openStudy(await installation.addOwner(), {
    waves: [{ name: 'main', startDay: 1, days: 7 }],
    hours: { start: '00:00', end: '24:00' },
    // As early as joining allows: the beep comes at once.
    schedules: [{ kind: 'once', name: 'entry', at: 'entry' }],
  });
  await installation.stop();
  time = new RealTime(installation.database.connectionString);
  child = new ChildProduct(installation);
  await child.start();
}, 120_000);

afterAll(async () => {
  await child?.kill();
  await time?.end();
  await installation?.close();
});

const settle = (): Promise<void> => time.settle();

test('scenario 13: killed between items 4 and 5, the next press continues; one response', async () => {
  const one = new Actor(new WebDoor(child, 'survivor'), 'en', settle);
  await one.join(code, 'Kyiv');
  await settle();
  expect(await one.press(one.part.startBeep)).toContain('1/9');
  expect(await one.say('the cold rim of a cup at my lip')).toContain('2/9');
  for (const next of ['3/9', '4/9', '5/9']) expect(await one.press('4')).toContain(next);
  await child.kill();
  await child.start();
  expect(await one.press('4')).toContain('6/9');
  for (const next of ['7/9', '8/9']) expect(await one.press('4')).toContain(next);
  await one.say('washing a cup');
  expect(await one.say('alone')).toContain('Saved');
  const rows = await time.rows(
    `SELECT r.status, r.beep_id = b.beep_id AS of_beep, b.status AS beep,
      (SELECT count(*)::int FROM esm_answers a WHERE a.response_id = r.response_id AND a.status = 'answered') AS answers
    FROM esm_responses r LEFT JOIN esm_beeps b USING (conversation_id)`,
  );
  expect(rows).toEqual([{ status: 'completed', of_beep: true, beep: 'completed', answers: 9 }]);
}, 120_000);

test('scenario 13: killed in the middle of a Turn, the press is not lost and counts once', async () => {
  const one = new Actor(new WebDoor(child, 'interrupted'), 'en', settle);
  await one.join(code, 'Kyiv');
  await settle();
  await one.press(one.part.startBeep);
  await one.say('the cold rim of a cup at my lip');
  for (let item = 0; item < 3; item += 1) await one.press('4');
  const press = { button: await one.codeOf('4') };
  // Taken, and killed at once: whether its Turn had begun or not.
  expect((await new WebDoor(child, 'interrupted').post(press, 'the-press')).status).toBe(202);
  await child.kill();
  await child.start();
  // The platform has heard nothing of it, or thinks so.
  expect((await new WebDoor(child, 'interrupted').post(press, 'the-press')).status).toBe(202);
  await settle();
  expect((await one.heard()).at(-1)).toContain('6/9');
  const rows = await time.rows(
    `SELECT count(*)::int AS responses, (SELECT count(*)::int FROM esm_answers a
        WHERE a.conversation_id = n.conversation_id AND a.status = 'answered') AS answers
    FROM esm_responses r JOIN conversation_names n USING (conversation_id)
    WHERE n.external_id = $1 GROUP BY n.conversation_id`,
    installation.stored('interrupted'),
  );
  expect(rows).toEqual([{ responses: 1, answers: 5 }]);
}, 120_000);
