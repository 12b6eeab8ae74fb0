import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A researcher at the interface of `esm`. */
export interface Researcher {
  /** Asks a path below `/esm/api`; `body` makes it a POST. @throws Error when it is refused. */
  ask<Answer>(path: string, body?: object): Promise<Answer>;
}

/** The owner that a demo installation makes itself; the token is in a file of the data folder. */
export async function demoOwner(url: string, dataFolder: string): Promise<Researcher> {
  const files = await readdir(dataFolder, { recursive: true });
  const file = files.find((name) => name.endsWith('researcher-token'));
  if (file === undefined) throw new Error(`There is no researcher-token in ${dataFolder}.`);
  const token = (await readFile(join(dataFolder, file), 'utf8')).trim();
  return {
    async ask<Answer>(path: string, body?: object) {
      const response = await fetch(`${url}/esm/api/${path}`, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
      const answer = await response.text();
      if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${answer}`);
      return JSON.parse(answer) as Answer;
    },
  };
}

/** Opens a study whose third day alone has signals: `beeps` for each person, all within an hour. */
export async function openDenseStudy(
  researcher: Researcher,
  beeps: number,
): Promise<{ readonly id: string; readonly code: string }> {
  const { id } = await researcher.ask<{ readonly id: string }>('studies', {
    ...{ title: 'Ten thousand', languages: ['en'] },
    protocol: {
      waves: [{ name: 'day', startDay: 3, days: 1 }],
      schedules: [
        { kind: 'signal', name: 'hour', count: beeps, minimumGapMinutes: 2, timing: { expiryMinutes: 2 } },
      ],
      hours: { start: '09:00', end: '10:00' },
      choices: { hours: false, count: false, zone: true, quietHours: false },
    },
  });
  await researcher.ask(`studies/${id}/consents`, {
    text: { ru: 'Согласие.', uk: 'Згода.', en: 'Consent. /skip /cancel /export /delete_my_data' },
  });
  await researcher.ask(`studies/${id}/open`, {});
  const { code } = await researcher.ask<{ readonly code: string }>(`studies/${id}/invites`, {});
  return { id, code };
}
