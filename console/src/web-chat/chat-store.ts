import { type ChatApi, type Command, createChatApi } from './api.ts';
import { type Connection, type ConnectionState, createConnection } from './connection.ts';
import type { Language } from './language.ts';
import { holdLateWords, isStored, newestReply, waitingWords } from './late-words.ts';
import { mergeMessages } from './message-list.ts';
import type { ChatPageOptions } from './options.ts';
import { createOutbox, isSendable, type Outbox, type OutboxItem, type OutboxStorage } from './outbox.ts';
import { createSender, type Sender, type SenderState } from './sender.ts';
import { isStartMessage, startCommand, startMessageId } from './start-link.ts';
import { isCommand, type PendingMessage, withoutConfirmed } from './timeline.ts';
import type { WireMessage } from './wire.ts';

/** Everything the page draws. */
export interface ChatState {
  readonly language: Language;
  readonly connection: ConnectionState;
  readonly loaded: boolean;
  readonly messages: readonly WireMessage[];
  readonly pending: readonly PendingMessage[];
  readonly sender: SenderState;
  readonly typing: boolean;
  readonly commands: readonly Command[];
}

/** What a person can send: text, or a press with its label. */
export interface Draft {
  readonly text?: string;
  readonly button?: string;
  readonly label?: string;
}

/** State and actions of one conversation. */
export interface ChatStore {
  state(): ChatState;
  subscribe(listener: () => void): () => void;
  start(): void;
  send(draft: Draft): void;
  /**
   * Sends `/start <code>` as soon as it is known that this conversation has not heard it, once and for all; calls
   * `onSpent` when it has.
   */
  follow(code: string, onSpent: () => void): void;
  /** Sends what was refused or held. */
  retry(item: OutboxItem): void;
  discard(item: OutboxItem): void;
  /** The person asked to try again after a refusal of access. */
  resume(): void;
  setLanguage(language: Language): void;
}

/** A message accepted but not shown for this long means that the stream is dead. */
const echoTimeoutMs = 8_000;
/** A page hidden for longer may have lost its stream without a word. */
const hiddenLimitMs = 30_000;

function createMessageId(): string {
  // `crypto.randomUUID` is missing on plain http outside localhost.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `w${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

class Store implements ChatStore {
  readonly #api: ChatApi;
  readonly #outbox: Outbox;
  readonly #sender: Sender;
  readonly #connection: Connection;
  readonly #prefix: string;
  readonly #listeners = new Set<() => void>();
  #accepted: readonly PendingMessage[] = [];
  #state: ChatState;

  constructor(options: ChatPageOptions, storage: OutboxStorage, language: Language) {
    this.#api = createChatApi(options.basePath, options.conversationId);
    this.#prefix = `opora:outbox:${options.bot}:${encodeURIComponent(options.conversationId)}:`;
    this.#outbox = createOutbox(storage, this.#prefix);
    this.#sender = createSender(this.#outbox, this.#api, {
      review: (failures) => this.#review(failures),
      changed: () => this.#refresh(),
      accepted: (item, updateId) => this.#onAccepted(item, updateId),
    });
    this.#connection = createConnection(this.#api, {
      state: (connection) => this.#set({ connection }),
      loaded: () => this.#set({ loaded: true }),
      typing: (typing) => this.#set({ typing }),
      messages: (added) => this.#onMessages(added),
      erased: () => this.#onErased(),
    });
    this.#state = {
      language,
      connection: 'connecting',
      loaded: false,
      messages: [],
      pending: [],
      sender: this.#sender.state(),
      typing: false,
      commands: [],
    };
  }

  state(): ChatState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    this.#refresh();
    this.#connection.start();
    this.#sender.kick();
    this.#loadCommands();
    this.#watchBrowser();
  }

  send(draft: Draft): void {
    this.#add(createMessageId(), draft);
  }

  follow(code: string, onSpent: () => void): void {
    const messageId = startMessageId(code);
    let queued = false;
    const unsubscribe = this.subscribe(() => look());
    const look = (): void => {
      const isAccepted = this.#accepted.some(({ item }) => item.messageId === messageId);
      if (isAccepted || isStored(messageId, this.#state.messages)) {
        unsubscribe();
        onSpent();
      } else if (this.#state.loaded && !queued) {
        queued = true;
        this.#add(messageId, { text: startCommand(code) });
      }
    };
    look();
  }

  #add(messageId: string, { text, button, label }: Draft): void {
    this.#outbox.add({
      messageId,
      text: text ?? null,
      button: button ?? null,
      label: label ?? null,
      language: this.#state.language,
      createdAt: Date.now(),
      seen: newestReply(this.#state.messages),
      held: text !== undefined && !isCommand(text) && this.#isAnswerUnsent(),
    });
    this.#refresh();
    this.#sender.kick();
  }

  /**
   * Whether a pressed button waits to be sent: the bot goes on to the next question with it. Words do not count, the bot
   * hears those that come together together.
   */
  #isAnswerUnsent(): boolean {
    return this.#outbox.list().some((item) => isSendable(item) && item.button !== null);
  }

  /** Words that could not go at once may have been overtaken: what the bot said meanwhile is read first. */
  async #review(failures: number): Promise<boolean> {
    const isCurrent = failures === 0 && this.#state.connection === 'live';
    if (isCurrent || waitingWords(this.#outbox).length === 0) return true;
    try {
      await this.#connection.catchUp();
      holdLateWords(this.#outbox, this.#state.messages);
      return true;
    } catch {
      return false;
    }
  }

  retry(item: OutboxItem): void {
    this.#outbox.mark({ ...item, seen: newestReply(this.#state.messages) }, null);
    this.#refresh();
    this.#sender.wake();
    if (this.#state.connection === 'unauthorised') this.#connection.wake();
  }

  discard(item: OutboxItem): void {
    this.#outbox.remove(item);
    this.#refresh();
    this.#sender.wake();
  }

  resume(): void {
    this.#sender.wake();
    this.#connection.wake();
  }

  setLanguage(language: Language): void {
    this.#set({ language });
    this.#loadCommands();
  }

  #set(change: Partial<ChatState>): void {
    const keys = Object.keys(change) as (keyof ChatState)[];
    if (keys.every((key) => change[key] === this.#state[key])) return;
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  #refresh(): void {
    const queued = this.#outbox.list().map((item) => ({ item, updateId: null, accepted: false }));
    const pending = [...this.#accepted, ...queued].sort((a, b) => a.item.order - b.item.order);
    this.#set({ pending: withoutConfirmed(pending, this.#state.messages), sender: this.#sender.state() });
  }

  #onAccepted(item: OutboxItem, updateId: string | null): void {
    const pending: PendingMessage = { item, updateId, accepted: true };
    this.#accepted = withoutConfirmed([...this.#accepted, pending], this.#state.messages);
    this.#refresh();
    if (this.#state.connection !== 'live') this.#connection.wake();
    setTimeout(() => {
      if (!this.#accepted.includes(pending)) return;
      this.#connection.wake();
      if (!isStartMessage(item.messageId) || !this.#state.loaded) return;
      // The conversation heard it and was erased since: the person may begin anew by the button.
      this.#accepted = this.#accepted.filter((one) => one !== pending);
      this.#refresh();
    }, echoTimeoutMs);
  }

  #onMessages(added: readonly WireMessage[]): void {
    const messages = mergeMessages(this.#state.messages, added);
    if (messages === this.#state.messages) return;
    this.#accepted = withoutConfirmed(this.#accepted, messages);
    this.#set({ messages });
    this.#refresh();
  }

  #onErased(): void {
    this.#accepted = [];
    for (const item of this.#outbox.list()) if (!isSendable(item)) this.#outbox.remove(item);
    this.#set({ messages: [], typing: false });
    this.#refresh();
  }

  #loadCommands(): void {
    const { language } = this.#state;
    this.#api.commands(language).then(
      (commands) => language === this.#state.language && this.#set({ commands }),
      () => undefined, // A bot without a command list is a bot without a menu.
    );
  }

  #watchBrowser(): void {
    let hiddenAt = 0;
    const again = (): void => {
      this.#sender.wake();
      this.#connection.wake();
    };
    addEventListener('online', again);
    addEventListener('offline', () => this.#connection.wake());
    addEventListener('pageshow', (event) => event.persisted && again());
    addEventListener('storage', ({ key }) => {
      if (key !== null && !key.startsWith(this.#prefix)) return;
      this.#refresh();
      if (!document.hidden) this.#sender.kick();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) hiddenAt = Date.now();
      else if (Date.now() - hiddenAt > hiddenLimitMs) again();
      else this.#sender.wake();
    });
  }
}

/** Builds the store of the page; nothing is contacted before `start`. */
export function createChatStore(
  options: ChatPageOptions,
  storage: OutboxStorage,
  language: Language,
): ChatStore {
  return new Store(options, storage, language);
}
