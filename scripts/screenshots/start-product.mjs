// The built product as a process of its own, on a folder of its own.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../prepare.mjs';

const program = join(root, 'runtime/dist/cli.js');

/** Starts it on an empty folder; resolves once it says what to open. */
export async function startProduct() {
  const folder = mkdtempSync(join(tmpdir(), 'opora-screenshots-'));
  const env = {
    ...process.env,
    ...{ OPORA_DATA_DIR: folder, OPORA_BOTS: 'esm', PORT: '0', HOST: '127.0.0.1' },
    // One person at a time is quick here.
    ...{ OPORA_MESSAGES_PER_MINUTE: '0', OPORA_MESSAGES_PER_HOUR: '0' },
  };
  const child = spawn(process.execPath, [program, 'start'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const url = await readAddress(child);
  return {
    url,
    /** Token of the demo's researcher. */
    token: readFileSync(join(folder, 'files/esm/researcher-token'), 'utf8').trim(),
    /** Runs `opora …` beside it. */
    opora(...argv) {
      const { status, stderr } = spawnSync(process.execPath, [program, ...argv], { cwd: root, env });
      if (status !== 0) throw new Error(`opora ${argv.join(' ')} ended with ${status}:\n${stderr}`);
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.send('shutdown');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readAddress(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (text) => {
      output += text;
      const url = /Open\s+(http:\/\/\S+)/.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('exit', (code) => reject(new Error(`opora ended with ${code}:\n${output}`)));
  });
}
