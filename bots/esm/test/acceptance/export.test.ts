import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../export/read-zip.ts';
import { isInstalled, runProgram } from '../export/statistics-programs.ts';
import { day, hour, Stage, type StagedStudy } from './support/stage.ts';

let stage: Stage;
let study: StagedStudy;
let folder: string;
/** Scheduled beeps that were not left out, and events. */
let units: { readonly beeps: number; readonly events: number };

beforeAll(async () => {
  stage = await Stage.open();
  study = await stage.openStudy({
    protocol: {
      waves: [{ name: 'main', startDay: 1, days: 3 }],
      schedules: [
        { kind: 'signal', name: 'day', count: 3 },
        { kind: 'event', name: 'meal' },
      ],
    },
  });
  const one = stage.web('keeps-diary');
  await one.join(study.code);
  await stage.nextBeep(one);
  await one.press(one.part.startBeep);
  await one.answerAll('the cold rim of a cup at my lip, "so to say"; = 1');
  await one.say('/event');
  await one.answerAll('a warm spoon in the hand');
  const skipped = await stage.nextBeep(one);
  await one.press(one.part.skipBeep);
  expect(skipped.sent).not.toBeNull();
  const other = stage.web('другой', 'ru');
  await other.join(study.code, 'America/New_York');
  await stage.advance(2 * day + hour);
  const [row] = await stage.installation.rows<{ beeps: number; events: number }>(
    `SELECT count(*) FILTER (WHERE kind <> 'event')::int AS beeps,
      count(*) FILTER (WHERE kind = 'event')::int AS events FROM esm_beeps WHERE NOT preview`,
  );
  units = row ?? { beeps: 0, events: 0 };
  const files = await stage.exportStudy(study, { training: true, texts: 'full' });
  folder = join(stage.installation.folder, 'an export');
  await mkdir(folder);
  for (const [name, content] of files) await writeFile(join(folder, name), content);
  expect(readCsv(files.get('beeps.csv'))).toHaveLength(units.beeps + units.events);
}, 120_000);

afterAll(() => stage?.close());

describe('scenario 22: the export that a researcher takes', () => {
  test('scenario 22: R loads it, labelled: rows = scheduled beeps + events', async () => {
    expect(isInstalled('Rscript'), 'R is missing: apt-get install r-base-core').toBe(true);
    await writeFile(
      join(folder, 'questions.R'),
      `source("import.R")
cat("units:", nrow(beeps), "\\n")
cat("events:", sum(beeps$kind == "event"), "\\n")
cat("label:", attr(beeps$mood, "label"), "\\n")
cat("anchors:", names(attr(beeps$mood, "labels")), "\\n")
cat("unlabelled:", sum(vapply(beeps, function(x) is.null(attr(x, "label")), TRUE)), "\\n")
`,
    );
    const { output, status } = runProgram('Rscript', ['questions.R'], folder);
    expect(status, output).toBe(0);
    expect(output).toContain(`units: ${units.beeps + units.events} \n`);
    expect(output).toContain(`events: ${units.events} \n`);
    expect(units.events).toBe(1);
    expect(output).toMatch(/label: .*mood/iu);
    expect(output).toMatch(/anchors: very bad excellent/u);
    expect(output).toContain('unlabelled: 0 ');
  });

  test('scenario 22: SPSS (PSPP) loads it, labelled: rows = scheduled beeps + events', async () => {
    expect(isInstalled('pspp'), 'PSPP is missing: apt-get install pspp').toBe(true);
    await writeFile(
      join(folder, 'questions.sps'),
      "INSERT FILE='import.sps'.\nSHOW N.\nFREQUENCIES VARIABLES=mood kind.\nDISPLAY DICTIONARY /VARIABLES=mood.\n",
    );
    const { output, status } = runProgram('pspp', ['-O', 'width=200', 'questions.sps'], folder);
    expect(status, output).toBe(0);
    expect(output).not.toMatch(/\b(error|warning)\b/iu);
    expect(output).toContain(`N is ${units.beeps + units.events}.`);
    expect(output).toMatch(/event\s*\|\s*1\b/u);
    expect(output).toContain('very bad');
    expect(output.replaceAll(/\s+/gu, ' ')).toMatch(/-99 THRU -96/u);
  });
});
