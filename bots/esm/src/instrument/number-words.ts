import { foldWords } from '../fold-words.ts';

const units: readonly string[] = [
  'ноль нуль zero',
  'один одна одно одне раз one',
  'два две дві two',
  'три three',
  'четыре чотири four',
  "пять п'ять five",
  'шесть шість six',
  'семь сім seven',
  'восемь вісім eight',
  "девять дев'ять nine",
  'десять ten',
  'одиннадцать одинадцять eleven',
  'двенадцать дванадцять twelve',
  'тринадцать тринадцять thirteen',
  'четырнадцать чотирнадцять fourteen',
  "пятнадцать п'ятнадцять fifteen",
  'шестнадцать шістнадцять sixteen',
  'семнадцать сімнадцять seventeen',
  'восемнадцать вісімнадцять eighteen',
  "девятнадцать дев'ятнадцять nineteen",
];
const tens: readonly string[] = [
  'двадцать двадцять twenty',
  'тридцать тридцять thirty',
  'сорок forty',
  "пятьдесят п'ятдесят fifty",
  'шестьдесят шістдесят sixty',
  'семьдесят сімдесят seventy',
  'восемьдесят вісімдесят eighty',
  "девяносто дев'яносто ninety",
  'сто hundred',
];

const values: ReadonlyMap<string, number> = new Map([
  ...units.flatMap((words, value) => words.split(' ').map((word): [string, number] => [word, value])),
  ...tens.flatMap((words, index) =>
    words.split(' ').map((word): [string, number] => [word, (index + 2) * 10]),
  ),
]);

/** The whole number 0–100 that words name in Russian, Ukrainian or English; null when they name none. */
export function parseNumberWords(typed: string): number | null {
  if (typed.length > 60) return null;
  const words = foldWords(typed).split(/[ -]/u);
  const [first, second, ...more] = words.map((word) => values.get(word));
  if (first === undefined || more.length > 0) return null;
  if (words.length === 1) return first;
  const isCompound = first >= 20 && first < 100 && second !== undefined && second >= 1 && second <= 9;
  return isCompound ? first + second : null;
}
