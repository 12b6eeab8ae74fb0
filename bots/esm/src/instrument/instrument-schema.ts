import { languages } from 'opora';
import { z } from 'zod';
import type { Instrument, Item, ItemGroup, LocalText } from './instrument.ts';

/** What each key of an instrument holds: shown in the schema, and as advice where a key is wrong. */
export const explanations = {
  instrument: 'Name of the questionnaire: a-z, 0-9 and -, beginning with a letter, at most 64 characters.',
  version: 'A whole number from 1; a used version is never changed, a change is the next version.',
  languages: 'Languages of the questionnaire, the first of them by default: ru, uk, en.',
  items: 'Items and groups of items, in order.',
  id: 'a-z, 0-9 and _, beginning with a letter, at most 32 characters; unique, and a column name in exports.',
  type: 'One of text, scale, choice, multi, number, time, yesno, info.',
  text: 'What is asked or said, in every language of the questionnaire: {ru: …, uk: …, en: …}.',
  required: 'true where the item cannot be skipped.',
  showIf: 'Condition over earlier items, for example: mood <= 3 and answered(moment).',
  validate: 'moment, specific or none (default): what the local check of words looks for.',
  maxLength: 'Most characters of the answer, 1 to 10000; default 2000.',
  min: 'Smallest value.',
  max: 'Largest value.',
  anchors: 'Words for points of the scale, both ends at least: {1: {…}, 7: {…}}.',
  options: 'Two to twenty answers to choose from: [{id: …, text: {…}}, …].',
  integer: 'true where only whole numbers are answers.',
  group: 'Name of the group.',
  order: 'fixed or random.',
  pick: 'How many items of the group one survey draws; all when absent.',
} as const;

/** Most characters of a question or information, and of a label. */
export const textLimits = { question: 2000, label: 200 } as const;

const words = (most: number): z.ZodString => z.string().trim().min(1).max(most);
const texts = (most: number): z.ZodType<LocalText> =>
  z.strictObject({
    ru: words(most).exactOptional(),
    uk: words(most).exactOptional(),
    en: words(most).exactOptional(),
  });
const base = {
  id: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,31}$/, 'is not a-z, 0-9 and _ with at most 32 characters')
    .describe(explanations.id),
  text: texts(textLimits.question).describe(explanations.text),
  required: z.boolean().exactOptional().describe(explanations.required),
  showIf: z.string().exactOptional().describe(explanations.showIf),
};
const option = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9_]{0,15}$/, 'is not a-z, 0-9 and _ with at most 16 characters'),
  text: texts(textLimits.label),
});
const scaleEnd = z.int().min(-1000).max(1000);
const point = z.string().regex(/^-?\d+$/, 'is no whole number');

const itemKinds = [
  z.strictObject({
    ...base,
    type: z.literal('text').describe(explanations.type),
    validate: z.enum(['moment', 'specific', 'none']).exactOptional().describe(explanations.validate),
    maxLength: z.int().min(1).max(10_000).exactOptional().describe(explanations.maxLength),
  }),
  z.strictObject({
    ...base,
    type: z.literal('scale').describe(explanations.type),
    min: scaleEnd.describe(explanations.min),
    max: scaleEnd.describe(explanations.max),
    anchors: z.record(point, texts(textLimits.label)).describe(explanations.anchors),
  }),
  z.strictObject({
    ...base,
    type: z.enum(['choice', 'multi']).describe(explanations.type),
    options: z.array(option).min(2).max(20).describe(explanations.options),
  }),
  z.strictObject({
    ...base,
    type: z.literal('number').describe(explanations.type),
    min: z.number().exactOptional().describe(explanations.min),
    max: z.number().exactOptional().describe(explanations.max),
    integer: z.boolean().exactOptional().describe(explanations.integer),
  }),
  z.strictObject({ ...base, type: z.enum(['time', 'yesno', 'info']).describe(explanations.type) }),
] as const;

/** One item. */
export const itemShape: z.ZodType<Item> = z.discriminatedUnion('type', itemKinds);

const groupKeys = {
  group: words(64).describe(explanations.group),
  order: z.enum(['fixed', 'random']).describe(explanations.order),
  pick: z.int().min(1).exactOptional().describe(explanations.pick),
};
const headKeys = {
  instrument: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}$/, 'is not a-z, 0-9 and - with at most 64 characters')
    .describe(explanations.instrument),
  version: z.int().min(1).max(1_000_000).describe(explanations.version),
  languages: z.array(z.enum(languages)).min(1).describe(explanations.languages),
};
const entries = z.array(z.unknown()).min(1);

/** A group and an instrument whose items are looked at one by one, so that every fault of each is found. */
export const groupHead: z.ZodType<Omit<ItemGroup, 'items'> & { items: unknown[] }> = z.strictObject({
  ...groupKeys,
  items: entries,
});
export const instrumentHead: z.ZodType<Omit<Instrument, 'items'> & { items: unknown[] }> = z.strictObject({
  ...headKeys,
  items: entries,
});

const group = z.strictObject({
  ...groupKeys,
  items: z.array(itemShape).min(1).describe(explanations.items),
});

/** A whole instrument, as data. */
export const instrumentShape: z.ZodType<Instrument> = z.strictObject({
  ...headKeys,
  items: z
    .array(z.union([group, itemShape]))
    .min(1)
    .describe(explanations.items),
});

/** The JSON schema of instruments (draft 2020-12), made from the shapes that `checkInstrument` uses. */
export function instrumentSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(instrumentShape, { io: 'input' });
  return { ...schema, title: 'Opora esm instrument' };
}

/** Keys that an item of a type, a group or an instrument may have. */
export function knownKeys(of: string): readonly string[] {
  if (of === 'group') return [...Object.keys(groupKeys), 'items'];
  if (of === 'instrument') return [...Object.keys(headKeys), 'items'];
  const kind = itemKinds.find(({ shape }) => shape.type.safeParse(of).success);
  return kind === undefined ? Object.keys(base) : Object.keys(kind.shape);
}
