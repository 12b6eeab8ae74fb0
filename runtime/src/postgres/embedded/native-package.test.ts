import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findNativePackage } from './native-package.ts';
import { chooseRunAs } from './run-as.ts';
import { renderConfiguration } from './settings.ts';
import { makeFolder } from './test-setup.ts';

test('a platform without a build is told to set DATABASE_URL', () => {
  for (const [platform, architecture] of [
    ['linux', 'riscv64'],
    ['win32', 'arm64'],
    ['sunos', 'x64'],
  ] as const) {
    expect(() => findNativePackage(platform, architecture)).toThrow(/DATABASE_URL/);
  }
});

test('finds the package of this machine and its major version', () => {
  expect(findNativePackage()).toMatchObject({ major: 18 });
});

test('root drops to nobody, else to the first ordinary user', async () => {
  const folder = await makeFolder();
  if (process.getuid?.() !== 0) {
    expect(chooseRunAs(join(folder, 'none')).uid).toBeNull();
    return;
  }
  const passwd = join(folder, 'passwd');
  await writeFile(passwd, 'root:x:0:0::/root:/bin/sh\nbin:x:2:2::/:/bin/sh\nnobody:x:99:98::/:/bin/false\n');
  expect(chooseRunAs(join(folder, 'none'), passwd)).toMatchObject({ name: 'nobody', uid: 99, gid: 98 });
  await writeFile(passwd, 'root:x:0:0::/root:/bin/sh\nbin:x:2:2::/:/bin/sh\n');
  expect(chooseRunAs(join(folder, 'none'), passwd)).toMatchObject({ name: 'bin', uid: 2 });
  await writeFile(passwd, 'root:x:0:0::/root:/bin/sh\n');
  expect(() => chooseRunAs(join(folder, 'none'), passwd)).toThrow(/ordinary user/);
});

test('quotes paths and values of the configuration', () => {
  const text = renderConfiguration({ kind: 'socket', folder: `/a "b", c's` }, { work_mem: "1'MB\\" }, '18');
  expect(text).toContain(`unix_socket_directories = '"/a ""b"", c''s"'`);
  expect(text).toContain("work_mem = '1''MB\\\\'");
});
