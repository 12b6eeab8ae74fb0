import { deleteMyCommands, getFile, getMe, getMyCommands, leaveChat, setMyCommands } from './account.ts';
import {
  answerCallbackQuery,
  deleteMessage,
  editMessageMedia,
  editMessageReplyMarkup,
  editMessageText,
} from './editing.ts';
import type { Method } from './method.ts';
import { deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from './receiving.ts';
import { sendChatAction, sendMedia, sendMessage } from './sending.ts';

const methods: Readonly<Record<string, Method>> = {
  getMe,
  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  sendMessage,
  sendVoice: sendMedia('voice'),
  sendAudio: sendMedia('audio'),
  sendDocument: sendMedia('document'),
  sendPhoto: sendMedia('photo'),
  sendVideo: sendMedia('video'),
  sendChatAction,
  editMessageText,
  editMessageReplyMarkup,
  editMessageMedia,
  deleteMessage,
  answerCallbackQuery,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  getFile,
  leaveChat,
};

const byLowerCase = new Map(
  Object.entries(methods).map(([name, method]) => [name.toLowerCase(), { name, method }]),
);

/** The method of a name, in any case as on the real server; undefined when there is none. */
export function findMethod(name: string): { readonly name: string; readonly method: Method } | undefined {
  return byLowerCase.get(name.toLowerCase());
}
