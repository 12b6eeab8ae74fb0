import { createInterface } from 'node:readline/promises';
import type pg from 'pg';
import { hasData } from '../../postgres/database-use.ts';
import { print } from './output.ts';

/**
 * Whether what the database holds may go: it holds nothing, `--yes` was given, or a person at the terminal says so.
 * A no is told.
 */
export async function confirmLoss(
  pool: pg.Pool,
  question: string,
  { yes = false }: { readonly yes?: boolean },
): Promise<boolean> {
  if (yes || !(await hasData(pool)) || (await confirm(question))) return true;
  print('Nothing was changed.');
  return false;
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    print('The database holds data, and this is no terminal to ask at: add --yes if they may go.');
    return false;
  }
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await reader.question(`The database holds data. ${question} (yes/no) `);
  reader.close();
  return answer.trim().toLowerCase() === 'yes';
}
