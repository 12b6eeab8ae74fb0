import type { Language, OutgoingMessage, UpdateContent } from 'opora';
import type { EsmState } from '../../src/index.ts';
import { participantTexts } from '../../src/texts/parts/participant.ts';
import type { ParticipantTexts } from '../../src/texts/parts/participant-shape.ts';
import { type Texts, texts } from '../../src/texts/texts.ts';
import { buttonsOf, type Realm, type Thread } from './thread.ts';

/** Somebody in a chat: what they write and press, and what they see. */
export class Person {
  readonly realm: Realm;
  readonly thread: Thread;
  readonly language: Language;

  constructor(realm: Realm, thread: Thread, language: Language) {
    this.realm = realm;
    this.thread = thread;
    this.language = language;
  }

  get texts(): Texts {
    return texts[this.language];
  }

  get part(): ParticipantTexts {
    return participantTexts[this.language];
  }

  get state(): EsmState {
    return this.realm.stateOf(this.thread);
  }

  /** Words or a command; returns the text of what came back. */
  async say(text: string): Promise<string> {
    return this.act(contentOf(text));
  }

  /** Several contents that come together. */
  async act(...contents: readonly UpdateContent[]): Promise<string> {
    return textOf(await this.realm.accept(this.thread, ...contents));
  }

  /** Presses the newest button with this label. */
  async press(label: string): Promise<string> {
    return this.pressCode(this.codeOf(label));
  }

  async pressCode(code: string): Promise<string> {
    return this.act({ kind: 'button', button: code });
  }

  /** The code of the newest button with this label. */
  codeOf(label: string): string {
    const button = this.thread.shown.flatMap(buttonsOf).findLast((one) => one.label === label);
    if (button === undefined) throw new Error(`No button "${label}" was ever shown.`);
    return button.code;
  }

  /** The newest bubble. */
  get last(): OutgoingMessage | undefined {
    return this.thread.shown.at(-1);
  }

  /** Joins by a code, agrees, and lives in `zone`; usual hours are kept. */
  async join(zone = 'Europe/Kyiv', code = ''): Promise<void> {
    await this.say(`/start ${code}`.trim());
    await this.press(this.texts.languageName);
    await this.press(this.texts.agree);
    await this.say(zone);
    if (this.state.dialog?.asks === 'usual-hours') await this.press(this.part.keepHours);
  }

  /** Answers the open survey to its end: skips where that is possible, else takes the first button. */
  async finishSurvey(): Promise<void> {
    for (let asked = 0; this.state.survey !== null; asked += 1) {
      if (asked > 60) throw new Error('The survey does not end.');
      const scale = buttonsOf(this.last).find(({ code }) => code.startsWith('a:'));
      if (scale === undefined) await this.say('the rim of a cold cup on my lip');
      else await this.pressCode(scale.code);
    }
  }
}

/** The texts of bubbles, joined. */
export const textOf = (messages: readonly OutgoingMessage[]): string =>
  messages.map(({ text }) => text).join('\n---\n');

/** What a channel makes of typed words. */
export function contentOf(text: string): UpdateContent {
  const command = /^\/([a-z_]+)(?: ([\s\S]*))?$/i.exec(text);
  if (command === null) return { kind: 'message', text };
  return { kind: 'message', text, command: { name: command[1] ?? '', argument: command[2] ?? '' } };
}
