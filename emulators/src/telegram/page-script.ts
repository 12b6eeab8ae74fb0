/**
 * Script of the page. Everything that people or bots wrote enters the document by `textContent`, never as
 * markup.
 */
export const pageScript: string = `'use strict';
const byId = (id) => document.getElementById(id);
const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};
let state = { bots: [], people: [] };
let drawn = '';
let editing = null;

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  };
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.description || 'HTTP ' + response.status);
  return answer;
}

async function act(path, body) {
  try {
    byId('notice').textContent = '';
    const answer = await ask(path, body);
    await refresh();
    return answer;
  } catch (error) {
    byId('notice').textContent = error.message;
    return null;
  }
}

const bot = () => byId('bot').value;
const personId = () => Number(byId('person').value);
const place = () => {
  const known = state.people.find((person) => person.id === personId());
  return { bot: bot(), person: { ...known, id: personId(), languageCode: byId('language').value } };
};

function fill(select, options) {
  const wanted = JSON.stringify(options);
  if (select.dataset.options === wanted) return;
  const chosen = select.value || localStorage.getItem('opora-' + select.id);
  select.dataset.options = wanted;
  select.replaceChildren(...options.map(([value, label]) => {
    const option = make('option', '', label);
    option.value = value;
    return option;
  }));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
  if (select.id === 'person') showLanguage();
}

function showLanguage() {
  const person = state.people.find((candidate) => candidate.id === personId());
  const code = (person && person.languageCode || 'en').slice(0, 2);
  byId('language').value = ['en', 'ru', 'uk'].includes(code) ? code : 'en';
}

function drawFile(file, kind) {
  const address = '/emulator/files/' + encodeURIComponent(file.id);
  if (kind === 'photo' || kind === 'sticker') {
    const image = make('img');
    image.src = address;
    image.alt = file.name;
    return image;
  }
  if (kind === 'voice' || kind === 'audio') {
    const audio = make('audio');
    audio.controls = true;
    audio.src = address;
    return audio;
  }
  const link = make('a', '', file.name + ' (' + file.sizeBytes + ' bytes)');
  link.href = address;
  return link;
}

function drawMeta(message) {
  const meta = make('div', 'meta');
  const time = new Date(message.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  if (message.from === 'person' && message.kind === 'text' && !message.deleted) {
    const button = make('button', '', 'Edit');
    button.type = 'button';
    button.addEventListener('click', () => beginEdit(message));
    meta.append(button);
  }
  if (message.editedAt) {
    const mark = make('span', '', 'edited');
    mark.title = message.revisions.map((revision) => revision.text).join('\\n');
    meta.append(mark);
  }
  if (message.deleted) meta.append(make('span', '', 'deleted'));
  meta.append(make('span', '', time));
  return meta;
}

function drawButtons(message) {
  const rows = make('div', 'rows');
  for (const buttons of message.buttons) {
    const row = make('div', 'row');
    for (const { text, data } of buttons) {
      const button = make('button', '', text);
      button.type = 'button';
      button.disabled = data === undefined;
      button.addEventListener('click', () => act('/emulator/presses', { ...place(), messageId: message.messageId, data }));
      row.append(button);
    }
    rows.append(row);
  }
  return rows;
}

function drawMessage(message) {
  const item = make('div', message.from + (message.deleted ? ' deleted' : ''));
  const bubble = make('div', 'bubble');
  if (message.file) bubble.append(drawFile(message.file, message.kind));
  if (message.text) bubble.append(make('p', '', message.text));
  bubble.append(drawMeta(message));
  item.append(bubble);
  if (message.buttons.length > 0 && !message.deleted) item.append(drawButtons(message));
  return item;
}

function drawKeyboard(chat) {
  const last = chat.messages.findLast((message) => message.from === 'bot' && message.keyboard.length > 0);
  byId('keyboard').hidden = last === undefined;
  byId('keyboard').replaceChildren(...(last ? last.keyboard : []).map((labels) => {
    const row = make('div', 'row');
    row.append(...labels.map((label) => {
      const button = make('button', '', label);
      button.type = 'button';
      button.addEventListener('click', () => act('/emulator/messages', { ...place(), text: label }));
      return button;
    }));
    return row;
  }));
}

function drawCommands(chat) {
  byId('show-commands').hidden = chat.commands.length === 0;
  byId('commands').replaceChildren(...chat.commands.map(({ command, description }) => {
    const button = make('button', '', '/' + command + ' – ' + description);
    button.type = 'button';
    button.addEventListener('click', () => {
      byId('commands').hidden = true;
      act('/emulator/messages', { ...place(), text: '/' + command });
    });
    return button;
  }));
}

function draw(chat) {
  const list = byId('messages');
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const items = chat.messages.map(drawMessage);
  if (items.length === 0) {
    const empty = make('div', 'empty', bot() ? 'Nothing here yet. Write the first message or press Start.' : 'No bot has called yet. Start one with TELEGRAM_API_ROOT=' + location.origin);
    if (bot()) {
      const start = make('button', '', 'Start');
      start.type = 'button';
      start.addEventListener('click', () => act('/emulator/messages', { ...place(), text: '/start' }));
      empty.append(start);
    }
    items.push(empty);
  }
  if (chat.typing) items.push(make('div', 'typing', 'typing…'));
  list.replaceChildren(...items);
  if (atEnd || drawn === '') list.scrollTop = list.scrollHeight;
  drawKeyboard(chat);
  drawCommands(chat);
  const block = byId('block');
  block.textContent = chat.blocked ? 'Unblock bot' : 'Block bot';
  block.setAttribute('aria-pressed', String(chat.blocked));
}

async function refresh() {
  state = await ask('/emulator/state');
  fill(byId('bot'), state.bots.map(({ username }) => [username, '@' + username]));
  const people = state.people.length > 0 ? state.people : [await ask('/emulator/people', { person: { id: 1001, firstName: 'Olena', languageCode: 'en' } })];
  fill(byId('person'), people.map(({ id, firstName }) => [String(id), firstName]));
  const chat = bot()
    ? await ask('/emulator/chats/' + personId() + '?bot=' + encodeURIComponent(bot()))
    : { messages: [], commands: [], typing: false, blocked: false };
  const { version, ...seen } = chat;
  const now = JSON.stringify([bot(), personId(), seen]);
  if (now === drawn) return;
  draw(chat);
  drawn = now;
}

function beginEdit(message) {
  editing = message.messageId;
  byId('editing').hidden = false;
  byId('text').value = message.text;
  byId('text').focus();
}

function endEdit() {
  editing = null;
  byId('editing').hidden = true;
  byId('text').value = '';
}

byId('composer').addEventListener('submit', async (event) => {
  event.preventDefault();
  const text = byId('text').value;
  if (text.trim() === '' || !bot()) return;
  const messageId = editing;
  endEdit();
  if (messageId === null) await act('/emulator/messages', { ...place(), text });
  else await act('/emulator/edits', { ...place(), messageId, text });
});
byId('text').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId('composer').requestSubmit();
});
byId('cancel-edit').addEventListener('click', endEdit);
byId('show-commands').addEventListener('click', () => {
  byId('commands').hidden = !byId('commands').hidden;
  byId('messages').scrollTop = byId('messages').scrollHeight;
});
byId('file').addEventListener('change', async (event) => {
  const file = event.target.files[0];
  event.target.value = '';
  if (!file || !bot()) return;
  const kind = file.type.startsWith('image/') ? 'photo' : /ogg|opus|webm/.test(file.type) ? 'voice' : file.type.startsWith('audio/') ? 'audio' : 'document';
  const reader = new FileReader();
  reader.addEventListener('load', () => act('/emulator/media', {
    ...place(), kind, name: file.name, mimeType: file.type, contentBase64: String(reader.result).split(',')[1],
  }));
  reader.readAsDataURL(file);
});
byId('block').addEventListener('click', () =>
  act('/emulator/blocks', { ...place(), blocked: byId('block').getAttribute('aria-pressed') !== 'true' }));
byId('new-person').addEventListener('click', async () => {
  const id = Math.max(1000, ...state.people.map((person) => person.id)) + 1;
  await act('/emulator/people', { person: { id, firstName: 'Person ' + id, languageCode: byId('language').value } });
  byId('person').value = String(id);
  drawn = '';
  await refresh();
});
for (const id of ['bot', 'person']) {
  byId(id).addEventListener('change', () => {
    localStorage.setItem('opora-' + id, byId(id).value);
    if (id === 'person') showLanguage();
    endEdit();
    drawn = '';
    refresh();
  });
}
byId('language').addEventListener('change', () => act('/emulator/people', { person: place().person }));

async function keepFresh() {
  try {
    await refresh();
    if (byId('notice').dataset.offline) {
      byId('notice').textContent = '';
      delete byId('notice').dataset.offline;
    }
  } catch (error) {
    byId('notice').textContent = 'The emulator does not answer.';
    byId('notice').dataset.offline = 'yes';
  }
  setTimeout(keepFresh, document.hidden ? 2000 : 600);
}
keepFresh();
`;
