import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { withDatabase } from '../postgres/embedded/connection-string.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

const made: TestDatabase[] = [];

afterAll(() => Promise.all(made.map((database) => database.drop())));

test('gives every caller an empty UTF-8 database of its own', async () => {
  const databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
  made.push(...databases);
  expect(new Set(databases.map((database) => database.name)).size).toBe(2);
  for (const { connectionString } of databases) {
    const client = new pg.Client({ connectionString });
    await client.connect();
    const { rows } = await client.query(
      "select lower('ПРИВЕТ') as lowered, (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace) as tables",
    );
    expect(rows).toEqual([{ lowered: 'привет', tables: 0 }]);
    await client.end();
  }
});

test('drops a database that still has connections', async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.connectionString });
  client.on('error', () => undefined);
  await client.connect();
  await database.drop();
  await expect(client.query('select 1')).rejects.toThrow();
  await client.end().catch(() => undefined);
});

test('replaces the database in addresses of servers and of sockets', () => {
  expect(withDatabase('postgres://a:b@host:5/old?sslmode=off', 'new')).toBe(
    'postgres://a:b@host:5/new?sslmode=off',
  );
  expect(withDatabase('postgres://a@/old?host=%2Ftmp%2Fx', 'new')).toBe('postgres://a@/new?host=%2Ftmp%2Fx');
  expect(withDatabase('postgresql://a@host', 'new')).toBe('postgresql://a@host/new');
});
