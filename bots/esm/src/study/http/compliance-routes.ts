import { z } from 'zod';
import {
  type BeepCounts,
  type ComplianceRow,
  selectCompliance,
} from '../../postgres/study/select-compliance.ts';
import { selectComplianceCells } from '../../postgres/study/select-compliance-cells.ts';
import {
  type DelayRow,
  delayBorders,
  selectOpeningDelays,
} from '../../postgres/study/select-opening-delays.ts';
import { readStudy } from '../actions/read-study.ts';
import { yesOrNo } from './filters.ts';
import { pageKeys, readCursor } from './page.ts';
import { defineRoute, ok, param, type Route } from './route.ts';
import { listOf, number, object, orNull, text, whole } from './schemas.ts';

const counts = {
  ...{ planned: whole, sent: whole, completed: whole, partial: whole, expired: whole, skipped: whole },
  ...{ failed: whole, missed: whole, cancelled: whole },
  compliance: orNull({ ...number, description: 'completed ÷ sent; null where none was sent' }),
};

const compliance = defineRoute({
  ...{ method: 'GET', path: '/studies/{id}/compliance', tag: 'data', role: 'viewer' },
  summary: 'How beeps ended: all, by day, by block, by person and day; delays of opening',
  query: z.strictObject({
    ...pageKeys,
    limit: pageKeys.limit.default(500).describe('most participants among the cells'),
    training: yesOrNo.optional().describe('true: only the training; false: without it'),
  }),
  problems: [404],
  answers: {
    200: {
      description: 'Previews and events are left out; `cursor` leads to the cells of further participants',
      schema: object({
        total: object(counts),
        days: listOf(object({ studyDay: whole, ...counts })),
        blocks: listOf(object({ block: whole, ...counts })),
        cells: listOf(object({ pseudonym: text, studyDay: whole, ...counts })),
        latency: listOf(object({ fromSeconds: whole, toSeconds: orNull(whole), count: whole })),
        cursor: orNull(text),
      }),
    },
  },
  async handle(call) {
    const { id: studyId } = await readStudy(call.services, param(call, 'id'));
    const { cursor, limit, training = null } = call.query;
    const after = readCursor(cursor, z.strictObject({ pseudonym: z.string() }))?.pseudonym ?? null;
    const { database } = call.services.runtime;
    const [rows, cells, delays] = await Promise.all([
      database.query<ComplianceRow>(selectCompliance(studyId, training)),
      database.query<ComplianceRow>(selectComplianceCells({ studyId, training, after, limit: limit + 1 })),
      database.query<DelayRow>(selectOpeningDelays(studyId, training)),
    ]);
    const people = [...new Set(cells.map(({ pseudonym }) => pseudonym))].slice(0, limit);
    const last = people.at(-1);
    const hasMore = cells.some(({ pseudonym }) => !people.includes(pseudonym));
    return ok({
      ...summary(rows),
      cells: cells
        .filter(({ pseudonym }) => people.includes(pseudonym))
        .map(withRate('pseudonym', 'studyDay')),
      latency: toBins(delays),
      cursor: hasMore ? Buffer.from(JSON.stringify({ pseudonym: last })).toString('base64url') : null,
    });
  },
});

/** Compliance of a study. */
export const complianceRoutes: readonly Route[] = [compliance];

const none: BeepCounts = {
  ...{
    planned: 0,
    sent: 0,
    completed: 0,
    partial: 0,
    expired: 0,
    skipped: 0,
    failed: 0,
    missed: 0,
    cancelled: 0,
  },
};

function summary(rows: readonly ComplianceRow[]): Readonly<Record<string, unknown>> {
  const total = rows.find(({ studyDay, block }) => studyDay === null && block === null);
  return {
    total: withRate()({ ...none, pseudonym: null, studyDay: null, block: null, ...total }),
    days: rows.filter(({ studyDay }) => studyDay !== null).map(withRate('studyDay')),
    blocks: rows.filter(({ block }) => block !== null).map(withRate('block')),
  };
}

/** The counts with the share of completed ones, and with the keys that say of what they are. */
function withRate(...keys: readonly ('pseudonym' | 'studyDay' | 'block')[]) {
  return ({ pseudonym, studyDay, block, ...beeps }: ComplianceRow): Readonly<Record<string, unknown>> => {
    const named = { pseudonym, studyDay, block };
    const compliance = beeps.sent === 0 ? null : beeps.completed / beeps.sent;
    return { ...Object.fromEntries(keys.map((key) => [key, named[key]])), ...beeps, compliance };
  };
}

function toBins(delays: readonly DelayRow[]): readonly Readonly<Record<string, number | null>>[] {
  return delayBorders.map((fromSeconds, index) => ({
    fromSeconds,
    toSeconds: delayBorders[index + 1] ?? null,
    count: delays.find(({ bin }) => bin === index + 1)?.count ?? 0,
  }));
}
