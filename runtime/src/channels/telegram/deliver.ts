import type { DeliverOptions, DeliveryOutcome, OutgoingDelivery } from '../../contracts/channel.ts';
import type { Json } from '../../contracts/json.ts';
import { describeError } from '../../core/errors.ts';
import type { ApiClient } from './api-client.ts';
import { scrub, type TelegramFailure, toFailure, toOutcome } from './errors.ts';
import { labelLanguage } from './label-language.ts';
import { type RenderedMessage, renderMessage } from './render-message.ts';
import type { TelegramSettings } from './telegram-options.ts';

/** A call that went well with what it gave, or understood as a failure. */
type Attempted<Value> = { readonly value: Value } | { readonly failed: TelegramFailure };

type Deliver = (delivery: OutgoingDelivery, options: DeliverOptions) => Promise<DeliveryOutcome>;

const PLACEHOLDER = '…';

/** Creates the send of one piece; never throws. */
export function createDeliver(settings: TelegramSettings, client: ApiClient): Deliver {
  return async (delivery, options) => {
    const chatId = Number(delivery.conversation);
    if (!Number.isSafeInteger(chatId)) return rejected('the conversation is not a Telegram chat');
    let rendered: RenderedMessage;
    try {
      rendered = renderMessage(delivery.message, labelFor(settings, delivery));
    } catch (error) {
      return rejected(scrub(describeError(error), settings.token));
    }
    const sender = createSender(settings, client, chatId, rendered, options.signal);
    if (settings.mode === 'plain') return toDeliveryOutcome(await sender.send());
    return deliverByEdit(sender, delivery.progress, options);
  };
}

/**
 * Shows content once: a placeholder whose id is kept durably, then the content by an edit, which may be
 * repeated. Only an empty placeholder can be left behind, when its own answer was lost.
 */
async function deliverByEdit(
  sender: Sender,
  progress: Json,
  { saveProgress }: DeliverOptions,
): Promise<DeliveryOutcome> {
  let messageId = readMessageId(progress);
  for (let round = 0; round < 2; round += 1) {
    if (messageId === undefined) {
      const placed = await sender.place();
      if ('failed' in placed) return toOutcome({ ...placed.failed, mayHaveHappened: false });
      messageId = placed.value;
      try {
        await saveProgress({ messageId });
      } catch {
        // Editing now and forgetting the id would show the content twice.
        await sender.remove(messageId);
        return refusedForNow('telegram_progress_unsaved', 'the placeholder could not be recorded');
      }
    }
    const edited = await sender.edit(messageId);
    if (!('failed' in edited) || edited.failed.code === 'telegram_not_modified') {
      return { status: 'sent', receipt: { messageId } };
    }
    if (edited.failed.code !== 'telegram_message_gone') return toOutcome(edited.failed);
    messageId = undefined;
  }
  return refusedForNow('telegram_message_gone', 'the placeholder vanished twice');
}

interface Sender {
  send(): Promise<Attempted<number>>;
  place(): Promise<Attempted<number>>;
  edit(messageId: number): Promise<Attempted<unknown>>;
  /** Best effort. */
  remove(messageId: number): Promise<void>;
}

function createSender(
  { token }: TelegramSettings,
  client: ApiClient,
  chatId: number,
  { text, keyboard, file }: RenderedMessage,
  signal: AbortSignal,
): Sender {
  const markup = keyboard === undefined ? {} : { reply_markup: keyboard };
  const caption = text === '' ? {} : { caption: text };
  const attempt = async <Value>(
    ...call: Parameters<typeof client.call<Value>>
  ): Promise<Attempted<Value>> => {
    try {
      return { value: await client.call(...call) };
    } catch (error) {
      return { failed: toFailure(error, token) };
    }
  };
  return {
    send: () =>
      file === undefined
        ? attempt(
            'sendMessage',
            async (api, limit) => (await api.sendMessage(chatId, text, markup, limit)).message_id,
            signal,
          )
        : attempt(
            'sendDocument',
            async (api, limit) =>
              (await api.sendDocument(chatId, file, { ...caption, ...markup }, limit)).message_id,
            signal,
          ),
    place: () =>
      attempt(
        'sendMessage',
        async (api, limit) => (await api.sendMessage(chatId, PLACEHOLDER, {}, limit)).message_id,
        signal,
      ),
    edit: (messageId) =>
      file === undefined
        ? attempt(
            'editMessageText',
            (api, limit) => api.editMessageText(chatId, messageId, text, markup, limit),
            signal,
          )
        : attempt(
            'editMessageMedia',
            (api, limit) =>
              api.editMessageMedia(
                chatId,
                messageId,
                { type: 'document', media: file, ...caption },
                markup,
                limit,
              ),
            signal,
          ),
    async remove(messageId) {
      await attempt('deleteMessage', (api, limit) => api.deleteMessage(chatId, messageId, limit), signal);
    },
  };
}

/** An edit shows content once whatever happened before, so only a plain send is labelled. */
function labelFor(
  { mode, languages, repeatedLabel }: TelegramSettings,
  delivery: OutgoingDelivery,
): string | undefined {
  if (!delivery.maybeRepeated || mode === 'placeholder') return undefined;
  return repeatedLabel[labelLanguage(delivery.message.text, languages)];
}

function readMessageId(progress: Json): number | undefined {
  if (typeof progress !== 'object' || progress === null || !('messageId' in progress)) return undefined;
  return typeof progress.messageId === 'number' ? progress.messageId : undefined;
}

function toDeliveryOutcome(attempted: Attempted<number>): DeliveryOutcome {
  if ('failed' in attempted) return toOutcome(attempted.failed);
  return { status: 'sent', receipt: { messageId: attempted.value } };
}

function rejected(reason: string): DeliveryOutcome {
  return { status: 'refused', code: 'telegram_rejected', reason, permanent: true };
}

function refusedForNow(code: string, reason: string): DeliveryOutcome {
  return { status: 'refused', code, reason, permanent: false };
}
