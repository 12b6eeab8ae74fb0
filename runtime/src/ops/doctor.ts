import type { CheckReport, HealthReport, HealthStatus } from './health.ts';

const marks: Readonly<Record<HealthStatus, string>> = { healthy: '✅', degraded: '⚠️ ', unhealthy: '❌' };
const exitCodes: Readonly<Record<HealthStatus, 0 | 1 | 2>> = { healthy: 0, degraded: 1, unhealthy: 2 };

/**
 * The report as lines for people: a mark, the check, what was found and, below, what to do. A fault that several checks
 * met is said once, with their names.
 */
export function formatDoctor(report: HealthReport): string {
  const width = Math.max(0, ...report.checks.map((check) => check.name.length));
  const below = ' '.repeat(width + 3);
  const lines = gatherFaults(report.checks).flatMap(([check, ...others]) => {
    const { status, name, message, durationMs, advice } = check;
    return [
      `${marks[status]} ${name.padEnd(width)}  ${message} (${durationMs} ms)`,
      ...(others.length === 0 ? [] : [`${below}  the same: ${others.map((other) => other.name).join(', ')}`]),
      ...(advice === undefined ? [] : [`${below}  → ${advice}`]),
    ];
  });
  return [...lines, '', `${marks[report.status]} ${report.status}`].join('\n');
}

type Gathered = [first: CheckReport, ...others: CheckReport[]];

/** Each check by itself, but those that are unhealthy with the same words together. */
function gatherFaults(checks: readonly CheckReport[]): readonly Gathered[] {
  const groups = new Map<string, Gathered>();
  for (const check of checks) {
    const key = check.status === 'unhealthy' ? check.message : check.name;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [check]);
    else group.push(check);
  }
  return [...groups.values()];
}

/** Exit code of `opora doctor`: 0 healthy, 1 degraded, 2 unhealthy. */
export function doctorExitCode(report: HealthReport): 0 | 1 | 2 {
  return exitCodes[report.status];
}
