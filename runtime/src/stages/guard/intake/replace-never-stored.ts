import type { Json } from '../../../contracts/json.ts';
import type { IncomingUpdate, UpdateContent } from '../../../contracts/update.ts';
import { neverStoredKinds } from '../personal-data/kinds.ts';
import { mayHoldNeverStored } from '../personal-data/may-hold-never-stored.ts';
import { PlaceholderTable, redact } from '../personal-data/redact.ts';

/** Told of each value that was replaced, and of texts that could not be read. */
export interface ReplacementListener {
  replaced(kind: string): void;
  failed(): void;
}

/** Names of fields that hold ids, addresses and figures: no words of a person, and of use only as they are. */
const opaqueField = /(?:^|_)(?:id|ids|url|hash|type|date|mime|size|signature)$|(?:Id|Url|Type)$/;

/**
 * The Update without cards, their details and secrets, in whatever part of it a person's words stand. Most texts are
 * cleared by a look at their digits and cost next to nothing.
 */
export function replaceNeverStored(update: IncomingUpdate, listener: ReplacementListener): IncomingUpdate {
  const kinds = new Set<string>();
  const placeholders = new PlaceholderTable();
  const clean = (text: string): string => {
    if (!mayHoldNeverStored(text)) return text;
    const { text: result, spans, failed } = redact(text, { kinds: neverStoredKinds, placeholders });
    if (failed) listener.failed();
    for (const { kind } of spans) {
      kinds.add(kind);
      listener.replaced(kind);
    }
    return result;
  };
  const content = cleanContent(update.content, clean);
  const raw = update.raw === undefined ? undefined : cleanJson(update.raw, clean);
  const isSame = content === update.content && raw === update.raw;
  if (isSame) return update;
  return {
    ...update,
    content: kinds.size === 0 ? content : { ...content, replaced: [...kinds] },
    ...(raw === undefined ? {} : { raw }),
  };
}

function cleanContent(content: UpdateContent, clean: (text: string) => string): UpdateContent {
  const text = content.text === undefined ? undefined : clean(content.text);
  const argument = content.command === undefined ? undefined : clean(content.command.argument);
  const names = content.attachments?.map(({ name }) => (name === undefined ? undefined : clean(name)));
  const payload = content.payload === undefined ? undefined : cleanJson(content.payload, clean);
  const isSame =
    text === content.text &&
    argument === content.command?.argument &&
    payload === content.payload &&
    (names ?? []).every((name, index) => name === content.attachments?.[index]?.name);
  if (isSame) return content;
  return {
    ...content,
    ...(text === undefined ? {} : { text }),
    ...(content.command === undefined || argument === undefined
      ? {}
      : { command: { ...content.command, argument } }),
    ...(content.attachments === undefined
      ? {}
      : {
          attachments: content.attachments.map((file, index) => {
            const name = names?.[index];
            return name === undefined ? file : { ...file, name };
          }),
        }),
    ...(payload === undefined ? {} : { payload }),
  };
}

/** The same value when nothing in it was replaced, so that an ordinary Update is not copied. */
function cleanJson(value: Json, clean: (text: string) => string): Json {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => cleanJson(item, clean));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  let isSame = true;
  const entries = Object.entries(value as Readonly<Record<string, Json>>).map(([key, item]) => {
    const kept = opaqueField.test(key) ? item : cleanJson(item, clean);
    isSame &&= kept === item;
    return [key, kept] as const;
  });
  return isSame ? value : Object.fromEntries(entries);
}
