import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json, Language } from 'opora';
import {
  createTelegramEmulator,
  type TelegramEmulator,
} from '../../../../../emulators/src/telegram/index.ts';
import { usualConsentParts } from '../../../src/study/consent-parts.ts';
import { readZip } from '../../export/read-zip.ts';
import { consentWords, usualProtocol } from '../../support/open-study.ts';
import { Installation } from '../../support/product.ts';
import { Actor, TelegramDoor, WebDoor } from './actor.ts';
import { FrozenTime } from './frozen-time.ts';

export const minute = 60_000;
export const hour: number = 60 * minute;
export const day: number = 24 * hour;

/** Monday, 23 November 2026, 08:00 in Kyiv: an hour before the usual window. */
export const monday: number = Date.UTC(2026, 10, 23, 6);

/** In the hurried time of the stage. */
const polls = { OPORA_POLL_MIN_MS: '100', OPORA_POLL_MAX_MS: '200', OPORA_LEASE_SECONDS: '300' };
const account = { token: '4242:acceptance-secret', username: 'esm_acceptance_bot' };

/** What differs from the usual stage. */
export interface StageOptions {
  /** Default `monday`. */
  readonly at?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly telegram?: boolean;
}

/** What differs from the usual study. */
export interface StudySetting {
  readonly protocol?: object;
  readonly details?: object;
  readonly instrument?: object;
}

/** An open study of the stage. */
export interface StagedStudy {
  readonly id: string;
  readonly code: string;
  /** Below `/esm/api`. */
  readonly path: string;
}

/** The whole product with its researcher, over HTTP and the Telegram emulator, with time that moves when told. */
export class Stage {
  readonly installation: Installation;
  readonly time: FrozenTime;
  readonly telegram: TelegramEmulator | null;
  readonly token: string;
  private studies = 0;

  private constructor(
    installation: Installation,
    time: FrozenTime,
    telegram: TelegramEmulator | null,
    token: string,
  ) {
    this.installation = installation;
    this.time = time;
    this.telegram = telegram;
    this.token = token;
  }

  static async open({ at = monday, env = {}, telegram = false }: StageOptions = {}): Promise<Stage> {
    const time = await FrozenTime.open(at);
    const emulator = telegram ? createTelegramEmulator({ bots: [account] }) : null;
    await emulator?.start();
    const connection =
      emulator === null ? {} : { TELEGRAM_API_ROOT: emulator.url, ESM_TELEGRAM_BOT_TOKEN: account.token };
    const { database, clock } = time;
    const installation = await Installation.open({
      database,
      clock,
      env: { ...polls, ...connection, ...env },
    });
    return new Stage(installation, time, emulator, await installation.addOwner());
  }

  get now(): number {
    return this.time.now;
  }

  web(name: string, language: Language = 'en'): Actor {
    return new Actor(new WebDoor(this.installation, name), language, () => this.settle());
  }

  inTelegram(id: number, language: Language = 'en'): Actor & { readonly door: TelegramDoor } {
    if (this.telegram === null) throw new Error('This stage has no Telegram.');
    const door = new TelegramDoor(this.telegram, id, language);
    return new Actor(door, language, () => this.settle()) as Actor & { readonly door: TelegramDoor };
  }

  settle(): Promise<void> {
    const { telegram } = this;
    if (telegram === null) return this.time.settle();
    // What is handed out stays pending there until the offset that confirms it, and by then it is stored here.
    return this.time.settle(() => telegram.pendingUpdates() === 0);
  }

  /** Moves time by `ms`: whatever comes due happens at its instant. */
  advance(ms: number): Promise<void> {
    return this.advanceTo(this.now + ms);
  }

  async advanceTo(end: number): Promise<void> {
    await this.advanceUntil(() => Promise.resolve(false), end);
  }

  /** Goes from one instant to the next until `isDone`, to `end` at most; whether it came to pass. */
  async advanceUntil(isDone: () => Promise<boolean>, end: number): Promise<boolean> {
    await this.settle();
    for (let next = await this.time.next(); next !== null && next <= end; next = await this.time.next()) {
      if (await isDone()) return true;
      await this.time.jumpTo(next);
      await this.settle();
    }
    if (await isDone()) return true;
    await this.time.jumpTo(end);
    return false;
  }

  /** Lets time pass until the next beep of somebody has been sent. */
  async nextBeep(person: Actor, within: number = day): Promise<BeepOfStage> {
    const sent = async (): Promise<readonly BeepOfStage[]> =>
      (await this.beeps(person)).filter((beep) => beep.sent !== null);
    const before = (await sent()).length;
    const came = await this.advanceUntil(async () => (await sent()).length > before, this.now + within);
    const beep = (await sent()).toSorted((one, other) => (one.sent ?? 0) - (other.sent ?? 0)).at(-1);
    if (!came || beep === undefined) throw new Error(`No beep for ${person.door.name} in ${within} ms.`);
    return beep;
  }

  /** Beeps of somebody as stored, in order of planning. */
  beeps(person: Actor): Promise<readonly BeepOfStage[]> {
    const ms = (column: string): string => `(extract(epoch FROM b.${column}) * 1000)::float8`;
    return this.installation.rows<BeepOfStage>(
      `SELECT b.beep_id AS id, b.schedule, b.status, b.number, to_char(b.local_date, 'YYYY-MM-DD') AS date, b.preview,
        ${ms('planned_at')} AS planned, ${ms('sent_at')} AS sent, ${ms('opened_at')} AS opened, b.reminded,
        ${ms('completed_at')} AS completed, ${ms('closed_at')} AS closed
      FROM esm_beeps b JOIN conversation_names n ON n.conversation_id = b.conversation_id
      WHERE n.external_id = $1 ORDER BY b.planned_at, b.beep_id`,
      this.installation.stored(person.door.name),
    );
  }

  /** Asks the researcher's interface as owner; fails where it refuses. */
  async ask<Answer>(path: string, body?: unknown, method?: string): Promise<Answer> {
    const { status, answer } = await this.installation.ask<Answer>(
      `/esm/api/${path}`,
      this.token,
      body,
      method,
    );
    if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Lays an open study through the interface. */
  async openStudy({
    protocol = usualProtocol,
    details = {},
    instrument,
  }: StudySetting = {}): Promise<StagedStudy> {
    this.studies += 1;
    const { id } = await this.ask<{ readonly id: string }>('studies', {
      ...{ title: `Study ${this.studies}`, languages: ['ru', 'uk', 'en'], protocol },
      ...details,
    });
    const path = `studies/${id}`;
    if (instrument !== undefined) await this.ask(`${path}/instruments`, instrument);
    await this.ask(`${path}/consents`, { text: consentWords(1), parts: usualConsentParts });
    await this.ask(`${path}/open`, {});
    const { code } = await this.ask<{ readonly code: string }>(`${path}/invites`, {});
    return { id, code, path };
  }

  /** Exports a study as a researcher does; the files of the ZIP by name. */
  async exportStudy(study: StagedStudy, filters: Json = {}): Promise<ReadonlyMap<string, Buffer>> {
    const { id } = await this.ask<{ readonly id: string }>(`${study.path}/exports`, filters);
    const isDone = async (): Promise<boolean> => {
      const answer = await this.ask<{ readonly export: { readonly status: string } }>(`exports/${id}`);
      if (answer.export.status === 'failed') throw new Error('The export failed.');
      return answer.export.status === 'done';
    };
    for (let tried = 0; !(await isDone()); tried += 1) {
      if (tried > 600) throw new Error('The export does not end.');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const response = await fetch(`${this.installation.url}/esm/api/exports/${id}/file`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    const file = join(this.installation.folder, `${id}.zip`);
    await writeFile(file, Buffer.from(await response.arrayBuffer()));
    return readZip(file);
  }

  async close(): Promise<void> {
    await this.time.end();
    await this.installation.close();
    await this.telegram?.stop();
  }
}

/** A row of `esm_beeps`; instants in ms since the epoch. */
export interface BeepOfStage {
  readonly id: string;
  readonly schedule: string;
  readonly status: string;
  readonly number: number;
  readonly date: string;
  readonly preview: boolean;
  readonly planned: number;
  readonly sent: number | null;
  readonly opened: number | null;
  readonly reminded: number;
  readonly completed: number | null;
  readonly closed: number | null;
}
