import {
  type Attachment,
  type Bot,
  type Json,
  type OutgoingMessage,
  type Statement,
  silentLogger,
  silentMeter,
  type TurnContext,
  type Update,
  type UpdateContent,
  uninspected,
} from 'opora';
import { createTestModels } from 'opora/testing';
import type { EsmState, Instrument } from '../../src/index.ts';
import { EsmTables } from './esm-tables.ts';
import { fakeDataKey, StudyRows } from './study-rows.ts';

/** One thing a person does: words (a leading slash makes a command), a press on a label, or a raw Update. */
export type Act = string | { readonly press: string } | { readonly content: UpdateContent };

/** What one Turn did. */
export interface TurnResult {
  readonly replies: readonly OutgoingMessage[];
  readonly writes: readonly Statement[];
  readonly erased: boolean;
}

/** A conversation with a bot, in memory. Its state goes through JSON between Turns, as after a crash. */
export class Dialogue {
  readonly tables: EsmTables;
  /** Every bubble ever sent, oldest first. */
  readonly shown: OutgoingMessage[] = [];
  now: number = Date.UTC(2026, 10, 21, 9, 0, 0);
  languageHint: string | null = null;
  /** Variables of the bot, without their prefix. */
  settings: TurnContext['settings'] = { DATA_KEY: fakeDataKey };
  private readonly bot: Bot<EsmState>;
  private readonly bindModels = createTestModels();
  private stored: string;
  private turns = 0;
  private seq = 0;

  /** The study `demo` asks with `instrument`; default `des-9`. */
  constructor(bot: Bot<EsmState>, instrument?: Instrument) {
    this.bot = bot;
    this.tables = new EsmTables(new StudyRows(instrument));
    this.stored = JSON.stringify(bot.initialState());
  }

  /** The state as stored. */
  get state(): EsmState {
    return this.bot.parseState(JSON.parse(this.stored) as Json);
  }

  /** Size of the stored state in bytes. */
  get stateBytes(): number {
    return Buffer.byteLength(this.stored);
  }

  /** One Turn per act; returns the last one. */
  async say(...acts: readonly Act[]): Promise<TurnResult> {
    let result: TurnResult = { replies: [], writes: [], erased: false };
    for (const act of acts) result = await this.burst([act]);
    return result;
  }

  /** One Turn over several acts. The time moves on by ten seconds before it. */
  async burst(acts: readonly Act[]): Promise<TurnResult> {
    this.now += 10_000;
    this.turns += 1;
    const burst = acts.map((act) => this.update(this.contentOf(act)));
    const { context, result } = this.turn(burst);
    const state = await this.bot.turn(context, this.state);
    this.stored = JSON.stringify(state);
    for (const write of result.writes) this.tables.apply(write);
    this.shown.push(...result.replies);
    return result;
  }

  /** The code of the newest button with this label. */
  codeOf(label: string): string {
    const buttons = this.shown.flatMap((message) => message.buttons ?? []).flat();
    const button = buttons.findLast((one) => one.label === label);
    if (button === undefined) throw new Error(`No button "${label}" was ever shown.`);
    return button.code;
  }

  /** Text of all bubbles of a Turn. */
  static textOf(result: TurnResult): string {
    return result.replies.map((reply) => reply.text).join('\n---\n');
  }

  private contentOf(act: Act): UpdateContent {
    if (typeof act !== 'string') {
      return 'content' in act ? act.content : { kind: 'button', button: this.codeOf(act.press) };
    }
    const command = /^\/([a-z_]+)(?: (.*))?$/i.exec(act);
    if (command === null) return { kind: 'message', text: act };
    return { kind: 'message', text: act, command: { name: command[1] ?? '', argument: command[2] ?? '' } };
  }

  private update(content: UpdateContent): Update {
    this.seq += 1;
    return {
      ...(this.languageHint === null ? {} : { languageHint: this.languageHint }),
      ...content,
      id: `u1.${this.seq}`,
      seq: this.seq,
      externalId: `m${this.seq}`,
      receivedAt: this.now,
      requestId: 'test',
    };
  }

  private turn(burst: readonly Update[]): { context: TurnContext; result: TurnResult } {
    const replies: OutgoingMessage[] = [];
    const writes: Statement[] = [];
    const result = { replies, writes, erased: false };
    const steps = new Set<string>();
    let draws = 0;
    const refuse = (name: string) => (): never => {
      throw new Error(`The bot does not use ${name}.`);
    };
    const step: TurnContext['step'] = async (name, run) => {
      if (steps.has(name)) throw new Error(`Step ${name} ran twice in one Turn.`);
      steps.add(name);
      return JSON.parse(JSON.stringify(await run(new AbortController().signal)));
    };
    const thread = { bot: 'esm', channel: 'test', conversationId: '1', conversation: 'test' };
    const context: TurnContext = {
      ...thread,
      models: this.bindModels({ ...thread, requestId: 'test', endsAt: Number.POSITIVE_INFINITY, step }),
      turnId: `t1.${this.turns}`,
      burst,
      now: this.now,
      settings: this.settings,
      random: () => {
        draws += 1;
        return ((this.turns * 7919 + draws * 104_729) % 1000) / 1000;
      },
      step,
      guard: uninspected,
      gather: refuse('facts'),
      reply: (message) => void replies.push(message),
      write: (statement) => void writes.push(statement),
      erase: () => {
        result.erased = true;
      },
      // What comes of timers, effects and Handoffs is shown over a real database.
      effect: () => undefined,
      schedule: () => undefined,
      cancel: () => undefined,
      handoff: () => undefined,
      database: {
        query: async <Row>(statement: Statement) => this.tables.query(statement) as readonly Row[],
      },
      logger: silentLogger,
      meter: silentMeter,
      signal: new AbortController().signal,
    };
    return { context, result };
  }
}

/** A sticker, as a channel hands it in. */
export function media(kind: Attachment['kind'], text?: string): Act {
  const content: UpdateContent = { kind: 'message', attachments: [{ kind }] };
  return { content: text === undefined ? content : { ...content, text } };
}

/** An edit of the message with this external id. */
export function edit(of: string, text: string): Act {
  return { content: { kind: 'edit', edits: of, text } };
}
