import { createInterface } from 'node:readline';
import type pg from 'pg';
import { hasData } from '../../postgres/database-use.ts';
import { complain } from './output.ts';

/**
 * Whether what the database holds may go: it holds nothing, `--yes` was given, or a person at the terminal says so.
 * A no is told; the end of the input is one.
 */
export async function confirmLoss(
  pool: pg.Pool,
  question: string,
  { yes = false }: { readonly yes?: boolean },
): Promise<boolean> {
  if (yes || !(await hasData(pool)) || (await confirm(question))) return true;
  complain('Nothing was changed.');
  return false;
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    complain('The database holds data, and this is no terminal to ask at: add --yes if they may go.');
    return false;
  }
  const prompt = `The database holds data. ${question} (yes/no) `;
  const reader = createInterface({ input: process.stdin, output: process.stderr, prompt });
  reader.prompt();
  for await (const answer of reader) return answer.trim().toLowerCase() === 'yes';
  // The input has ended, by Ctrl+D or Ctrl+C: the cursor still stands behind the question.
  complain('');
  return false;
}
