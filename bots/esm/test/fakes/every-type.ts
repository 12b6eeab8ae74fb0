import type { Instrument } from '../../src/index.ts';

/** An instrument with every type but text, and infos at both ends. */
export const everyType: Instrument = {
  instrument: 'every-type',
  version: 1,
  languages: ['en'],
  items: [
    { id: 'before', type: 'info', text: { en: 'Some words before.' } },
    {
      id: 'place',
      type: 'choice',
      text: { en: 'Where?' },
      options: [
        { id: 'in', text: { en: 'inside' } },
        { id: 'out', text: { en: 'outside' } },
      ],
    },
    { id: 'cups', type: 'number', min: 0, max: 10, integer: true, text: { en: 'How many cups?' } },
    { id: 'woke', type: 'time', text: { en: 'When did you wake?' } },
    { id: 'alone', type: 'yesno', text: { en: 'Alone?' } },
    {
      id: 'drinks',
      type: 'multi',
      text: { en: 'Which drinks?' },
      options: [
        { id: 'tea', text: { en: 'tea' } },
        { id: 'milk', text: { en: 'milk' } },
      ],
    },
    {
      id: 'balance',
      type: 'scale',
      min: -2,
      max: 2,
      required: true,
      text: { en: 'Balance?' },
      anchors: { '-2': { en: 'low' }, 0: { en: 'middle' }, 2: { en: 'high' } },
    },
    {
      id: 'wide',
      type: 'scale',
      min: 0,
      max: 20,
      text: { en: 'How wide?' },
      anchors: { 0: { en: 'narrow' }, 20: { en: 'wide' } },
    },
    { id: 'after', type: 'info', text: { en: 'Some words after.' } },
  ],
};
