import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planDay } from '../../src/schedule/plan-day.ts';
import type { PlanEntry } from '../../src/study/actions/plan-study.ts';
import { defaultProtocol } from '../../src/study/default-protocol.ts';
import { openTestApi, type TestApi } from './support/test-api.ts';
import { makeBeep, makeParticipant, makeResponse } from './support/test-participant.ts';

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await openTestApi();
  id = await api.makeStudy();
});
afterAll(() => api?.close());

async function plan(
  query: string,
): Promise<{ readonly beeps: readonly PlanEntry[]; readonly seed: string | null }> {
  const { body } = await api.ask('owner', `GET studies/${id}/plan?${query}`);
  return body as unknown as { beeps: readonly PlanEntry[]; seed: string | null };
}

describe('a plan', () => {
  it('of nobody is simulated: six beeps on each of seven days, one a block, the same each time', async () => {
    const first = await plan('from=2026-03-02&days=9&zone=Europe/Kyiv');
    expect(first.beeps).toHaveLength(42);
    expect(first.beeps.every(({ isStored, status }) => !isStored && status === null)).toBe(true);
    for (const { localTime, number } of first.beeps) {
      const block = Math.floor((Number(localTime.slice(0, 2)) - 9) / 2) + 1;
      expect(block).toBe(number);
    }
    expect(await plan('from=2026-03-02&days=9&zone=Europe/Kyiv')).toEqual(first);
    expect((await plan('from=2026-03-02&days=1')).beeps).toHaveLength(6);
  });

  it('can be drawn again with the seed by anybody who has it', async () => {
    const { beeps, seed } = await plan('from=2026-03-02&days=1&zone=UTC');
    const drawn = planDay({
      ...{ protocol: defaultProtocol, settings: { zone: 'UTC' }, participantId: 'example', planVersion: 1 },
      ...{ date: '2026-03-02', firstDate: '2026-03-02', planSeed: seed ?? '' },
    });
    expect(beeps.map(({ at }) => at)).toEqual(drawn.map(({ at }) => new Date(at).toISOString()));
    expect((await api.ask('coder', `GET studies/${id}/plan`)).body.seed).toBeNull();
  });

  it('of a participant shows what is stored and simulates the days after', async () => {
    const pseudonym = await makeParticipant(api.runtime, { conversationId: '1', studyId: id });
    const one = { conversationId: '1', studyId: id, plannedAt: '2026-01-06T10:00:00Z' };
    await makeBeep(api.runtime, { ...one, id: 'b1', status: 'sent' });
    await makeBeep(api.runtime, { ...one, id: 'p1', preview: true });
    const { beeps } = await plan(`participant=${pseudonym}&from=2026-01-06&days=2`);
    expect(beeps.filter(({ isStored }) => isStored)).toMatchObject([
      { date: '2026-01-06', localTime: '12:00', status: 'sent', seedReference: 'seed' },
    ]);
    const simulated = beeps.filter(({ isStored }) => !isStored);
    expect(simulated).toHaveLength(6);
    expect(simulated.every(({ date, studyDay }) => date === '2026-01-07' && studyDay === 3)).toBe(true);
  });

  it('is refused for what cannot be', async () => {
    for (const query of ['days=0', 'days=61', 'from=tomorrow', 'zone=Mars/Base']) {
      expect((await api.ask('owner', `GET studies/${id}/plan?${query}`)).status, query).toBe(400);
    }
    expect((await api.ask('owner', `GET studies/${id}/plan?participant=AAAAAAAAAA`)).status).toBe(404);
  });
});

describe('a preview', () => {
  it('is begun in a chat and removed from all of them by one request', async () => {
    const { accepted } = api.runtime;
    accepted.length = 0;
    const start = (conversationId: string, more = {}) =>
      api.ask('owner', `POST studies/${id}/preview`, { conversationId, ...more });
    expect((await start('web-1', { minutes: 4 })).status).toBe(202);
    expect((await start('web-1')).status).toBe(202);
    expect((await start('4711', { channel: 'telegram' })).status).toBe(202);
    expect((await start('web-1', { minutes: 1 })).status).toBe(422);
    const old = { conversationId: '9', studyId: id };
    await makeBeep(api.runtime, { ...old, id: 'old', plannedAt: '2026-01-01T10:00:00Z', preview: true });
    await makeBeep(api.runtime, {
      ...old,
      id: 'new',
      plannedAt: '2026-01-05T09:00:00Z',
      preview: true,
      number: 2,
    });
    await makeResponse(api.runtime, {
      ...old,
      id: 'rp',
      text: 'x',
      preview: true,
      startedAt: '2026-01-01T10:00:00Z',
    });
    const { status, body } = await api.ask('owner', `DELETE studies/${id}/preview`);
    expect([status, body.conversations]).toEqual([202, 2]);
    expect(
      accepted.map(({ channel, conversation, content }) => [channel, conversation, content.event]),
    ).toEqual([
      ['http', 'web-1', 'esm.preview'],
      ['http', 'web-1', 'esm.preview'],
      ['telegram', '4711', 'esm.preview'],
      ['http', 'web-1', 'esm.preview-end'],
      ['telegram', '4711', 'esm.preview-end'],
    ]);
    expect(accepted[0]?.content.payload).toEqual({ minutes: 4, studyId: id });
    const left = await api.runtime.rows<{ beep_id: string }>(
      'SELECT beep_id FROM esm_beeps WHERE conversation_id = 9',
    );
    expect(left.map((row) => row.beep_id)).toEqual(['new']);
    expect(await api.runtime.rows('SELECT 1 FROM esm_answers WHERE conversation_id = 9')).toEqual([]);
    expect((await api.ask('owner', `DELETE studies/${id}/preview`)).body.conversations).toBe(0);
  });
});
