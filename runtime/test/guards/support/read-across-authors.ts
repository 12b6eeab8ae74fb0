// Readings across authors: each fold's authors are judged by weights fitted on the others only. It prints how often
// attacks are recognised and honest rows refused by the words alone, for some thresholds.
// npx tsx --conditions=opora-source runtime/test/guards/support/read-across-authors.ts
import { fit, fittingSamples, furtherSamples, oddsOf } from './fit-evidence.ts';

const FOLDS = 4;
const authorOf = (row: string): string => row.split('-')[0] ?? '';

const samples = fittingSamples();
const written = furtherSamples();
const authors = [...new Set(samples.map(({ row }) => authorOf(row)))].sort();
const rows = new Map<string, { isAttack: boolean; odds: number }>();
for (let fold = 0; fold < FOLDS; fold += 1) {
  const held = new Set(authors.filter((_, index) => index % FOLDS === fold));
  const learnt = fit([...samples.filter(({ row }) => !held.has(authorOf(row))), ...written]);
  for (const sample of samples.filter(({ row }) => held.has(authorOf(row)))) {
    const row = rows.get(sample.row) ?? { isAttack: false, odds: Number.NEGATIVE_INFINITY };
    rows.set(sample.row, {
      isAttack: row.isAttack || sample.isAttack,
      odds: Math.max(row.odds, oddsOf(sample, learnt)),
    });
  }
}

function share(isAttack: boolean, language: string, threshold: number): string {
  const of = [...rows].filter(([id, row]) => row.isAttack === isAttack && id.includes(language));
  return (of.filter(([, { odds }]) => odds >= threshold).length / of.length).toFixed(3);
}

console.log(`${rows.size} rows by ${authors.length} authors, ${FOLDS} folds of authors`);
console.log('threshold  attacks recognised (ru, uk, en)  honest rows refused (ru, uk, en)');
for (const threshold of [-0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5]) {
  const line = (isAttack: boolean): string =>
    `${share(isAttack, '', threshold)} (${['-ru-', '-uk-', '-en-'].map((name) => share(isAttack, name, threshold)).join(', ')})`;
  console.log(`${threshold.toFixed(2).padStart(9)}  ${line(true)}      ${line(false)}`);
}
