import { expect, test } from 'vitest';
import { planDay } from '../src/schedule/plan-day.ts';
import { inputOf, protocolOf, signal, zones } from './schedule/arbitraries.ts';

test('plans every beep of a day of 10,000 participants, and says how long it takes', () => {
  const shapes = [
    { name: '10 a day, usual gap', count: 10, date: '2026-11-21', participants: 10_000 },
    { name: '6 a day, usual gap', count: 6, date: '2026-11-21', participants: 2000 },
    {
      name: '10 a day, largest gap, clocks change',
      count: 10,
      gap: 54,
      date: '2026-03-29',
      participants: 500,
    },
  ];
  for (const { name, count, gap, date, participants } of shapes) {
    const protocol = protocolOf({ schedules: [signal({ count, minimumGapMinutes: gap })] });
    const startedAt = performance.now();
    let beeps = 0;
    for (let participant = 0; participant < participants; participant += 1) {
      const zone = zones[participant % zones.length] ?? 'UTC';
      const participantId = `participant-${participant}`;
      beeps += planDay(inputOf({ protocol, date, settings: { zone }, participantId })).length;
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const each = (seconds / participants) * 1e6;
    console.info(
      `${name}: ${participants} participants in ${seconds.toFixed(2)} s, ${each.toFixed(0)} µs each`,
    );
    expect(beeps).toBe(participants * count);
  }
});
