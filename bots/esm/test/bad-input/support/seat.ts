import type { Language } from 'opora';
import { type Actor, type TelegramDoor, WebDoor } from '../../acceptance/support/actor.ts';
import type { Stage } from '../../acceptance/support/stage.ts';

/** Channels on which every row is shown. */
export const channels = ['web chat', 'Telegram'] as const;
/** One of them. */
export type ChannelName = (typeof channels)[number];

/** A row of `esm_answers` with what stands beside it. */
export interface StoredAnswer {
  readonly item: string;
  readonly status: string;
  readonly value: unknown;
  readonly attempts: number;
  readonly edits: number;
  readonly characters: number | null;
  readonly flags: readonly string[];
}

let seats = 0;

/** Somebody new on a channel. */
export function seatOn(stage: Stage, channel: ChannelName, language: Language = 'en'): Actor {
  seats += 1;
  return channel === 'Telegram'
    ? stage.inTelegram(8000 + seats, language)
    : stage.web(`seat-${seats}`, language);
}

/** Somebody in an open survey of the study with this code. */
export async function surveyed(
  stage: Stage,
  channel: ChannelName,
  code: string,
  language: Language = 'en',
): Promise<Actor> {
  const one = seatOn(stage, channel, language);
  await one.join(code);
  await one.say('/survey');
  return one;
}

/** The door as that of Telegram; fails elsewhere. */
export const telegramDoor = ({ door }: Actor): TelegramDoor => door as TelegramDoor;

/** Something that is no text, as the channel hands it in. */
export function sendMedia(
  one: Actor,
  kind: 'sticker' | 'photo' | 'voice',
  caption?: string,
): Promise<string> {
  const { door } = one;
  if (!(door instanceof WebDoor)) return one.act(() => telegramDoor(one).sendMedia(kind, caption));
  const attachment = { kind: kind === 'voice' ? 'voice' : 'image', url: 'https://example.org/one' };
  const words = caption === undefined ? {} : { text: caption };
  return one.act(() => door.hand({ ...words, attachments: [attachment] }));
}

/** Answers of somebody, in the order of their survey. */
export function answersOf(stage: Stage, one: Actor): Promise<readonly StoredAnswer[]> {
  return stage.installation.rows<StoredAnswer>(
    `SELECT a.item_id AS item, a.status, a.value, a.attempts, a.edits, a.characters, a.flags FROM esm_answers a
    JOIN conversation_names n ON n.conversation_id = a.conversation_id
    WHERE n.external_id = $1 ORDER BY a.position`,
    stage.installation.stored(one.door.name),
  );
}
