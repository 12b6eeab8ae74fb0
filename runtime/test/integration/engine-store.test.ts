import { afterAll, beforeAll } from 'vitest';
import {
  createEngineDatabase,
  createPostgresSubject,
  type EngineDatabase,
} from '../../src/testing/postgres-subject.ts';
import { describeEngineStore } from '../../src/testing/store-conformance.ts';

let database: EngineDatabase;

beforeAll(async () => {
  database = await createEngineDatabase();
});
afterAll(() => database.close());

describeEngineStore('postgres', () => createPostgresSubject(database), { runsWrites: true });
