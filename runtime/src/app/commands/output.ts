/** An answer of a command, on stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** An answer for machines. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** Why something was not done, on stderr: what stdout holds is an answer, for machines too. */
export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A sign of life on long work, on stderr; only on a terminal. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`  ${text}\n`);
}
