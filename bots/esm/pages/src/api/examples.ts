import { readFields } from './fields.ts';
import type { Http } from './http.ts';

/** An example of the golden standard. */
export interface GoldenExample {
  readonly id: string;
  readonly text: string;
  /** `poor`, `good`, `excellent`. */
  readonly grade: string;
  /** What makes it so. */
  readonly note: string;
}

/** The three examples most like the text of an item, nearest first; none where the installation does without them. */
export async function listExamples(
  http: Http,
  response: string,
  item: string,
  signal?: AbortSignal,
): Promise<readonly GoldenExample[]> {
  const answer = await http.get(`responses/${encodeURIComponent(response)}/examples`, { item }, signal);
  return answer.list('items', (value) => {
    const example = readFields(value);
    return {
      ...{ id: example.text('id'), text: example.text('text') },
      ...{ grade: example.textOr('grade', ''), note: example.textOr('note', '') },
    };
  });
}
