import type { Language } from 'opora';

/** What is said of the training. No form of address occurs, so one text serves both. */
export interface TrainingTexts {
  /** Once a day, before the first question of days 1, 2 and 3. */
  readonly teaching: readonly [string, string, string];
  /** Of `/training`. Fills: `day`. */
  readonly day: string;
  /** Fills: `days`, `surveys`. */
  readonly left: string;
  /** Days and surveys are enough. */
  readonly running: string;
  readonly over: string;
}

/** The texts of the training in each language. */
export const trainingTexts: Readonly<Record<Language, TrainingTexts>> = {
  en: {
    teaching: [
      'Training, day 1. What is asked about is one moment: the last one before the beep, not the minutes around it. Whatever was there just then is the answer, in plain words.',
      'Training, day 2. What is asked about is experience, not a theory about it: what was there, rather than what usually is, why it came about, or how good it was.',
      'Training, day 3. Simple is enough: a few words will do. So is nothing: if nothing was there, “nothing” is a full answer.',
    ],
    day: 'Training, day {day}.',
    left: 'At least this is left: training days {days}, completed surveys {surveys}.',
    running: 'The training goes on with the next surveys and ends by itself.',
    over: 'The training is over.',
  },
  ru: {
    teaching: [
      'Тренировка, день 1. Вопрос — об одном миге: о последнем перед сигналом, а не о минутах вокруг него. Ответ — то, что было именно тогда, простыми словами.',
      'Тренировка, день 2. Вопрос — о переживании, а не о теории о нём: о том, что было, а не о том, как бывает обычно, почему так вышло и хорошо ли это.',
      'Тренировка, день 3. Простого достаточно: хватит нескольких слов. «Ничего» — тоже полный ответ, если ничего не было.',
    ],
    day: 'Тренировка, день {day}.',
    left: 'Осталось как минимум: дней тренировки — {days}, завершённых опросов — {surveys}.',
    running: 'Тренировка идёт дальше вместе с опросами и закончится сама.',
    over: 'Тренировка закончена.',
  },
  uk: {
    teaching: [
      'Тренування, день 1. Запитання — про одну мить: про останню перед сигналом, а не про хвилини довкола неї. Відповідь — те, що було саме тоді, простими словами.',
      'Тренування, день 2. Запитання — про переживання, а не про теорію про нього: про те, що було, а не про те, як буває зазвичай, чому так сталося чи добре це чи погано.',
      'Тренування, день 3. Простого досить: вистачить кількох слів. «Нічого» — теж повна відповідь, якщо нічого не було.',
    ],
    day: 'Тренування, день {day}.',
    left: 'Залишилося щонайменше: днів тренування — {days}, завершених опитувань — {surveys}.',
    running: 'Тренування триває разом з опитуваннями й закінчиться само.',
    over: 'Тренування закінчено.',
  },
};
