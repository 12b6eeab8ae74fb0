import type { JSX } from 'preact';
import type { ApiProblem } from '../api/problem.ts';
import { useWords } from '../app/app-context.ts';
import { type CommonWords, commonWords } from '../words/common.ts';

/** A problem in the words of the page; what only the server knows stays in the server's words. */
export function tellProblem(problem: ApiProblem, words: CommonWords): string {
  if (problem.status === 0) return words.offlineShort;
  if (problem.status === 403) return words.forbidden;
  if (problem.status === 404) return words.missing;
  if (problem.status === 409 && problem.errors.length === 0) return words.conflict;
  if (problem.status === 429 || problem.status === 503) return words.busyServer;
  return problem.message;
}

/** What went wrong, with every fault that the server named; nothing when nothing did. */
export function ProblemNote({ problem }: { readonly problem: ApiProblem | null }): JSX.Element | null {
  const words = useWords(commonWords);
  if (problem === null) return null;
  return (
    <div class="note danger" role="alert">
      <p>{tellProblem(problem, words)}</p>
      {problem.errors.length > 0 && (
        <ul lang="en">
          {problem.errors.map(({ path, message, advice, line }) => (
            <li key={path + message}>
              {line !== null && `${line}: `}
              {path !== '' && <code>{path}</code>} {message}. {advice}
            </li>
          ))}
        </ul>
      )}
      {problem.requestId !== null && problem.status >= 500 && (
        <p class="quiet">
          {words.requestId} <code>{problem.requestId}</code>
        </p>
      )}
    </div>
  );
}
