import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Config, loadConfig, printConfig } from './config.ts';
import type { SettingDefinition } from './config-setting.ts';

const key: SettingDefinition = {
  name: 'DATA_KEY',
  type: 'text',
  default: null,
  secret: true,
  generated: { bytes: 32 },
  shape: { pattern: /^[A-Za-z0-9+/]{43}=$/, means: '32 bytes as base64' },
  description: 'Locks what people wrote.',
  example: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
};
const hosts: SettingDefinition = {
  ...{ name: 'HOSTS', type: 'list', default: ['a', 'b'], description: 'Hosts.', example: 'a' },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'opora secrets '));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const load = (dataDir: string, env: Record<string, string> = {}, keepSecrets = true): Config =>
  loadConfig({
    env: { OPORA_DATA_DIR: join(folder, dataDir), ...env },
    dotenvPath: null,
    bots: [{ name: 'diary', settings: [key, hosts] }],
    keepSecrets,
  });
const fileOf = (dataDir: string): string => join(folder, dataDir, 'secrets', 'DIARY_DATA_KEY');

describe('a secret that an installation makes for itself', () => {
  it('is made once, for the owner alone, and is the same at every start', () => {
    const first = load('one');
    const secret = first.botSettings.diary?.DATA_KEY;
    expect(Buffer.from(String(secret), 'base64')).toHaveLength(32);
    expect(readFileSync(fileOf('one'), 'utf8')).toBe(`${secret}\n`);
    if (process.platform !== 'win32') {
      expect(statSync(fileOf('one')).mode & 0o777).toBe(0o600);
      expect(statSync(join(folder, 'one', 'secrets')).mode & 0o777).toBe(0o700);
    }
    expect(load('one').botSettings.diary?.DATA_KEY).toBe(secret);
    expect(load('other').botSettings.diary?.DATA_KEY).not.toBe(secret);
  });

  it('is redacted like any other secret', () => {
    const config = load('one');
    expect(config.secrets).toContain(config.botSettings.diary?.DATA_KEY);
    expect(printConfig(config)).toContain('DIARY_DATA_KEY=[redacted] (generated)');
  });

  it('touches no file while the configuration is only checked', () => {
    expect(load('untouched', {}, false).botSettings.diary?.DATA_KEY).toBeNull();
    expect(existsSync(join(folder, 'untouched'))).toBe(false);
  });

  it('gives way to one that is set', () => {
    const own = Buffer.alloc(32, 7).toString('base64');
    const config = load('set', { DIARY_DATA_KEY: own, DATABASE_URL: 'postgres://u@h/d' });
    expect(config.botSettings.diary?.DATA_KEY).toBe(own);
    expect(existsSync(join(folder, 'set'))).toBe(false);
  });

  it.each([
    [{ DATABASE_URL: 'postgres://u@h/d' }, 'DIARY_DATA_KEY is required because DATABASE_URL is set'],
    [{ HOST: '0.0.0.0' }, 'DIARY_DATA_KEY is required because HOST is 0.0.0.0, not loopback'],
  ])('is a person’s to choose where others come in: %j', (env, message) => {
    expect(() => load('shared', env)).toThrow(message);
    expect(existsSync(join(folder, 'shared'))).toBe(false);
  });

  it('is named once when it is set wrongly', () => {
    const wrong = { DIARY_DATA_KEY: 'short', DATABASE_URL: 'postgres://u@h/d' };
    expect(() => load('wrong', wrong)).toThrow(/1 fault:\n {2}DIARY_DATA_KEY must be 32 bytes as base64\./);
  });

  it('is not replaced when its file is damaged: what it has locked would stay locked', () => {
    load('damaged');
    chmodSync(fileOf('damaged'), 0o600);
    writeFileSync(fileOf('damaged'), 'half a ke');
    expect(() => load('damaged')).toThrow(
      expect.objectContaining({
        code: 'secret_unusable',
        message: expect.stringContaining('DIARY_DATA_KEY'),
      }),
    );
    expect(() => load('damaged')).not.toThrow('half a ke');
    writeFileSync(fileOf('damaged'), '');
    expect(() => load('damaged')).toThrow('it is empty');
  });

  it('is not blamed for a data folder that is none', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => load('file')).toThrow(
      expect.objectContaining({
        code: 'postgres_directory_unusable',
        message: expect.stringMatching(/is not a folder.*OPORA_DATA_DIR/),
      }),
    );
  });
});

it('hands a list to its bot as text', () => {
  expect(load('one').botSettings.diary?.HOSTS).toBe('a,b');
});
