import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEsmSettings } from '../../src/esm-settings.ts';
import { generateDataKey, parseDataKeys } from '../../src/vault/data-keys.ts';
import { keepSecret } from '../../src/vault/keep-secret.ts';
import { openVault, vaultFor } from '../../src/vault/open-vault.ts';
import { chatPlace } from '../../src/vault/places.ts';
import { createStudySecret, pseudonymOf } from '../../src/vault/pseudonym.ts';
import { createVault } from '../../src/vault/vault.ts';

describe('the hash of a chat', () => {
  const old = generateDataKey();
  const vault = createVault(parseDataKeys(old));
  const chat = { channel: 'telegram', conversation: '4711' };

  it('is the same for one chat, another for any other, and says nothing of it', () => {
    expect(vault.hashChat(chat)).toBe(vault.hashChat({ ...chat }));
    expect(vault.hashChat(chat)).toMatch(/^1\.[0-9a-f]{32}$/);
    expect(vault.hashChat(chat)).not.toBe(vault.hashChat({ ...chat, channel: 'http' }));
    expect(vault.hashChat({ channel: 'a', conversation: 'bc' })).not.toBe(
      vault.hashChat({ channel: 'ab', conversation: 'c' }),
    );
    expect(createVault(parseDataKeys(generateDataKey())).hashChat(chat)).not.toBe(vault.hashChat(chat));
  });

  it('is found after a change of keys', () => {
    const changed = createVault(parseDataKeys(`2:${generateDataKey()},1:${old}`));
    expect(changed.hashChat(chat)).toMatch(/^2\./);
    expect(changed.chatHashes(chat)).toEqual([changed.hashChat(chat), vault.hashChat(chat)]);
  });
});

describe('a pseudonym', () => {
  it('has ten characters of base32, from HMAC-SHA-256 as anybody can recompute it', () => {
    // printf person | openssl dgst -sha256 -mac HMAC -macopt hexkey:00…00 -binary | base32 | cut -c1-10
    expect(pseudonymOf(Buffer.alloc(32).toString('base64'), 'person')).toBe('OZIHTPTZ6M');
  });

  it('is another in another study and for another person', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (one, other) => {
        fc.pre(one !== other);
        const [secret, second] = [createStudySecret(), createStudySecret()];
        expect(pseudonymOf(secret, one)).toMatch(/^[A-Z2-7]{10}$/);
        expect(pseudonymOf(secret, one)).toBe(pseudonymOf(secret, one));
        expect(pseudonymOf(secret, one)).not.toBe(pseudonymOf(secret, other));
        expect(pseudonymOf(secret, one)).not.toBe(pseudonymOf(second, one));
      }),
      { numRuns: 50 },
    );
  });
});

describe('opening the vault', () => {
  it('is refused without a key, with what to do', () => {
    expect(() => openVault(readEsmSettings({}))).toThrow('openssl rand -base64 32');
  });

  it('is the same for Turns and for what is beside them', async () => {
    const settings = readEsmSettings({ DATA_KEY: generateDataKey() });
    const sealed = openVault(settings).seal('window', chatPlace('7'));
    expect((await vaultFor(settings)).open(sealed, chatPlace('7'))).toBe('window');
    const other = await vaultFor(readEsmSettings({ DATA_KEY: generateDataKey() }));
    expect(() => other.open(sealed, chatPlace('7'))).toThrow('does not open');
  });
});

describe('a secret kept in a file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'esm-secret-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is made once, whoever begins, and readable by its owner only', async () => {
    const file = join(folder, 'secret');
    let made = 0;
    const create = (): string => {
      made += 1;
      return `secret ${made}`;
    };
    const kept = await Promise.all(Array.from({ length: 5 }, () => keepSecret(file, create)));
    expect(new Set(kept).size).toBe(1);
    expect(await keepSecret(file, create)).toBe(kept[0]);
    expect(await readdir(folder)).toEqual(['secret']);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
