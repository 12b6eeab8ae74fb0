import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestRuntime, noon, type TestRuntime } from '../fakes/bot-runtime.ts';
import { countUnits, type Exported, exportStudy, makeResearchStudy } from './export-study.ts';
import { readCsv } from './read-zip.ts';
import { isInstalled, runProgram, unpack } from './statistics-programs.ts';

let runtime: TestRuntime;
let whole: Exported;

beforeAll(async () => {
  runtime = await createTestRuntime(noon);
  await makeResearchStudy(runtime, 'research');
  whole = await exportStudy(runtime, 'research', {
    texts: 'full',
    training: true,
    delimiter: ';',
    bom: true,
  });
});

afterAll(() => runtime?.close());

const script = (): string => whole.files.get('import.R')?.toString('utf8') ?? '';

/** What the test asks R after loading; one line of `name: answer` each. */
const questions = `source("import.R")
say <- function(name, ...) cat(name, ": ", paste(..., collapse = " "), "\\n", sep = "")
say("units", nrow(beeps))
say("items", nrow(items))
say("label", attr(beeps$mood, "label"))
say("values", names(attr(beeps$mood, "labels")), attr(beeps$mood, "labels"))
say("second", names(attr(beeps$mood.v2, "labels")))
say("codes", table(factor(beeps_coded$mood, levels = -99:-96)))
say("missing", sum(is.na(beeps$mood)))
say("lowest", min(beeps$mood, na.rm = TRUE))
say("unclear", sum(!is.na(beeps$change)), sum(beeps$change.status == "answered"))
say("class", class(beeps$planned_utc)[1], attr(beeps$planned_utc, "tzone"))
say("first", format(beeps$planned_utc[1], "%Y-%m-%d %H:%M:%S"))
say("words", beeps$moment_capture.first[!is.na(beeps$moment_capture.first)][1])
say("unlabelled", sum(vapply(beeps, function(x) is.null(attr(x, "label")), TRUE)))
say("place", names(attr(beeps$place, "labels")))
`;

const answersOf = (output: string): ReadonlyMap<string, string> =>
  new Map(
    [...output.matchAll(/^(\w+): (.*)$/gmu)].map(([, name = '', answer = '']) => [name, answer.trim()]),
  );

if (isInstalled('Rscript')) {
  test('scenario 22: R loads the export, labelled: rows = scheduled beeps + events', async () => {
    const folder = await unpack(runtime, whole, { 'questions.R': questions });
    const { output, status } = runProgram('Rscript', ['questions.R'], folder);
    expect(status, output).toBe(0);
    const answers = answersOf(output);
    const beeps = readCsv(whole.files.get('beeps.csv'), ';');
    expect(answers.get('units')).toBe(String(await countUnits(runtime, 'research', true)));
    expect(answers.get('items')).toBe(String(whole.items));
    expect(answers.get('label')).toBe('What was your mood in that moment?');
    expect(answers.get('values')).toBe('very bad 1 excellent 7');
    expect(answers.get('second')).toBe('worst best');
    const count = (code: number) => beeps.filter(({ mood }) => Number(mood) === code).length;
    const codes = [-99, -98, -97, -96].map(count);
    expect(answers.get('codes')).toBe(codes.join(' '));
    expect(answers.get('missing')).toBe(String(codes.reduce((sum, each) => sum + each, 0)));
    expect(Number(answers.get('lowest'))).toBeGreaterThanOrEqual(1);
    const [known, answered] = (answers.get('unclear') ?? '').split(' ');
    expect(Number(known)).toBeGreaterThan(0);
    expect(known).toBe(answered);
    expect(answers.get('class')).toBe('POSIXct UTC');
    expect(answers.get('first')).toBe(beeps[0]?.planned_utc?.slice(0, 19));
    expect(answers.get('words')).toBe(
      beeps.find((row) => row['moment_capture.first'] !== '')?.['moment_capture.first'],
    );
    expect(answers.get('unlabelled')).toBe('0');
    expect(answers.get('place')).toBe('inside outside in between');
  });

  test('R loads an empty study too', async () => {
    const empty = await exportStudy(runtime, 'research', { from: '2000-01-01', to: '2000-01-01' });
    const { output, status } = runProgram('Rscript', ['import.R'], await unpack(runtime, empty, {}));
    expect(status, output).toBe(0);
    expect(output).toContain('beeps: 0 rows');
  });
} else {
  test('R IS MISSING: scenario 22 was NOT run in R. Install r-base-core. Only the form of import.R was checked', () => {
    console.warn(
      'R IS MISSING: import.R was not run. apt-get install r-base-core, then run this test again.',
    );
    expect(script()).toMatch(/^beeps_coded <- read_table\("beeps\.csv"/mu);
  });
}

test('import.R is plain ASCII, names every column, and its brackets and quotes match', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  expect(script()).toMatch(/^[\x00-\x7f]*$/);
  const bare = script()
    .replace(/"(?:\\.|[^"\\])*"/gu, '')
    .replace(/#.*$/gmu, '');
  expect(bare).not.toContain('"');
  for (const [open, close] of ['()', '{}', '[]']) {
    expect(bare.split(open ?? '').length).toBe(bare.split(close ?? '').length);
  }
  const [header = ''] = (whole.files.get('beeps.csv')?.toString('utf8') ?? '')
    .replace('\ufeff', '')
    .split('\r\n');
  for (const column of header.split(';')) expect(script()).toContain(`"${column}" = "`);
});
