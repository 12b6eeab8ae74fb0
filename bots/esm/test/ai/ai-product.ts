import { type Bot, type Language, systemClock } from 'opora';
import { validateInTurn } from '../../src/ai/validate-in-turn.ts';
import { esmSettings } from '../../src/index.ts';
import { esmMetrics } from '../../src/metrics/metric-declarations.ts';
import type { ReportValidation } from '../../src/validator/report.ts';
import { openEsmProduct } from '../fakes/esm-product.ts';

/** What a person sends to the bot below. */
export interface CheckRequest {
  readonly text: string;
  readonly question?: string;
  readonly item?: 'moment' | 'specific';
  readonly language?: Language;
  readonly studyAllows?: boolean;
  readonly consented?: boolean;
}

/** What it answers. */
export interface CheckReply {
  readonly validation: ReportValidation;
  readonly notice: string | null;
}

/** A bot whose whole program is `validateInTurn`: each message is a request, each reply what came of it. */
const checker: Bot<null> = {
  name: 'esm',
  title: { ru: 'Проверка', uk: 'Перевірка', en: 'Check' },
  commands: [],
  burst: { quietMs: 0, capMs: 1_000, maximumParts: 1, maximumCharacters: 20_000 },
  unknownDelivery: 'at-least-once',
  newerMessage: 'next',
  guards: { injection: 'note', moderation: { care: 'note', refuse: 'note', handoff: 'note', calm: 'note' } },
  initialState: () => null,
  parseState: () => null,
  async turn(context, state) {
    for (const [index, update] of context.burst.entries()) {
      const request = JSON.parse(update.text ?? '{}') as CheckRequest;
      const result = await validateInTurn(context, {
        step: `validate:moment:${index}`,
        ...{ item: 'moment', question: 'What was there?', language: 'en', trainingDay: 1 },
        ...{ studyAllows: true, consented: true },
        ...request,
      });
      context.reply({ text: JSON.stringify(result) });
    }
    return state;
  },
};

/** The bot in a whole product on a free port. */
export interface AiProduct {
  readonly url: string;
  /** Sends one report as `person` and waits for what was said of it. */
  check(person: string, request: CheckRequest): Promise<CheckReply>;
  /** Value of one series of `/metrics`, by the exact text before the value; 0 when there is none. */
  metric(series: string): Promise<number>;
  stop(): Promise<void>;
}

/** Starts it with the variables given. */
export async function openAiProduct(
  databaseUrl: string,
  env: Readonly<Record<string, string>>,
): Promise<AiProduct> {
  const product = await openEsmProduct(
    databaseUrl,
    { bot: checker, settings: esmSettings, metrics: esmMetrics },
    { LOG_LEVEL: 'error', ...env },
  );
  const messages = `${product.url}/esm/api/messages`;
  let sent = 0;
  return {
    url: product.url,
    async check(person, request) {
      sent += 1;
      const before = await repliesOf(product.url, person);
      const body = { conversationId: person, messageId: `m${sent}`, text: JSON.stringify(request) };
      const headers = { 'content-type': 'application/json' };
      const { status } = await fetch(messages, { method: 'POST', headers, body: JSON.stringify(body) });
      if (status !== 202) throw new Error(`The report was not taken: ${status}.`);
      const until = systemClock.now() + 25_000;
      while (systemClock.now() < until) {
        const replies = await repliesOf(product.url, person);
        const newest = replies[before.length];
        if (newest !== undefined) return JSON.parse(newest) as CheckReply;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error('The report was not answered.');
    },
    metric: (series) => product.metric(series),
    stop: () => product.stop(),
  };
}

async function repliesOf(url: string, person: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/esm/api/conversations/${person}/messages?limit=500`);
  if (response.status === 404) return [];
  const { messages } = (await response.json()) as { messages: { direction: string; text: string }[] };
  return messages.flatMap(({ direction, text }) => (direction === 'out' ? [text] : []));
}
