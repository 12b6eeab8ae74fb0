import type { TurnWrite } from 'opora';
import { selectStudy } from '../../postgres/study/select-study.ts';
import type { ApiProblem } from '../http/api-problem.ts';
import { conflict, notFound } from '../http/api-problem.ts';
import type { Study } from '../study.ts';
import type { StudyServices } from '../study-services.ts';
import { isChangeable } from '../study-status.ts';

/** Reads a study. Throws 404 where there is none. */
export async function readStudy({ runtime }: Pick<StudyServices, 'runtime'>, id: string): Promise<Study> {
  const [study] = await runtime.database.query<Study>(selectStudy(id));
  if (study === undefined) throw notFound('study');
  return study;
}

/** Throws 409 for a study whose versions and details do not change any more. */
export function assertChangeable({ status }: Study): void {
  if (isChangeable(status)) return;
  throw conflict(
    'study_not_changeable',
    `The study is ${status}`,
    'Only a draft, open or frozen study can be changed.',
  );
}

/**
 * Writes all statements or none. When a row was not as expected, `explain` says which problem that is; null: the
 * failure stays what it was.
 */
export async function writeOrExplain(
  { runtime }: Pick<StudyServices, 'runtime'>,
  statements: readonly TurnWrite[],
  explain: () => Promise<ApiProblem | null>,
): Promise<void> {
  try {
    await runtime.write(statements);
  } catch (error) {
    if (!isWriteConflict(error)) throw error;
    throw (await explain()) ?? error;
  }
}

function isWriteConflict(error: unknown): boolean {
  return error instanceof Error && (error as { readonly code?: unknown }).code === 'write_conflict';
}
