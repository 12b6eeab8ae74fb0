import type { ActResult, LoadAct, LoadClient, ShownReply } from './load-client.ts';

/** What one act of a person was and took. */
export interface MeasuredAct {
  /** Words wait for the quiet time of their Burst; commands and buttons do not. */
  readonly kind: 'words' | 'press';
  readonly acceptedMs: number;
  readonly answeredMs: number;
}

/** How a person went through the study. */
export interface PersonResult {
  readonly acts: readonly MeasuredAct[];
  /** Whether a survey was answered to its end. */
  readonly completed: boolean;
  /** What went wrong, without words of anybody; null when nothing did. */
  readonly error: string | null;
}

/** Longest way through joining and a survey; a person who needs more is going in circles. */
const mostActs = 60;

/**
 * Buttons in the order in which they are wanted: language, agreement, zone, hours, the survey, an answer; after a probe
 * the answer stays as it is.
 */
const wanted = ['l:en', 'c:yes', 'z:', 'x:', 'm:survey', 'a:', 'e:'] as const;

const reports = [
  'The cold rim of cup number {n} on my lip',
  'I was saying the number {n} to myself, inwardly',
  'A picture of the blue door, number {n}, without words',
  'Maybe something about {n}, I am not sure',
  'Nothing. Blank.',
] as const;

/**
 * Joins the study behind `invite`, answers one survey to its end and, unless `keep`, deletes every trace of itself.
 * What people may see decides the next act, so that any study can be walked through. Never rejects.
 */
export async function runPerson(
  client: LoadClient,
  person: { readonly number: number; readonly invite: string; readonly keep: boolean },
): Promise<PersonResult> {
  const acts: MeasuredAct[] = [];
  const act = async (next: LoadAct): Promise<readonly ShownReply[]> => {
    const result: ActResult = await client.act(next);
    const isPress = 'button' in next || next.text.startsWith('/');
    const { acceptedMs, answeredMs, replies } = result;
    acts.push({ kind: isPress ? 'press' : 'words', acceptedMs, answeredMs });
    return replies;
  };
  let completed = false;
  try {
    completed = await takePart(act, person);
    if (!person.keep) await leave(act);
    return { acts, completed, error: completed ? null : 'the survey did not come to its end' };
  } catch (error) {
    return { acts, completed, error: error instanceof Error ? error.message : String(error) };
  }
}

type Act = (next: LoadAct) => Promise<readonly ShownReply[]>;

const codesOf = (replies: readonly ShownReply[]): readonly string[] =>
  replies.flatMap(({ buttons }) => buttons ?? []).flatMap((row) => row.map(({ code }) => code));

/** True once a survey that was begun has no question left. */
async function takePart(act: Act, { number, invite }: { number: number; invite: string }): Promise<boolean> {
  let replies = await act({ text: `/start ${invite}`.trim() });
  let answered = 0;
  let asked = false;
  for (let count = 0; count < mostActs; count += 1) {
    const codes = codesOf(replies);
    const pressed = wanted.map((prefix) => codes.find((code) => code.startsWith(prefix))).find(Boolean);
    const inSurvey = codes.some((code) => /^[abeko]:/.test(code));
    if (answered > 0 && !inSurvey) return true;
    if (inSurvey) answered += 1;
    if (pressed !== undefined) replies = await act({ button: pressed });
    else if (inSurvey) replies = await act({ text: reportOf(number, answered) });
    else if (asked) return false;
    else {
      asked = true;
      replies = await act({ text: '/survey' });
    }
  }
  return false;
}

async function leave(act: Act): Promise<void> {
  const replies = await act({ text: '/delete_my_data' });
  const yes = codesOf(replies).find((code) => code.startsWith('d:yes'));
  if (yes === undefined) throw new Error('the deletion was not offered');
  await act({ button: yes });
}

/** A report of one's own; some people say the same. */
function reportOf(person: number, question: number): string {
  const report = reports[(person + question) % reports.length] ?? reports[0];
  return report.replace('{n}', String(Math.floor(person / 3) + question));
}
