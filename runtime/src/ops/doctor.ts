import type { HealthReport, HealthStatus } from './health.ts';

const marks: Readonly<Record<HealthStatus, string>> = { healthy: '✅', degraded: '⚠️ ', unhealthy: '❌' };
const exitCodes: Readonly<Record<HealthStatus, 0 | 1 | 2>> = { healthy: 0, degraded: 1, unhealthy: 2 };

/** The report as lines for people: a mark, the check, what was found and, below, what to do. */
export function formatDoctor(report: HealthReport): string {
  const width = Math.max(0, ...report.checks.map((check) => check.name.length));
  const lines = report.checks.flatMap((check) => {
    const line = `${marks[check.status]} ${check.name.padEnd(width)}  ${check.message} (${check.durationMs} ms)`;
    return check.advice === undefined ? [line] : [line, `   ${' '.repeat(width)}  → ${check.advice}`];
  });
  return [...lines, '', `${marks[report.status]} ${report.status}`].join('\n');
}

/** Exit code of `opora doctor`: 0 healthy, 1 degraded, 2 unhealthy. */
export function doctorExitCode(report: HealthReport): 0 | 1 | 2 {
  return exitCodes[report.status];
}
