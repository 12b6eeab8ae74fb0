import type { Language } from 'opora';

/** A text whose verdict is known. */
export interface SampleText {
  readonly language: Language;
  readonly text: string;
  /** A report of one moment, or something else. */
  readonly expected: 'accept' | 'probe';
}

/** A good and a poor report in each language; a validator that is well tells them apart. */
export const sampleTexts: readonly SampleText[] = [
  { language: 'ru', text: 'Холодный край кружки на губе', expected: 'accept' },
  { language: 'ru', text: 'Обычно по вечерам я очень устаю', expected: 'probe' },
  { language: 'uk', text: 'Холодний край чашки на губі', expected: 'accept' },
  { language: 'uk', text: 'Зазвичай увечері я дуже втомлююся', expected: 'probe' },
  { language: 'en', text: 'The cold rim of the mug on my lip', expected: 'accept' },
  { language: 'en', text: 'I usually get very tired in the evenings', expected: 'probe' },
];
