import { faultPoints } from '../../core/fault-points.ts';
import type { TortureReport } from './torture-options.ts';

const mostViolations = 20;

/** The report as text for a person; `JSON.stringify(report)` is the one for a machine. */
export function renderTortureReport(report: TortureReport): string {
  return [
    renderHead(report),
    renderCoverage(report),
    renderVerdict(report),
    report.passed ? '' : renderFailure(report),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function renderHead({ seed, kills, disturbances, figures }: TortureReport): string {
  const trouble = Object.entries(disturbances).map(([name, count]) => `${count} ${name}`);
  const seconds = (figures.durationMs / 1000).toFixed(1);
  return [
    `seed ${seed}: ${kills.carried} of ${kills.planned} kills in ${seconds} s; ${trouble.join(', ')}`,
    `${figures.conversations} conversations, ${figures.messages} messages (${figures.redeliveries} redelivered), ` +
      `${figures.turns} turns, ${figures.timers} timers`,
    `${figures.sends} sends, ${figures.shown} shown, ${figures.effects} effects, ${figures.purchases} purchases ` +
      `(${figures.purchasesLost} in the allowed window: bought, not yet journalled)`,
    `the platform kept a call waiting for ${figures.platformLagMs} ms at most`,
  ].join('\n');
}

function renderCoverage({ coverage, unreached }: TortureReport): string {
  const lines = faultPoints.map((point, index) => {
    const mark =
      coverage[point] === 0 ? (unreached.includes(point) ? '  never reached' : '  not covered') : '';
    return `${String(index + 1).padStart(4)}  ${point.padEnd(24)}${String(coverage[point]).padStart(6)}${mark}`;
  });
  return ['   #  fault point              kills', ...lines].join('\n');
}

function renderVerdict({ verdict, passed }: TortureReport): string {
  const rows: readonly (readonly [string, number, string])[] = [
    ['lost', verdict.lost, 'messages, replies, timers, effects or writes that did not happen'],
    ['doubled', verdict.doubled, 'that happened twice'],
    ['reordered', verdict.reordered, 'that overtook an earlier one'],
    ['unresolved', verdict.unknownUnresolved, `of ${verdict.unknown} unknown outcomes, settled by no policy`],
    ['bought again', verdict.purchasesRepeated, 'steps that were in the journal'],
    ['stuck', verdict.stuck, 'never came to rest'],
    ['crashed', verdict.crashed, 'processes that ended by themselves'],
  ];
  const lines = rows.map(
    ([name, count, meaning]) => `${name.padEnd(14)}${String(count).padStart(6)}  ${meaning}`,
  );
  return [...lines, '', passed ? 'passed' : 'FAILED'].join('\n');
}

function renderFailure({ violations, reproduction, keptDatabase }: TortureReport): string {
  const shown = violations.slice(0, mostViolations).map(({ kind, conversation, detail }) => {
    return `  ${kind.padEnd(12)} ${conversation ?? '-'}: ${detail}`;
  });
  const more = violations.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(keptDatabase === null ? [] : [`database kept: ${keptDatabase}`]),
    ...(reproduction === null ? [] : [`again: ${reproduction}`]),
  ].join('\n');
}
