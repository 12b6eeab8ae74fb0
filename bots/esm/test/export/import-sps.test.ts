import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestRuntime, noon, type TestRuntime } from '../fakes/bot-runtime.ts';
import { countUnits, type Exported, exportStudy, makeResearchStudy, openText } from './export-study.ts';
import { readCsv } from './read-zip.ts';
import { isInstalled, runProgram, unpack } from './statistics-programs.ts';

let runtime: TestRuntime;
let whole: Exported;
let plain: Exported;

beforeAll(async () => {
  runtime = await createTestRuntime(noon);
  await makeResearchStudy(runtime, 'research');
  // One word of every person holds line breaks: SPSS reads a row a line.
  whole = await exportStudy(
    ...([
      runtime,
      'research',
      { texts: 'full', training: true, delimiter: ';', bom: true },
      {
        openText: (sealed: Uint8Array, place: Parameters<typeof openText>[1]) =>
          `=${openText(sealed, place)}\r\n"second"; line`,
      },
    ] as const),
  );
  plain = await exportStudy(runtime, 'research');
});

afterAll(() => runtime?.close());

const script = (): string => whole.files.get('import.sps')?.toString('utf8') ?? '';

const questions = `INSERT FILE='import.sps'.
SHOW N.
DISPLAY DICTIONARY /VARIABLES=mood mood.v2 place change planned_utc.
FREQUENCIES VARIABLES=mood /FORMAT=NOTABLE.
FREQUENCIES VARIABLES=mood kind.
DESCRIPTIVES VARIABLES=mood change /STATISTICS=MINIMUM MAXIMUM.
LIST VARIABLES=pseudonym planned_utc moment_capture.first /CASES=FROM 1 TO 3.
`;

if (isInstalled('pspp')) {
  test('scenario 22: SPSS (PSPP) loads the export, labelled: rows = scheduled beeps + events', async () => {
    const folder = await unpack(runtime, whole, { 'questions.sps': questions });
    const { output, status } = runProgram('pspp', ['-O', 'width=200', 'questions.sps'], folder);
    expect(status, output).toBe(0);
    expect(output).not.toMatch(/\b(error|warning)\b/iu);
    const beeps = readCsv(whole.files.get('beeps.csv'), ';');
    expect(output).toContain(`N is ${await countUnits(runtime, 'research', true)}.`);
    // The question as label, the anchors and the codes as value labels, the codes as missing values.
    expect(output).toMatch(/What was your mood in that moment\?/u);
    expect(output.replace(/\s+/gu, ' ')).toMatch(/-99 THRU -96/u);
    for (const label of [
      'very bad',
      'excellent',
      'worst',
      'best',
      'in between',
      'not reached',
      'no response',
    ]) {
      expect(output, label).toContain(label);
    }
    const valid = beeps.filter((row) => row['mood.status'] === 'answered').length;
    expect(output).toMatch(new RegExp(`N Valid\\s*\\|\\s*${valid}\\b`, 'u'));
    expect(output).toMatch(new RegExp(`Missing\\s*\\|\\s*${beeps.length - valid}\\b`, 'u'));
    for (const kind of ['signal', 'once', 'event']) {
      const count = beeps.filter((row) => row.kind === kind).length;
      expect(output).toMatch(new RegExp(`${kind}\\s*\\|\\s*${count}\\b`, 'u'));
    }
    expect(output).toContain(beeps[0]?.planned_utc?.slice(0, 23));
    expect(output).toContain(' ⏎ "second"; line');
  });

  test('PSPP loads an export without texts from beeps.csv, and an empty one, without a complaint', async () => {
    const empty = await exportStudy(runtime, 'research', { from: '2000-01-01', to: '2000-01-01' });
    for (const [exported, rows] of [
      [plain, plain.beeps],
      [empty, 0],
    ] as const) {
      const folder = await unpack(runtime, exported, {
        'count.sps': "INSERT FILE='import.sps'.\nCOMPUTE one = 1.\nSHOW N.\n",
      });
      const { output, status } = runProgram('pspp', ['count.sps'], folder);
      expect(status, output).toBe(0);
      expect(output).not.toMatch(/\b(error|warning)\b/iu);
      if (rows > 0) expect(output).toContain(`N is ${rows}.`);
    }
  });
} else {
  test('PSPP IS MISSING: scenario 22 was NOT run in SPSS. Install pspp. Only the form of import.sps was checked', () => {
    console.warn('PSPP IS MISSING: import.sps was not run. apt-get install pspp, then run this test again.');
    expect(script().split("'").length % 2).toBe(1);
    expect(script()).toContain('MISSING VALUES mood (-99 THRU -96).');
  });
}

test('import.sps declares every column of its file in order, ends its commands, and closes its quotes', () => {
  for (const [exported, file, delimiter] of [
    [whole, 'beeps-spss.csv', ';'],
    [plain, 'beeps.csv', ','],
  ] as const) {
    const syntax = exported.files.get('import.sps')?.toString('utf8') ?? '';
    const [header = ''] = (exported.files.get(file)?.toString('utf8') ?? '')
      .replace('\ufeff', '')
      .split('\r\n');
    expect(syntax).toContain(`/FILE='${file}'`);
    expect(syntax).toContain(`/DELIMITERS='${delimiter}'`);
    const declared = [...syntax.matchAll(/^ {4}(\S+) (?:A\d+|F\d+\.\d+|YMDHMS23\.3)\.?$/gmu)].map(
      ([, name]) => name,
    );
    expect(declared).toEqual(header.split(delimiter));
    for (const line of syntax.split('\n'))
      expect(line.replaceAll("''", '').split("'").length % 2, line).toBe(1);
    expect(syntax.trimEnd().endsWith('EXECUTE.')).toBe(true);
  }
});
