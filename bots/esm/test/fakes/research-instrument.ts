import { des9, type Instrument } from '../../src/index.ts';
import { checkInstrumentData } from '../../src/instrument/check-instrument.ts';
import { everyType } from './every-type.ts';

const three = (text: string): Record<'ru' | 'uk' | 'en', string> => ({
  ru: `${text} (ru)`,
  uk: `${text} (uk)`,
  en: text,
});

/** Words of three languages around the items of `everyType`, a random group, a condition, and names that collide. */
const first: Instrument = {
  instrument: 'research',
  version: 1,
  languages: ['en'],
  items: [
    ...des9.items.slice(0, 3),
    { group: 'scales', order: 'random', items: [...des9.items.slice(4, 7)] as never },
    ...everyType.items,
    { id: 'why', type: 'text', validate: 'none', showIf: 'balance < 0', text: { en: 'Why? It\'s "low"' } },
    { id: 'change', type: 'number', text: { en: 'By how much did it change?' } },
    { id: 'status', type: 'yesno', text: { en: 'A name that is taken?' } },
    { id: 'with', type: 'yesno', text: { en: 'A word of SPSS?' } },
    {
      group: 'drawn',
      order: 'fixed',
      pick: 1,
      items: [
        { id: 'drawn_a', type: 'yesno', text: { en: 'Drawn a?' } },
        { id: 'drawn_b', type: 'yesno', text: { en: 'Drawn b?' } },
      ],
    },
  ],
};

/** The next version: mood runs from 0 to 10, a place is added. */
const second: Instrument = {
  ...first,
  version: 2,
  items: first.items.map((entry) => {
    if ('group' in entry) {
      return {
        ...entry,
        items: entry.items.map((item) =>
          item.id === 'mood' && item.type === 'scale'
            ? { ...item, min: 0, max: 10, anchors: { 0: three('worst'), 10: three('best') } }
            : item,
        ),
      };
    }
    if (entry.id !== 'place' || entry.type !== 'choice') return entry;
    return { ...entry, options: [{ id: 'between', text: { en: 'in between' } }, ...entry.options] };
  }),
};

/** Both versions, checked. */
export const researchInstruments: readonly Instrument[] = [first, second].map((instrument) => {
  const check = checkInstrumentData(instrument);
  if (check.instrument === null) throw new Error(JSON.stringify(check.faults));
  return check.instrument;
});
