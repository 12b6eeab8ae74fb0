const KEPT = [
  'PATH',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'SYSTEMROOT',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
];

/**
 * The environment of every Postgres program: no `PG*` variable of the operator may redirect it, no secret of
 * the runtime is visible in it, and its messages are English so that they can be recognised.
 */
export function childEnvironment(source: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of KEPT) {
    const value = source[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
