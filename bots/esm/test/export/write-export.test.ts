import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flowOctant, flowStandard } from '../../src/flow/flow-octant.ts';
import { createTestRuntime, noon, type TestRuntime } from '../fakes/bot-runtime.ts';
import { makeStudy } from '../fakes/make-study.ts';
import { countUnits, type Exported, exportStudy, makeResearchStudy, sealText } from './export-study.ts';
import { readCsv, readJsonLines } from './read-zip.ts';

let runtime: TestRuntime;
let whole: Exported;
/** Words with everything that CSV, spreadsheets and scripts trip over. */
const nasty = '=HYPERLINK("http://evil.example","x"),\r\n<b>two; "lines"</b>\t🙂 \u2028 +7 (999) 123-45-67';

beforeAll(async () => {
  runtime = await createTestRuntime(noon);
  await makeResearchStudy(runtime, 'research');
  await runtime.pool.query(
    `UPDATE esm_answers SET final_sealed = $1 WHERE (conversation_id, response_id, item_id) = ($2, $3, 'moment_capture')`,
    await nastyAnswer(),
  );
  whole = await exportStudy(runtime, 'research', { texts: 'full', training: true });
});

afterAll(() => runtime?.close());

async function nastyAnswer(): Promise<unknown[]> {
  const { rows } = await runtime.pool.query(
    `SELECT a.conversation_id::text, a.response_id FROM esm_answers a JOIN esm_responses r USING (conversation_id, response_id)
    WHERE r.study_id = 'research' AND a.item_id = 'moment_capture' AND a.status = 'answered' AND NOT r.is_training
    ORDER BY 1, 2 LIMIT 1`,
  );
  const { conversation_id: conversationId, response_id: responseId } = rows[0];
  const place = { conversationId, responseId, itemId: 'moment_capture', column: 'final_sealed' } as const;
  return [sealText(nasty, place), conversationId, responseId];
}

const text = ({ files }: Exported, name: string): string =>
  (files.get(name) ?? Buffer.alloc(0)).toString('utf8');

test('the ZIP holds every file, and the manifest knows size, rows and SHA-256 of each other one', () => {
  expect([...whole.files.keys()].sort()).toEqual([
    ...[
      'beeps-spss.csv',
      'beeps.csv',
      'beeps.jsonl',
      'codebook.csv',
      'codebook.json',
      'import.R',
      'import.sps',
    ],
    ...['items.csv', 'items.jsonl', 'manifest.json', 'methods.md'],
  ]);
  const manifest = JSON.parse(text(whole, 'manifest.json'));
  expect(manifest.files).toHaveLength(whole.files.size - 1);
  for (const { name, bytes, sha256 } of manifest.files) {
    const content = whole.files.get(name) ?? Buffer.alloc(0);
    expect([content.length, createHash('sha256').update(content).digest('hex')], name).toEqual([
      bytes,
      sha256,
    ]);
  }
  const rowsOf = (name: string) => manifest.files.find((file: { name: string }) => file.name === name)?.rows;
  expect([rowsOf('beeps.csv'), rowsOf('beeps.jsonl')]).toEqual([whole.beeps, whole.beeps]);
  expect([rowsOf('items.csv'), rowsOf('items.jsonl')]).toEqual([whole.items, whole.items]);
  expect(manifest.leftOut).toEqual({ previewBeeps: 6, trainingBeeps: 0, extraSurveys: 6 });
  expect(
    manifest.versions.map((one: { kind: string; version: number }) => `${one.kind} ${one.version}`),
  ).toEqual([...['instrument 1', 'instrument 2', 'protocol 1']]);
});

test('rows are the scheduled beeps and the events: missed ones included, previews never, training on request', async () => {
  const beeps = readCsv(whole.files.get('beeps.csv'));
  expect(beeps).toHaveLength(await countUnits(runtime, 'research', true));
  expect(new Set(beeps.map(({ kind }) => kind))).toEqual(new Set(['signal', 'once', 'event']));
  expect(beeps.some(({ beep_id }) => beep_id?.startsWith('preview'))).toBe(false);
  expect(new Set(beeps.map(({ beep_id }) => beep_id)).size).toBe(beeps.length);
  const usual = await exportStudy(runtime, 'research');
  const rows = readCsv(usual.files.get('beeps.csv'));
  expect(rows).toHaveLength(await countUnits(runtime, 'research', false));
  expect(rows.length).toBeLessThan(beeps.length);
  expect(new Set(rows.map(({ is_training }) => is_training))).toEqual(new Set(['0']));
  expect(JSON.parse(text(usual, 'manifest.json')).leftOut.trainingBeeps).toBe(beeps.length - rows.length);
});

test('CSV and JSONL hold the same cells under the same names; JSONL is exact', () => {
  for (const table of ['beeps', 'items']) {
    const csv = readCsv(whole.files.get(`${table}.csv`));
    const jsonl = readJsonLines(whole.files.get(`${table}.jsonl`));
    expect(jsonl).toHaveLength(csv.length);
    const different = csv.flatMap((row, index) =>
      Object.entries(row).filter(([column, cell]) => {
        const exact = jsonl[index]?.[column];
        const shown = exact === undefined ? '' : String(exact);
        return cell !== shown && cell !== `'${shown}`;
      }),
    );
    expect(different).toEqual([]);
  }
  const finals = readJsonLines(whole.files.get('items.jsonl')).map(({ final_text }) => final_text);
  expect(finals).toContain(nasty);
});

test('a formula is harmless in CSV and whole in JSONL; the file for SPSS keeps a row on a line', () => {
  const cells = readCsv(whole.files.get('beeps.csv')).map((row) => row['moment_capture.final']);
  expect(cells).toContain(`'${nasty}`);
  const spss = text(whole, 'beeps-spss.csv');
  expect(spss.trimEnd().split(/\r\n/)).toHaveLength(whole.beeps + 1);
  expect(spss).toContain(' ⏎ <b>two; ""lines""</b>');
});

test('every item of a response has a row, with its status, order and latency', () => {
  const items = readCsv(whole.files.get('items.csv'));
  const byResponse = new Map<string, Record<string, string>[]>();
  for (const item of items) {
    byResponse.set(item.response_id ?? '', [...(byResponse.get(item.response_id ?? '') ?? []), item]);
  }
  const answered = readCsv(whole.files.get('beeps.csv')).filter(({ response_id }) => response_id !== '');
  expect(byResponse.size).toBe(answered.length);
  for (const beep of answered) {
    const rows = byResponse.get(beep.response_id ?? '') ?? [];
    const ordered = rows
      .filter(({ order }) => order !== '')
      .sort((one, other) => Number(one.order) - Number(other.order));
    const order = (beep.order ?? '')
      .split(' ')
      .map((id) => (id === 'status' || id === 'with' ? `${id}.item` : id));
    expect(ordered.map(({ item }) => item?.replace('.v2', ''))).toEqual(order);
    for (const row of rows) {
      if (row.item === 'before' || row.item === 'after') continue;
      expect([beep[row.item ?? ''], beep[`${row.item}.status`], beep[`${row.item}.latency`]]).toEqual([
        ...[row.value, row.status, row.latency],
      ]);
    }
  }
});

test('a changed scale is another variable; names that are taken, or words of SPSS, get another name', () => {
  const [first = {}, ...others] = readCsv(whole.files.get('beeps.csv'));
  const columns = Object.keys(first);
  expect(columns).toEqual(
    expect.arrayContaining(['mood', 'mood.v2', 'status.item', 'with.item', 'drinks.option_tea']),
  );
  expect(columns).not.toContain('before');
  for (const row of [first, ...others].filter(({ response_id }) => response_id !== '')) {
    const other = row.instrument_version === '1' ? 'mood.v2' : 'mood';
    expect([row[other], row[`${other}.status`]]).toEqual(['-98', 'not_shown']);
    expect(Number(row.place) <= 3).toBe(true);
  }
});

test('flow is the octant of the person’s own standard after training', async () => {
  const beeps = readCsv(whole.files.get('beeps.csv'));
  const people = new Map<string, (typeof beeps)[number][]>();
  for (const beep of beeps)
    people.set(beep.pseudonym ?? '', [...(people.get(beep.pseudonym ?? '') ?? []), beep]);
  let octants = 0;
  for (const rows of people.values()) {
    const both = rows.filter(
      (row) => row['skill.status'] === 'answered' && row['challenge.status'] === 'answered',
    );
    const values = (row: Record<string, string>) => ({
      skill: Number(row.skill),
      challenge: Number(row.challenge),
    });
    const standard = flowStandard(both.filter(({ is_training }) => is_training === '0').map(values));
    for (const row of rows) {
      const expected = both.includes(row) ? flowOctant(standard, values(row)) : null;
      expect(row.flow).toBe(expected ?? '');
      octants += expected === null ? 0 : 1;
    }
  }
  expect(octants).toBeGreaterThan(10);
});

test('candidates and confirmations stand apart', () => {
  const beeps = readCsv(whole.files.get('beeps.csv'));
  const coded = beeps.filter(({ coders }) => coders === '1');
  expect(coded.length).toBeGreaterThan(5);
  for (const row of beeps) {
    const decided = ['confirmed', 'rejected', 'unsure'].map((decision) => row[`feeling.${decision}`]);
    if (row.coders === '0') expect(decided).toEqual(['', '', '']);
    else expect(decided.map(Number).reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(1);
    if (Number(row['feeling.candidate']) > 0)
      expect(row['moment_capture.final_candidates']).toContain('feeling(');
  }
});

test('instants stand in UTC, in local time and with the offset; delays are their differences', () => {
  for (const row of readCsv(whole.files.get('beeps.csv'))) {
    for (const what of ['planned', 'sent', 'opened', 'completed', 'expired', 'closed']) {
      const at = (column: string) => Date.parse(`${row[column]?.replace(' ', 'T')}Z`);
      if (row[`${what}_utc`] === '') expect([row[`${what}_local`], row[`${what}_offset`]]).toEqual(['', '']);
      else expect(at(`${what}_local`) - at(`${what}_utc`)).toBe(Number(row[`${what}_offset`]) * 60_000);
    }
    const seconds = (from?: string, to?: string) => (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 1000;
    if (row.delay !== '') expect(Number(row.delay)).toBeCloseTo(seconds(row.sent_utc, row.opened_utc), 3);
    if (row.status === 'expired') expect(row.expired_utc).not.toBe('');
    else expect(row.expired_utc).toBe('');
  }
});

test('without texts no words leave: counts of characters and words stand for them', async () => {
  const { files } = await exportStudy(runtime, 'research', { training: true });
  expect(files.has('beeps-spss.csv')).toBe(false);
  const words = new Set<string>();
  for (const name of ['beeps.jsonl', 'items.jsonl']) {
    for (const row of readJsonLines(whole.files.get(name))) {
      for (const [column, cell] of Object.entries(row)) {
        // Short answers ("alone") are words of column names too.
        if (/(first|final)(_text)?$/.test(column) && String(cell).length > 12) words.add(String(cell));
      }
    }
  }
  expect(words.size).toBeGreaterThan(20);
  for (const [name, content] of files) {
    const searched = content.toString('utf8');
    expect(
      [...words].filter((word) => searched.includes(word)),
      name,
    ).toEqual([]);
  }
  const counted = readCsv(files.get('beeps.csv')).filter(
    (row) => row['moment_capture.status'] === 'answered',
  );
  for (const row of counted) expect(Number(row['moment_capture.characters'])).toBeGreaterThan(0);
});

test('redacted texts lose personal data and keep the rest', async () => {
  const { files } = await exportStudy(runtime, 'research', { texts: 'redacted', training: true });
  const finals = readJsonLines(files.get('items.jsonl')).map(({ final_text }) => String(final_text));
  expect(finals.join('\n')).not.toContain('123-45-67');
  expect(finals.some((final) => final.includes('two; "lines"'))).toBe(true);
});

test('dates cut at both ends, and a semicolon and a byte order mark are there when asked for', async () => {
  const all = readCsv(whole.files.get('beeps.csv')).filter(({ is_training }) => is_training === '0');
  const dates = [...new Set(all.map(({ local_date }) => local_date ?? ''))].sort();
  const [from = '', to = ''] = [dates[1], dates[2]];
  const cut = await exportStudy(runtime, 'research', { from, to, bom: true, delimiter: ';' });
  const rows = readCsv(cut.files.get('beeps.csv'), ';');
  expect(rows.map(({ beep_id }) => beep_id)).toEqual(
    all.filter(({ local_date = '' }) => local_date >= from && local_date <= to).map(({ beep_id }) => beep_id),
  );
  for (const name of ['beeps.csv', 'items.csv', 'codebook.csv']) {
    expect(cut.files.get(name)?.subarray(0, 3).toString('hex'), name).toBe('efbbbf');
  }
});

test('pages change nothing: people with more rows than a page come whole and in order', async () => {
  await makeStudy(runtime, { studyId: 'long' });
  await runtime.pool.query(
    `INSERT INTO esm_participants (conversation_id, language, status, consent_version, consent_language, consent_text_hash,
      consent_parts, agreed_at, created_at, study_id, pseudonym)
    SELECT 1000 + n, 'en', 'active', 1, 'en', 'x', '{}', now(), now(), 'long', 'P' || lpad(n::text, 3, '0')
    FROM generate_series(1, 23) AS n`,
  );
  await runtime.pool.query(
    `INSERT INTO esm_beeps (conversation_id, beep_id, study_id, schedule, kind, study_day, local_date, number, plan_version,
      seed_reference, zone, status, planned_at, timing)
    SELECT 1000 + p, 'b' || n, 'long', 'day', 'signal', n, date '2026-01-01' + n, 1, 1, 'x', 'UTC', 'missed',
      timestamptz '2026-01-01' + (n / 2) * interval '1 second' + interval '0.000123 second', '{}'
    FROM generate_series(1, 23) AS p, generate_series(1, 700) AS n WHERE n <= 700 - 25 * p OR p % 7 = 0`,
  );
  const { rows } = await runtime.pool.query(
    `SELECT pseudonym, beep_id FROM esm_beeps JOIN esm_participants USING (conversation_id)
    WHERE esm_beeps.study_id = 'long' ORDER BY pseudonym, planned_at, beep_id COLLATE "C"`,
  );
  const { files, beeps, items } = await exportStudy(runtime, 'long');
  expect([beeps, items]).toEqual([rows.length, 0]);
  const read = readCsv(files.get('beeps.csv')).map(({ pseudonym, beep_id }) => ({ pseudonym, beep_id }));
  expect(read).toEqual(rows);
});

test('an empty study has columns and no rows', async () => {
  await makeStudy(runtime, { studyId: 'empty' });
  const { files, beeps } = await exportStudy(runtime, 'empty');
  expect(beeps).toBe(0);
  expect(text({ files, beeps, items: 0, path: '' }, 'beeps.csv')).toMatch(
    /^pseudonym,excluded,.*,mood,.*,flow,coders,.*\r\n$/,
  );
});

test('words that do not open, and a stop, end the export and leave nothing behind', async () => {
  const broken = exportStudy(
    runtime,
    'research',
    { texts: 'full' },
    {
      openText: () => {
        throw new Error('sealed by another key');
      },
    },
  );
  await expect(broken).rejects.toThrow('sealed by another key');
  const stopping = new AbortController();
  const stopped = exportStudy(
    runtime,
    'research',
    {},
    { signal: stopping.signal, onProgress: () => stopping.abort(new Error('stop')) },
  );
  await expect(stopped).rejects.toThrow('stop');
  await expect(exportStudy(runtime, 'nowhere')).rejects.toMatchObject({ code: 'esm_export_study_missing' });
  const { path } = await exportStudy(runtime, 'empty');
  expect(await readdir(dirname(path))).toEqual(['export.zip']);
  for (const folder of await readdir(await runtime.files())) {
    const left = await readdir(`${await runtime.files()}/${folder}`);
    expect(
      left.filter((name) => name !== 'export.zip'),
      folder,
    ).toEqual([]);
  }
});
