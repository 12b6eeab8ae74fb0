import type { Json } from '../../../contracts/json.ts';
import type { Update, UpdateContent } from '../../../contracts/update.ts';
import type { InspectionInput } from '../injection/inspect-text.ts';
import { limits } from '../limits/text-limits.ts';

/** Whether a person did this: wrote, edited or pressed. */
export const isSaid = ({ kind }: UpdateContent): boolean =>
  kind === 'message' || kind === 'edit' || kind === 'button';

/** Events of the runtime itself; everything else that is no person's word comes from outside. */
const isOwnEvent = (update: UpdateContent): boolean =>
  update.kind === 'timer' || update.event?.startsWith('opora.') === true;

/** Event that tells a program what was said while a person held the Conversation. */
const releasedEvent = 'opora.released';

/** One text to inspect, with the Update that it came in. */
export interface SaidText {
  readonly update: Update;
  readonly input: InspectionInput;
  /** False for what was said to a person meanwhile: it is history, not a message of this Burst. */
  readonly isPresent: boolean;
}

/** Whether there is anything in a Burst for the Guards to look at. */
export const isWorthALook = (update: Update): boolean =>
  isSaid(update) ||
  update.event === releasedEvent ||
  (!isOwnEvent(update) && update.payload !== undefined && update.payload !== null);

/** The texts of one Update: the person's own words, and beside them what somebody else wrote. */
export function textsOf(update: Update): readonly SaidText[] {
  if (update.event === releasedEvent) {
    return heldTexts(update.payload).map((text) => ({ update, input: { text }, isPresent: false }));
  }
  if (isOwnEvent(update)) return [];
  const own = update.forwarded === true ? '' : (update.text ?? '');
  const foreign = [
    update.forwarded === true ? (update.text ?? '') : '',
    ...(update.attachments ?? []).map(({ name }) => name ?? ''),
    ...(update.kind === 'event' ? stringsOf(update.payload ?? null) : []),
  ].filter((text) => text.trim() !== '');
  if (own.trim() === '' && foreign.length === 0) return [];
  const payload = foreign.length === 0 ? null : foreign.join('\n').slice(0, limits.keptCharacters);
  const vector =
    payload === null ? 'dm_text' : update.kind === 'event' ? 'catalog_field' : ('forwarded' as const);
  return [{ update, input: { text: own, vector, payload }, isPresent: true }];
}

function heldTexts(payload: Json | undefined): readonly string[] {
  const held = (payload as { readonly held?: unknown } | null | undefined)?.held;
  if (!Array.isArray(held)) return [];
  return held.flatMap((one: { readonly text?: unknown } | null) =>
    typeof one?.text === 'string' && one.text.trim() !== '' ? [one.text] : [],
  );
}

/** Every text inside of a payload, keys included: a model that sees the payload sees them too. */
function stringsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...stringsOf(item as Json)]);
}
