import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judge } from './figure.ts';
import type { Report } from './report.ts';

// Both `src/` and `dist/` lie in the package's folder.
const folder = fileURLToPath(new URL('../baselines', import.meta.url));

/** Writes the report to `bench/baselines/<date>.json`; returns the file. */
export async function saveBaseline(report: Report): Promise<string> {
  const measuredAt = new Date().toISOString();
  const figures = Object.fromEntries(
    report.figures.map((figure) => [
      figure.name,
      {
        value: Number(figure.value.toPrecision(4)),
        unit: figure.unit,
        ...(figure.target === undefined ? {} : { target: figure.target, verdict: judge(figure) }),
      },
    ]),
  );
  const file = join(folder, `${measuredAt.slice(0, 10)}.json`);
  await mkdir(folder, { recursive: true });
  const { machine, faults, notes } = report;
  await writeFile(file, `${JSON.stringify({ measuredAt, machine, figures, faults, notes }, null, 2)}\n`);
  return file;
}
