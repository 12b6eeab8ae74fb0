/** People who talk to the bot over its HTTP Channel. */
export interface People {
  readonly count: number;
  /** Each says the same, `inFlight` requests at a time. @throws Error when one is not accepted. */
  say(content: { readonly text: string } | { readonly button: string }): Promise<void>;
  /** Each presses the button whose code begins so; it is the same for all. @throws Error when the first has none. */
  press(prefix: string): Promise<void>;
}

const inFlight = 64;

/** Opens `count` conversations of the product at `url`. */
export function createPeople(url: string, count: number): People {
  const api = `${url}/esm/api`;
  let said = 0;
  const people: People = {
    count,
    async say(content) {
      said += 1;
      let next = 0;
      const send = async (): Promise<void> => {
        for (let index = next++; index < count; index = next++) {
          const body = { conversationId: `person-${index}`, messageId: `${index}-${said}`, ...content };
          const response = await fetch(`${api}/messages`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          });
          await response.arrayBuffer();
          if (response.status !== 202) throw new Error(`A message was answered ${response.status}.`);
        }
      };
      await Promise.all(Array.from({ length: inFlight }, send));
    },
    async press(prefix) {
      const response = await fetch(`${api}/conversations/person-0/messages?limit=100`);
      const { messages } = (await response.json()) as {
        readonly messages: readonly {
          readonly buttons: readonly (readonly { readonly code: string }[])[] | null;
        }[];
      };
      const codes = messages.flatMap(({ buttons }) => (buttons ?? []).flat()).map(({ code }) => code);
      const button = codes.findLast((code) => code.startsWith(prefix));
      if (button === undefined) throw new Error(`The first person has no button ${prefix}.`);
      await people.say({ button });
    },
  };
  return people;
}
