import type { Json, Update } from 'opora';

/** What one stretch of a Burst asks for. */
export type Input =
  | {
      readonly kind: 'words';
      /** The messages of the stretch joined by newlines; null when none had words. */
      readonly text: string | null;
      /** External ids of the joined messages. */
      readonly sources: readonly string[];
      /** True when something that is not text came along. */
      readonly media: boolean;
      readonly edits: readonly Edit[];
    }
  | { readonly kind: 'button'; readonly code: string }
  | { readonly kind: 'command'; readonly name: string; readonly argument: string }
  | { readonly kind: 'timer'; readonly timer: string; readonly payload: Json }
  | { readonly kind: 'event'; readonly event: string; readonly payload: Json };

/** An edit of an earlier message. */
export interface Edit {
  /** External id of the message that was edited. */
  readonly of: string;
  readonly seq: number;
}

type Words = Extract<Input, { kind: 'words' }>;

/**
 * Splits a Burst at buttons and commands; what lies between is one answer. Text that begins with a slash is
 * a command even where the channel did not split it, so that it can never be stored as an answer.
 */
export function readBurst(burst: readonly Update[]): readonly Input[] {
  const inputs: Input[] = [];
  for (const update of burst) {
    const single = update.kind === 'edit' ? null : singleInput(update);
    if (single !== null) {
      inputs.push(single);
      continue;
    }
    const last = inputs.at(-1);
    if (last?.kind === 'words') inputs[inputs.length - 1] = join(last, update);
    else inputs.push(join({ kind: 'words', text: null, sources: [], media: false, edits: [] }, update));
  }
  return inputs;
}

/** Whether a person did this, rather than a timer or another system. */
export function isSaid(input: Input): boolean {
  return input.kind !== 'timer' && input.kind !== 'event';
}

function singleInput(update: Update): Input | null {
  const { payload = null } = update;
  if (update.kind === 'timer') return { kind: 'timer', timer: update.timer ?? '', payload };
  if (update.kind === 'event') return { kind: 'event', event: update.event ?? '', payload };
  if (update.kind === 'button' || update.button !== undefined) {
    return { kind: 'button', code: update.button ?? '' };
  }
  if (update.command !== undefined) {
    return {
      kind: 'command',
      name: update.command.name.toLowerCase(),
      argument: update.command.argument.trim(),
    };
  }
  const slash = /^\s*\/(\S+)(?:\s+([\s\S]*))?$/u.exec(update.text ?? '');
  if (slash === null) return null;
  // In groups platforms append the bot's name: /help@name.
  const name = (slash[1] ?? '').split('@')[0] ?? '';
  return { kind: 'command', name: name.toLowerCase(), argument: (slash[2] ?? '').trim() };
}

function join(words: Words, update: Update): Words {
  if (update.kind === 'edit') {
    return { ...words, edits: [...words.edits, { of: update.edits ?? '', seq: update.seq }] };
  }
  const text = storable(update.text ?? '');
  if (text.trim() === '') return { ...words, media: true };
  return {
    ...words,
    text: words.text === null ? text : `${words.text}\n${text}`,
    sources: [...words.sources, update.externalId],
    media: words.media || (update.attachments ?? []).length > 0,
  };
}

/** Postgres text holds neither NUL nor half of a surrogate pair; everything else is kept as it came. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
