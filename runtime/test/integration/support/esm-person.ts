import { until } from '../engine-fixture.ts';
import type { ShownMessage, Talk } from './web-client.ts';

/** Somebody who takes part in the study, through buttons and commands as the web chat shows them. */
export interface Person {
  /** Gives a command and waits for what it brings. */
  say(text: string): Promise<ShownMessage>;
  /** Presses the newest button whose code begins with `prefix`. */
  press(prefix: string): Promise<ShownMessage>;
  /** Joins in English and opens the survey; resolves with the first question. */
  join(): Promise<ShownMessage>;
  /** Answers or skips the question that is open. */
  answer(): Promise<ShownMessage>;
}

export function createPerson(talk: Talk): Person {
  let sent = 0;
  const newest = async (): Promise<ShownMessage | undefined> =>
    (await talk.list()).findLast(({ direction }) => direction === 'out');
  const act = async (send: (messageId: string) => Promise<unknown>): Promise<ShownMessage> => {
    sent += 1;
    const before = (await newest())?.seq ?? 0;
    const messageId = `${talk.conversation}-${sent}-${Math.random()}`;
    await send(messageId);
    let after: ShownMessage | undefined;
    await until('an answer of the study', async () => {
      after = await newest();
      return (after?.seq ?? 0) > before;
    });
    return after as ShownMessage;
  };
  const press: Person['press'] = async (prefix) => {
    const shown = (await talk.list()).toReversed().flatMap(({ buttons }) => buttons?.flat() ?? []);
    const button = shown.find(({ code }) => code.startsWith(prefix));
    if (button === undefined) throw new Error(`No button "${prefix}" among ${JSON.stringify(shown)}.`);
    return act((messageId) => talk.press(messageId, button.code));
  };
  const say: Person['say'] = (text) => act((messageId) => talk.post(messageId, text));
  return {
    say,
    press,
    async join() {
      await say('/start');
      await press('l:en');
      await press('c:yes');
      await press('z:Europe/London');
      return say('/survey');
    },
    async answer() {
      const codes = (await newest())?.buttons?.flat() ?? [];
      const choice = codes.find(({ code }) => code.startsWith('a:'));
      return choice === undefined ? say('/skip') : act((messageId) => talk.press(messageId, choice.code));
    },
  };
}
