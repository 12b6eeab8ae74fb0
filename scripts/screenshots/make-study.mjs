// A study with people in it, made as anybody could make it: over HTTP.

const protocol = {
  waves: [{ name: 'main', startDay: 1, days: 7 }],
  schedules: [
    { kind: 'signal', name: 'day', count: 6 },
    { kind: 'once', name: 'entry', at: 'entry' },
  ],
};

const consent = {
  text: {
    en: 'What happens: at random moments within the hours you choose this chat asks about the last moment before the signal. /withdraw leaves the study at once, /delete_my_data erases everything of yours within an hour.',
  },
};

/** What people say of a moment, the first to be asked about once more. */
const reports = [
  'I usually feel tense at that hour.',
  'Saying “milk, bread, soap” to myself, in my own voice, while the tram braked.',
  'Nothing. Blank.',
  'A picture of the blue gate at my grandmother’s, with the paint coming off.',
];
const answers = {
  again: 'The collar of my coat, rough against my neck.',
  current_activity: 'On the way home',
  other: 'Alone',
};

/** The interface for researchers with a token. */
export function researcherApi({ url, token }) {
  return async (method, path, body = {}) => {
    const response = await fetch(`${url}/esm/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  };
}

/** Makes and opens a study; resolves with its id and an invitation. */
export async function makeStudy(api, title) {
  const contact = { en: 'Olha Melnyk, olha@example.org' };
  const { id } = await api('POST', 'studies', {
    title,
    languages: ['en'],
    protocol,
    contact,
    feedback: 'live',
  });
  await api('POST', `studies/${id}/consents`, consent);
  await api('POST', `studies/${id}/open`);
  const { code } = await api('POST', `studies/${id}/invites`, {});
  return { id, code };
}

/** A time zone in which it is the middle of the day now, so that signals come. */
export function middayZone(now = new Date()) {
  const zones = {
    'Asia/Tokyo': 9,
    'Asia/Dhaka': 6,
    'Africa/Nairobi': 3,
    'Africa/Lagos': 1,
    'America/Sao_Paulo': -3,
    'America/Bogota': -5,
    'Pacific/Honolulu': -10,
    'Pacific/Tarawa': 12,
  };
  const distance = ([, offset]) => Math.abs(((now.getUTCHours() + offset + 24) % 24) - 14);
  return Object.entries(zones).toSorted((one, other) => distance(one) - distance(other))[0][0];
}

/** Somebody joins by `code` over the HTTP channel and answers the survey that comes first. */
export async function takePart(url, { code, number }) {
  const say = openConversation(url, `guide-${number}`);
  let shown = await say({ text: `/start ${code}` });
  for (let acts = 0; acts < 60; acts += 1) {
    const act = nextAct(shown, number);
    if (act === 'over') return;
    shown = await say(act);
  }
  throw new Error('Taking part did not come to its end.');
}

const presses = ['l:en', 'c:yes', 'x:', 'b:start'];

function nextAct(shown, number) {
  const buttons = shown.flatMap((one) => one.buttons ?? []).flat();
  const texts = shown.map(({ text }) => text ?? '').join('\n');
  const wanted = presses.flatMap((prefix) => buttons.filter((one) => one.code.startsWith(prefix)))[0];
  if (wanted !== undefined) return { button: wanted.code };
  const values = buttons.filter((one) => one.code.startsWith('a:'));
  if (values.length > 0) return { button: values[(number * 3 + values.length) % values.length].code };
  if (/Write your city/.test(texts)) return { text: middayZone() };
  // The entry survey is signalled a moment after joining.
  if (/You are part of the study now/.test(texts)) return null;
  if (/Go back to the last moment|Only that one moment/.test(texts)) return { text: answers.again };
  if (/1\/9/.test(texts)) return { text: reports[number % reports.length] };
  if (/8\/9/.test(texts)) return { text: answers.current_activity };
  if (/\d\/9/.test(texts)) return { text: answers.other };
  return texts.includes('Saved. /survey') ? 'over' : { text: '/survey' };
}

function openConversation(url, conversationId) {
  const api = `${url}/esm/api`;
  let sent = 0;
  let cursor = '';
  const look = async () => {
    const response = await fetch(`${api}/conversations/${conversationId}/messages?limit=100&after=${cursor}`);
    const page = await response.json();
    cursor = String(page.cursor);
    return page.messages.filter(({ direction }) => direction === 'out');
  };
  /** Says something. */
  const send = async (act) => {
    sent += 1;
    const body = JSON.stringify({ conversationId, messageId: `m${sent}`, ...act });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${api}/messages`, { method: 'POST', headers, body });
    if (response.status !== 202) throw new Error(`A message was refused: ${response.status}`);
  };
  return async (act) => {
    if (act !== null) await send(act);
    const shown = [];
    // Bubbles of one answer come one after the other.
    const patience = act === null ? 20 : 200;
    for (let quiet = 0; quiet < (shown.length === 0 ? patience : 3); quiet += 1) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      const more = await look();
      shown.push(...more);
      if (more.length > 0) quiet = 0;
    }
    return shown;
  };
}
