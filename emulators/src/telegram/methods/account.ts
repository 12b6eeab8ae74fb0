import { badRequest, forbidden } from '../bot-api-error.ts';
import { toBotUser, toFile } from '../bot-api-objects.ts';
import type { JsonObject } from '../types.ts';
import { type Method, type MethodCall, writableChat } from './method.ts';

const MAXIMUM_DOWNLOAD_BYTES = 20 * 1024 * 1024;

export const getMe: Method = ({ bot }) => ({
  ...toBotUser(bot),
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
});

export const setMyCommands: Method = (call) => {
  const commands = call.params.json('commands');
  if (!Array.isArray(commands) || commands.length > 100) throw badRequest("can't parse commands");
  const checked = (commands as JsonObject[]).map(({ command, description }) => {
    if (typeof command !== 'string' || !/^[a-z0-9_]{1,32}$/.test(command))
      throw badRequest('BOT_COMMAND_INVALID');
    if (typeof description !== 'string' || description.length < 1 || description.length > 256) {
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    return { command, description };
  });
  call.bot.commands.set(commandKey(call), checked);
  return true;
};

export const getMyCommands: Method = (call) => call.bot.commands.get(commandKey(call)) ?? [];

export const deleteMyCommands: Method = (call) => {
  call.bot.commands.delete(commandKey(call));
  return true;
};

export const getFile: Method = ({ world, params }) => {
  const file = world.files.get(params.text('file_id') ?? '');
  if (file === undefined) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if (file.content.length > MAXIMUM_DOWNLOAD_BYTES) throw badRequest('file is too big');
  return toFile(file);
};

export const leaveChat: Method = (call) => {
  const chat = writableChat(call);
  if (chat.type === 'private') throw forbidden('bot is not a member of the private chat');
  chat.blocked = true;
  call.world.version += 1;
  return true;
};

function commandKey({ params }: MethodCall): string {
  const language = params.text('language_code') ?? '';
  if (!/^([a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  const scope = params.json('scope') as { type?: string } | undefined;
  return `${scope?.type ?? 'default'}|${language}`;
}
