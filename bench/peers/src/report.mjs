/** The outcome of a run, for people: one line a peer, its variants below it. */

/** @typedef {import('./isolate.mjs').Succeeded | import('./isolate.mjs').Failed} Outcome */
/** @typedef {import('./peer.mjs').Measurement} Measurement */

const HEAD = [
  'peer',
  'per second',
  'p50 ms',
  'p99 ms',
  'rows',
  'tuples',
  'WAL bytes',
  'node CPU ms',
  'turns',
];

/** From here on somebody else's work changes the figures. */
const BUSY_SHARE = 0.15;

/** @param {number | undefined} value @param {number} [digits] */
function cell(value, digits = 1) {
  if (value === undefined) return '–';
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** @param {string} name @param {Measurement} measured */
function toRow(name, measured) {
  return [
    name,
    cell(measured.turnsPerSecond, 0),
    cell(measured.p50Ms),
    cell(measured.p99Ms),
    cell(measured.rowsPerTurn),
    cell(measured.tuplesPerTurn),
    cell(measured.walBytesPerTurn, 0),
    cell(measured.cpuMsPerTurn, 2),
    cell(measured.turns, 0),
  ];
}

/** @param {Outcome} outcome */
function toRows(outcome) {
  if (outcome.status === 'failed') return [[outcome.peer, 'failed', ...HEAD.slice(2).map(() => '')]];
  const { result } = outcome;
  const variants = (result.variants ?? []).map((variant) => toRow(`  ${variant.variant}`, variant));
  return [toRow(outcome.peer, result), ...variants];
}

/** @param {readonly Outcome[]} outcomes @returns {string} */
export function toTable(outcomes) {
  const rows = [HEAD, ...outcomes.flatMap(toRows)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  lines.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '));
  return [...lines, ...outcomes.flatMap(toDetails)].join('\n');
}

/** @param {Outcome} outcome @returns {string[]} */
function toDetails(outcome) {
  const title = ['', `${outcome.peer} ${outcome.version}`];
  if (outcome.status === 'failed') return [...title, `  failed: ${outcome.reason}`];
  const notes = outcome.result.notes.map((note) => `  - ${note}`);
  if (outcome.busyBefore < BUSY_SHARE) return [...title, ...notes];
  const percent = Math.round(outcome.busyBefore * 100);
  return [...title, `  ! the machine was ${percent} % busy before it started: measure again`, ...notes];
}
