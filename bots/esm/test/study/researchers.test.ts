import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runEntry } from '../../src/command-line.ts';
import { redeemLinkCode } from '../../src/postgres/study/redeem-link-code.ts';
import { type ActorRow, selectActorByToken } from '../../src/postgres/study/select-actor.ts';
import { selectChatResearcher } from '../../src/postgres/study/select-chat-researcher.ts';
import {
  type ResearcherChatRow,
  selectResearcherChats,
} from '../../src/postgres/study/select-researcher-chats.ts';
import { unlinkChat } from '../../src/postgres/study/unlink-chat.ts';
import { seedDemoResearcher } from '../../src/study/researchers/demo-researcher.ts';
import { createChatCode } from '../../src/study/researchers/register.ts';
import { researcherCommands } from '../../src/study/researchers/researcher-commands.ts';
import { mayActAs, roles } from '../../src/study/researchers/role.ts';
import {
  createLinkCode,
  createResearcherToken,
  hashSecret,
  isSameText,
  readLinkCode,
} from '../../src/study/researchers/secret-text.ts';
import { researcherChatPlace } from '../../src/vault/places.ts';
import { openTestRuntime, type TestRuntime } from './support/test-runtime.ts';

let runtime: TestRuntime;
beforeAll(async () => {
  runtime = await openTestRuntime();
});
afterAll(() => runtime?.close());

async function command(...argv: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const open = async () => ({ runtime: runtime.runtime, close: () => Promise.resolve() });
  const code = await runEntry(researcherCommands, argv, open, { out: write, error: write });
  return { code, text: lines.join('\n') };
}
const tokenIn = (text: string): string => /esm_[\w-]{43}/.exec(text)?.[0] ?? '';
const idIn = (text: string): string => /[0-9a-f-]{36}/.exec(text)?.[0] ?? '';
const find = async (token: string): Promise<ActorRow | undefined> =>
  (await runtime.runtime.database.query<ActorRow>(selectActorByToken(hashSecret(token))))[0];

describe('opora esm researcher', () => {
  it('adds one, prints the token once, and stores only its hash', async () => {
    const { code, text } = await command('researcher', 'add', '--name', 'Анна', '--role', 'coder');
    expect(code).toBe(0);
    const token = tokenIn(text);
    expect(await find(token)).toMatchObject({ name: 'Анна', role: 'coder' });
    const tables = JSON.stringify([
      await runtime.rows('SELECT * FROM esm_researchers'),
      await runtime.rows('SELECT * FROM esm_audit'),
    ]);
    expect(tables).not.toContain(token);
    expect((await command('researcher', 'list')).text).toMatch(/ coder {3}.* without a chat +Анна$/);
    expect((await command('researcher', 'list')).text).not.toContain('esm_');
  });

  it('answers machines with --json', async () => {
    const json = async (...argv: string[]) =>
      JSON.parse((await command('researcher', ...argv, '--json')).text);
    const added = await json('add', '--name', 'Ira', '--role', 'viewer');
    expect(added).toMatchObject({
      name: 'Ira',
      role: 'viewer',
      url: expect.stringMatching(/esm\/researcher$/),
    });
    expect((await find(added.token))?.id).toBe(added.id);
    const listed = (await json('list')) as { id: string; disabledAt: string | null }[];
    expect(listed.find(({ id }) => id === added.id)).toMatchObject({ name: 'Ira', disabledAt: null });
    expect(JSON.stringify(listed)).not.toContain('esm_');
    const renewed = await json('token', '--id', added.id);
    expect((await find(renewed.token))?.id).toBe(added.id);
    expect(await json('disable', '--id', added.id)).toEqual({ id: added.id, disabled: true });
  });

  it.each([
    [['researcher', 'add', '--name', 'A'], '--role'],
    [['researcher', 'add', '--name', 'A', '--role', 'king'], 'owner|coder|viewer'],
    [['researcher', 'add', '--name', ' ', '--role', 'owner'], '--name must have'],
    [['researcher', 'add', '--surname', 'A'], '--surname'],
    [['researcher', 'token'], '--id'],
  ])('refuses %j', async (argv, reason) => {
    const { code, text } = await command(...argv);
    expect(code).toBe(2);
    expect(text).toContain(reason);
  });

  it('renews a token and shuts a researcher out', async () => {
    const added = (await command('researcher', 'add', '--name', 'Olha', '--role', 'owner')).text;
    const [old, id] = [tokenIn(added), idIn(added)];
    const renewed = tokenIn((await command('researcher', 'token', '--id', id)).text);
    expect([await find(old), (await find(renewed))?.id]).toEqual([undefined, id]);
    expect((await command('researcher', 'disable', '--id', id)).code).toBe(0);
    expect(await find(renewed)).toBeUndefined();
    expect(await command('researcher', 'disable', '--id', id)).toMatchObject({ code: 1 });
    expect(await command('researcher', 'token', '--id', 'nobody')).toMatchObject({ code: 1 });
    const audit = await runtime.rows<{ action: string }>(
      "SELECT action FROM esm_audit WHERE detail->>'researcher' = $1 ORDER BY audit_id",
      id,
    );
    expect(audit.map(({ action }) => action)).toEqual([
      ...['researcher.add', 'researcher.renew-token', 'researcher.disable'],
    ]);
  });
});

describe('the audit', () => {
  it('only grows, whoever asks the database', async () => {
    await expect(runtime.rows("UPDATE esm_audit SET actor = 'nobody'")).rejects.toThrow(
      'The audit only grows',
    );
    await expect(runtime.rows('DELETE FROM esm_audit')).rejects.toThrow('The audit only grows');
  });
});

describe('a link code', () => {
  it('links one chat once, and holds for a quarter of an hour', async () => {
    const added = (await command('researcher', 'add', '--name', 'Іван', '--role', 'owner')).text;
    const id = idIn(added);
    const vault = await runtime.vault();
    const { code, expiresAt } = await createChatCode(runtime.runtime, id);
    const link = (typed: string, at: number) =>
      runtime.runtime.write([
        redeemLinkCode({
          ...{
            codeHash: hashSecret(readLinkCode(typed) ?? ''),
            conversationId: '7',
            channel: 'telegram',
            at,
          },
          chatSealed: vault.seal('4711', researcherChatPlace('7')),
        }),
      ]);
    await expect(link(code, expiresAt)).rejects.toThrow('0 rows');
    await link(` ${code.slice(0, 5)}-${code.slice(5).toLowerCase()}`, expiresAt - 1);
    await expect(link(code, expiresAt - 1)).rejects.toThrow('0 rows');
    const { database } = runtime.runtime;
    expect(await database.query(selectChatResearcher('7'))).toEqual([{ id, name: 'Іван', role: 'owner' }]);
    expect(await database.query(selectChatResearcher('8'))).toEqual([]);
    const [chat] = await database.query<ResearcherChatRow>(selectResearcherChats());
    expect(vault.open(Buffer.from(chat?.sealed ?? '', 'base64'), researcherChatPlace('7'))).toBe('4711');
    await runtime.runtime.write([unlinkChat('7')]);
    expect(await database.query(selectResearcherChats())).toEqual([]);
  });

  it('replaces the one before', async () => {
    const id = idIn((await command('researcher', 'add', '--name', 'B', '--role', 'viewer')).text);
    await createChatCode(runtime.runtime, id);
    await createChatCode(runtime.runtime, id);
    const rows = await runtime.rows('SELECT 1 FROM esm_link_codes WHERE researcher_id = $1', id);
    expect(rows).toHaveLength(1);
  });
});

describe('secrets', () => {
  it('are drawn, told apart and compared whole', () => {
    const tokens = new Set(Array.from({ length: 100 }, createResearcherToken));
    expect(tokens.size).toBe(100);
    expect(new Set(Array.from({ length: 100 }, createLinkCode)).size).toBe(100);
    expect(isSameText('a', 'a')).toBe(true);
    for (const other of ['', 'b', 'aa', 'A']) expect(isSameText('a', other)).toBe(false);
    for (const typed of ['', 'short', 'ABCDE-FGHJ!', 'я'.repeat(10)]) expect(readLinkCode(typed)).toBeNull();
  });

  it('open what the role may do and nothing above', () => {
    const allowed = roles.map((role) => roles.filter((needed) => mayActAs(role, needed)));
    expect(allowed).toEqual([['viewer'], ['viewer', 'coder'], ['viewer', 'coder', 'owner']]);
  });
});

describe('the researcher of the demo', () => {
  it('has the token of the file, also when the database is new or the token was changed', async () => {
    const demo = await openTestRuntime({ demo: true });
    try {
      await seedDemoResearcher(demo.runtime);
      const file = join(await demo.runtime.files(), 'researcher-token');
      const token = (await readFile(file, 'utf8')).trim();
      if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
      await seedDemoResearcher(demo.runtime);
      const rows = () =>
        demo.rows<{ token_hash: string; role: string }>('SELECT token_hash, role FROM esm_researchers');
      expect(await rows()).toEqual([{ token_hash: hashSecret(token), role: 'owner' }]);
      await demo.rows("UPDATE esm_researchers SET token_hash = 'lost'");
      await seedDemoResearcher(demo.runtime);
      expect(await rows()).toEqual([{ token_hash: hashSecret(token), role: 'owner' }]);
      await demo.rows('DELETE FROM esm_researchers');
      await seedDemoResearcher(demo.runtime);
      expect(await rows()).toEqual([{ token_hash: hashSecret(token), role: 'owner' }]);
    } finally {
      await demo.close();
    }
  });
});
