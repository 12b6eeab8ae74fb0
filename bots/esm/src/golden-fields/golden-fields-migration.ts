import type { Json, Statement } from 'opora';
import type { DataMigration } from 'opora/app';
import { countParticipants, countWithoutFields } from '../postgres/golden-fields/count-golden-pending.ts';
import { saveGoldenBatch } from '../postgres/golden-fields/save-golden-batch.ts';
import { type GoldenRow, selectGoldenBatch } from '../postgres/golden-fields/select-golden-batch.ts';
import { fillFields, type StoredFields, withdrawFields } from './fill-fields.ts';

type Client = Parameters<DataMigration['batch']>[0];
type Batch = Awaited<ReturnType<DataMigration['batch']>>;
type Change = (row: GoldenRow) => GoldenRow | null;

/** Ids begin at 1; the cursor is the last id looked at. */
const beginning = '0';

/**
 * Gives every participant the fields of the golden standard (specification, §12). Values that are there stay. What
 * was added is kept beside them, so that the way down takes away exactly that and leaves what somebody has changed
 * since; forced, it takes away all of it. Every batch locks its rows in order of their ids and can be repeated.
 */
export const goldenFieldsMigration: DataMigration = {
  set: 'esm',
  name: 'golden-standard-fields',
  version: 4,
  batch: (client, cursor, batchSize) => runBatch(client, cursor, batchSize, addFields),
  down: (client, cursor, batchSize, { force }) =>
    runBatch(client, cursor, batchSize, force ? takeAllFields : takeBackFields),
  async countPending(client, cursor, way) {
    const { sql, values } = way === 'up' ? countWithoutFields(idOf(cursor)) : countParticipants(idOf(cursor));
    const { rows } = await client.query<{ count: number }>(sql, [...values]);
    return rows[0]?.count ?? 0;
  },
  countsOf: ({ total, done, pending, updated, skipped }) => ({
    ...{ totalUsers: total, migratedUsers: done, pendingUsers: pending },
    ...{ usersUpdated: updated, usersSkipped: skipped },
  }),
};

function addFields({ conversationId, fields, written }: GoldenRow): GoldenRow | null {
  const filled = fillFields(fields);
  if (Object.keys(filled.written).length === 0) return null;
  // Fields that a newer version adds join those of the run before.
  const before = (written ?? {}) as StoredFields;
  return { conversationId, fields: filled.fields, written: join(before, filled.written) };
}

function takeBackFields({ conversationId, fields, written }: GoldenRow): GoldenRow | null {
  if (written === null) return null;
  const left = fields === null ? null : withdrawFields(fields as StoredFields, written as StoredFields);
  return { conversationId, fields: left, written: null };
}

/** Forced: whatever stands in the fields goes. */
function takeAllFields({ conversationId, fields, written }: GoldenRow): GoldenRow | null {
  return fields === null && written === null ? null : { conversationId, fields: null, written: null };
}

function join(before: StoredFields, added: StoredFields): StoredFields {
  const groups = Object.entries(added).map(([name, value]): [string, Json] => {
    const known = before[name];
    const both = typeof known === 'object' && known !== null && typeof value === 'object' && value !== null;
    return [name, both && !Array.isArray(value) ? { ...known, ...value } : value];
  });
  return { ...before, ...Object.fromEntries(groups) };
}

async function runBatch(client: Client, cursor: Json, batchSize: number, change: Change): Promise<Batch> {
  const rows = await query<GoldenRow>(client, selectGoldenBatch(idOf(cursor), batchSize));
  const changed: GoldenRow[] = [];
  const errors: { row: string; reason: string }[] = [];
  for (const row of rows) {
    try {
      const after = change(row);
      if (after !== null) changed.push(after);
    } catch (error) {
      // Only the shape of a row can be wrong; the reason names the field and never what it holds.
      errors.push({
        row: row.conversationId,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
  if (changed.length > 0) await query(client, saveGoldenBatch(changed));
  return {
    cursor: rows.at(-1)?.conversationId ?? cursor,
    updated: changed.length,
    skipped: rows.length - changed.length - errors.length,
    errors,
    done: rows.length < batchSize,
  };
}

const idOf = (cursor: Json): string => (typeof cursor === 'string' ? cursor : beginning);

async function query<Row extends object>(client: Client, { sql, values }: Statement): Promise<Row[]> {
  const { rows } = await client.query<Row>(sql, [...values]);
  return rows;
}
