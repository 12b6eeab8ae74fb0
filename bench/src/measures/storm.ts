import type { Finding } from '../figure.ts';
import type { MeasureInput } from '../measure.ts';
import { judgeStorm } from '../storm/judge-storm.ts';
import { runStorm } from '../storm/run-storm.ts';

const chats = 30;
const second = 1_000;

/** A provider that fails for minutes, under the whole product with its default settings, in real time. */
export async function measureStorm({ options, server, progress }: MeasureInput): Promise<Finding> {
  const database = await server.createDatabase();
  try {
    const record = await runStorm({
      connectionString: database.connectionString,
      ...{ chats, everyMs: 10 * second, calmMs: 30 * second, stormMs: options.stormSeconds * second },
      ...{ recoveryMs: 60 * second, settleMs: 10 * second, breakerOpenMs: 30 * second, thinkMs: 300 },
      progress: (message) => progress(`storm: ${message}`),
    });
    const verdict = judgeStorm(record);
    return {
      figures: [
        {
          name: 'storm.questions',
          title: 'questions in the storm and around it',
          value: record.asked,
          unit: '',
        },
        {
          name: 'storm.local',
          title: '  answered locally while the breaker was open',
          value: verdict.localReplies,
          unit: '',
        },
        {
          ...{ name: 'storm.slowest-local', title: '  the slowest of them', value: verdict.slowestLocalMs },
          ...{ unit: 'ms', target: { atMost: 2_000 } },
        },
        {
          name: 'storm.probes',
          title: '  calls at the provider meanwhile: probes',
          value: verdict.probes,
          unit: '',
        },
        {
          ...{ name: 'storm.recovery', title: '  from the end to the first answer of the model' },
          ...{ value: verdict.recoveryMs / second, unit: 's', target: { atMost: 45 } },
        },
      ],
      faults: verdict.faults.map((fault) => `storm: ${fault}`),
      notes: [
        `storm: ${chats} web chats over HTTP, one question each 10 s; the provider answers 500 for ${options.stormSeconds} s.`,
      ],
    };
  } finally {
    await database.drop();
  }
}
