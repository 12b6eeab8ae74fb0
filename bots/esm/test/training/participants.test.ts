import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trainingTexts } from '../../src/texts/parts/training.ts';
import { openStudy } from '../support/open-study.ts';
import type { Person } from '../support/person.ts';
import { World } from '../support/world.ts';

const dayMs = 86_400_000;
let world: World;

beforeAll(async () => {
  world = await World.open(Date.UTC(2026, 10, 23, 6, 0, 0));
  await openStudy(world, { protocol: { ...weeks, schedules: [{ kind: 'signal', name: 'day', count: 2 }] } });
});

afterAll(() => world?.close());

const weeks = { waves: [{ name: 'main', startDay: 1, days: 14 }] } as const;

interface Row {
  readonly status: string;
  readonly dropped_out_at: Date | null;
  readonly training_ended_by: string | null;
  readonly training_held: boolean;
  readonly golden_fields: Readonly<Record<string, unknown>>;
}

async function rowOf({ thread }: Person): Promise<Row | undefined> {
  const rows = await world.rows<Row>(
    `SELECT status, dropped_out_at, training_ended_by, training_held, golden_fields FROM esm_participants WHERE conversation_id = $1`,
    thread.id,
  );
  return rows[0];
}

async function answerOn(person: Person, days: number, surveys: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    for (let count = 0; count < surveys; count += 1) {
      await person.say('/survey');
      await person.finishSurvey();
    }
    await world.advance(dayMs);
  }
}

describe('training of participants', () => {
  it('ends by quality on the third day: the row says so, and later responses are not flagged', async () => {
    const person = world.person('diligent');
    await person.join('Europe/Kyiv', 'study-code');
    await answerOn(person, 2, 2);
    expect(await rowOf(person)).toMatchObject({
      status: 'training',
      golden_fields: {
        currentTrainingDay: 2,
        trainingCompleted: false,
        qualityHistory: [100, 100, 100, 100],
      },
    });
    await answerOn(person, 1, 2);
    expect(person.thread.shown.some(({ text }) => text?.includes(trainingTexts.en.over))).toBe(true);
    await answerOn(person, 1, 1);
    expect(await rowOf(person)).toMatchObject({
      ...{ status: 'active', dropped_out_at: null, training_ended_by: 'quality' },
      golden_fields: {
        ...{ trainingStartDate: '2026-11-23', currentTrainingDay: 3, trainingCompleted: true },
        averageDataQuality: 100,
      },
    });
    const flags = await world.rows<{ is_training: boolean; training_day: number | null }>(
      'SELECT is_training, training_day FROM esm_responses WHERE conversation_id = $1 ORDER BY started_at',
      person.thread.id,
    );
    expect(flags.map((row) => [row.is_training, row.training_day])).toEqual([
      ...[
        [true, 1],
        [true, 1],
        [true, 2],
        [true, 2],
        [true, 3],
        [true, 3],
      ],
      [false, null],
    ]);
  });

  it('ends after seven days without the quality asked for, flagged', async () => {
    const person = world.person('habitual');
    await person.join('Europe/Kyiv', 'study-code');
    for (let day = 1; day <= 7; day += 1) {
      await person.say('/survey');
      await person.say('I am usually tired');
      await person.finishSurvey();
      if (day < 7) expect((await rowOf(person))?.status).toBe('training');
      await world.advance(dayMs);
    }
    expect(await rowOf(person)).toMatchObject({ status: 'active', training_ended_by: 'limit' });
  });

  it('three study days without a survey are a dropout, which a survey takes back', async () => {
    const person = world.person('quiet');
    await person.join('Europe/Kyiv', 'study-code');
    await world.advance(2 * dayMs);
    expect((await rowOf(person))?.dropped_out_at).toBeNull();
    await world.advance(2 * dayMs);
    expect((await rowOf(person))?.dropped_out_at).not.toBeNull();
    await answerOn(person, 1, 1);
    expect((await rowOf(person))?.dropped_out_at).toBeNull();
  });

  it('a pause is no dropout', async () => {
    const person = world.person('resting');
    await person.join('Europe/Kyiv', 'study-code');
    await answerOn(person, 1, 1);
    await person.say('/pause 5');
    await world.advance(7 * dayMs);
    expect((await rowOf(person))?.dropped_out_at).toBeNull();
  });

  it('withdrawing in training is a dropout, afterwards it is not', async () => {
    const leaver = world.person('leaver');
    await leaver.join('Europe/Kyiv', 'study-code');
    await leaver.say('/withdraw');
    expect((await rowOf(leaver))?.dropped_out_at).not.toBeNull();
    const graduate = world.person('graduate');
    await graduate.join('Europe/Kyiv', 'study-code');
    await graduate.act({ kind: 'event', event: 'esm.graduate', payload: { completed: true } });
    expect(await rowOf(graduate)).toMatchObject({
      status: 'active',
      golden_fields: { trainingCompleted: true },
    });
    await graduate.say('/withdraw');
    expect((await rowOf(graduate))?.dropped_out_at).toBeNull();
  });

  it('a researcher holds somebody in training until deciding otherwise', async () => {
    const person = world.person('held');
    await person.join('Europe/Kyiv', 'study-code');
    await person.act({ kind: 'event', event: 'esm.graduate', payload: { completed: false } });
    await answerOn(person, 3, 2);
    expect(await rowOf(person)).toMatchObject({
      status: 'training',
      golden_fields: { trainingCompleted: false },
    });
    await person.act({ kind: 'event', event: 'esm.graduate', payload: { completed: true } });
    expect(await rowOf(person)).toMatchObject({
      ...{ status: 'active', training_held: false, training_ended_by: 'researcher' },
    });
  });
});
