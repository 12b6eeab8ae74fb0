import type { Json, Statement } from 'opora';
import type { StoredAnswer, StoredResponse } from '../../src/postgres/select-responses.ts';
import type { ReportValidation } from '../../src/validator/report.ts';
import { openVault } from '../../src/vault/open-vault.ts';
import { answerPlace } from '../../src/vault/places.ts';
import { fakeDataKey, type StudyRows, unkeptWrites } from './study-rows.ts';

interface AnswerRow {
  readonly responseId: string;
  readonly itemId: string;
  readonly position: number;
  readonly status: StoredAnswer['status'];
  readonly value: Json;
  readonly firstText: string | null;
  readonly finalText: string | null;
  readonly attempts: number;
  readonly sources: readonly string[];
  readonly edits: number;
  readonly lastEditSeq: number;
  readonly shownAt: number;
  readonly answeredAt: number | null;
  readonly firstValidation: ReportValidation | null;
  readonly validation: ReportValidation | null;
  readonly probes: readonly {
    readonly kind: string;
    readonly at: string;
    readonly answered: string | null;
  }[];
  readonly flags: readonly string[];
}

/** The bot's tables in memory, for one Conversation: a tiny interpreter of its statements by name. */
export class EsmTables {
  readonly participants: Map<string, { language: string; consent: readonly unknown[] }> = new Map();
  readonly responses: Map<string, { status: string; values: readonly unknown[] }> = new Map();
  readonly answers: Map<string, AnswerRow> = new Map();
  declines = 0;
  private readonly study: StudyRows;

  constructor(study: StudyRows) {
    this.study = study;
  }

  /** Applies one committed write; throws for a statement it does not know. */
  apply(statement: Statement): void {
    const values = statement.values;
    switch (statement.name) {
      case 'esm-save-participant':
        this.participants.set(String(values[0]), { language: String(values[1]), consent: values.slice(2) });
        return;
      case 'esm-save-response':
        this.responses.set(String(values[1]), { status: String(values[6]), values });
        return;
      case 'esm-save-answer':
        this.saveAnswer(values);
        return;
      case 'esm-note-edit':
        this.noteEdit(String(values[1]), Number(values[2]));
        return;
      case 'esm-count-decline':
        this.declines += 1;
        return;
      case 'esm-delete-answers':
        this.answers.clear();
        return;
      case 'esm-delete-responses':
        this.responses.clear();
        return;
      case 'esm-delete-participant':
        this.participants.clear();
        return;
      default:
        if (unkeptWrites.has(statement.name)) return;
        throw new Error(`The fake tables do not know ${statement.name}.`);
    }
  }

  /** Answers one of the bot's reads. */
  query(statement: Statement): readonly Json[] {
    if (statement.name === 'esm-select-participant') {
      return [...this.participants.values()].map((row) => ({ language: row.language, status: 'active' }));
    }
    if (statement.name === 'esm-select-responses') {
      return [...this.responses.values()].reverse().map((row) => this.storedResponse(row));
    }
    const rows = this.study.query(statement);
    if (rows !== null) return rows;
    throw new Error(`The fake tables do not know ${statement.name}.`);
  }

  /** Answers with words or values; what was skipped or only shown left out. */
  answered(): readonly AnswerRow[] {
    return [...this.answers.values()].filter((row) => row.status === 'answered');
  }

  private saveAnswer(values: readonly unknown[]): void {
    const [, responseId, itemId, position, status, value, , sealed] = values;
    const [attempts, sources, shownAt, answeredAt] = values.slice(10, 14);
    const [validation, probes, flags] = values.slice(14).map((json) => JSON.parse(String(json)));
    const place = answerPlace(String(values[0]), String(responseId), String(itemId), 'final_sealed');
    const text =
      sealed === null ? null : openVault({ dataKey: fakeDataKey }).open(sealed as Uint8Array, place);
    const key = `${responseId}/${itemId}`;
    const before = this.answers.get(key);
    this.answers.set(key, {
      responseId: String(responseId),
      itemId: String(itemId),
      position: Number(position),
      status: status as StoredAnswer['status'],
      value: typeof value === 'string' ? JSON.parse(value) : null,
      firstText: before?.firstText ?? text,
      finalText: text,
      attempts: Number(attempts),
      sources: [...(before?.sources ?? []), ...JSON.parse(String(sources))],
      edits: before?.edits ?? 0,
      lastEditSeq: before?.lastEditSeq ?? 0,
      shownAt: before?.shownAt ?? Number(shownAt),
      answeredAt: answeredAt as number | null,
      firstValidation: before?.firstText == null ? validation : before.firstValidation,
      ...{ validation, probes, flags },
    });
  }

  private noteEdit(of: string, seq: number): void {
    for (const [key, row] of this.answers) {
      if (!row.sources.includes(of) || row.lastEditSeq >= seq) continue;
      this.answers.set(key, { ...row, edits: row.edits + 1, lastEditSeq: seq });
    }
  }

  private storedResponse(row: { status: string; values: readonly unknown[] }): StoredResponse {
    const [, responseId, beepId, instrument, version, language, , order, startedAt, completedAt] = row.values;
    const iso = (at: unknown): string => new Date(Number(at)).toISOString();
    const answers = [...this.answers.values()].filter((answer) => answer.responseId === responseId);
    return {
      response_id: String(responseId),
      beep_id: beepId as string | null,
      instrument: String(instrument),
      version: Number(version),
      language: String(language),
      status: row.status as StoredResponse['status'],
      item_order: JSON.parse(String(order)),
      started: iso(startedAt),
      completed: completedAt === null ? null : iso(completedAt),
      duration_s: completedAt === null ? null : (Number(completedAt) - Number(startedAt)) / 1000,
      total: this.responses.size,
      answers: answers.map((answer) => ({
        item: answer.itemId,
        status: answer.status,
        value: answer.value as StoredAnswer['value'],
        first_text: answer.firstText,
        final_text: answer.finalText,
        attempts: answer.attempts,
        edits: answer.edits,
        shown: iso(answer.shownAt),
        answered: answer.answeredAt === null ? null : iso(answer.answeredAt),
        latency_ms: answer.answeredAt === null ? null : answer.answeredAt - answer.shownAt,
      })),
    };
  }
}
