import { readFields } from './fields.ts';
import type { Http } from './http.ts';

export const phenomena = [
  'innerSpeech',
  'innerSeeing',
  'unsymbolizedThinking',
  'feeling',
  'sensoryAwareness',
] as const;
/** One of the five frequent phenomena. */
export type Phenomenon = (typeof phenomena)[number];

export const codes = ['confirmed', 'rejected', 'unsure'] as const;
/** What a coder says of a phenomenon. */
export type Code = (typeof codes)[number];

/** What one coder says of one response. */
export interface Annotation {
  /** Name of the coder. */
  readonly coder: string;
  readonly isOwn: boolean;
  readonly phenomena: Readonly<Partial<Record<Phenomenon, Code>>>;
  readonly notes: string;
  readonly version: number;
  readonly updatedAt: number | null;
}

/** How far two coders agree on one phenomenon. */
export interface Agreement {
  readonly phenomenon: Phenomenon;
  readonly coders: readonly [string, string];
  /** Responses that both judged. */
  readonly responses: number;
  /** Share of equal decisions. */
  readonly agreement: number;
  /** Cohen's κ; null where it has no meaning. */
  readonly kappa: number | null;
}

function readAnnotation(value: unknown): Annotation {
  const annotation = readFields(value);
  const given = annotation.fields('phenomena');
  const coded = phenomena.flatMap((phenomenon) => {
    const code = codes.find((one) => one === given.value(phenomenon));
    return code === undefined ? [] : [[phenomenon, code] as const];
  });
  return {
    coder: annotation.text('coder'),
    isOwn: annotation.flag('isOwn'),
    phenomena: Object.fromEntries(coded),
    notes: annotation.textOr('notes', ''),
    version: annotation.number('version'),
    updatedAt: annotation.at('updatedAt'),
  };
}

const pathOf = (response: string): string => `responses/${encodeURIComponent(response)}/annotations`;

/** What all coders say of a response; reading others' notes is written into the audit. */
export async function listAnnotations(
  http: Http,
  response: string,
  signal?: AbortSignal,
): Promise<readonly Annotation[]> {
  return (await http.get(pathOf(response), {}, signal)).list('items', readAnnotation);
}

/** Saves the researcher's own coding; 409 when it was changed elsewhere meanwhile. `version` is 0 for the first. */
export async function saveAnnotation(
  http: Http,
  response: string,
  annotation: Pick<Annotation, 'phenomena' | 'notes' | 'version'>,
): Promise<Annotation> {
  const { phenomena: coded, notes, version } = annotation;
  const answer = await http.send('PUT', pathOf(response), { phenomena: coded, notes, version });
  return readAnnotation(answer.value('annotation'));
}

/** The agreement of every two coders, phenomenon by phenomenon. */
export async function getAgreement(
  http: Http,
  study: string,
  signal?: AbortSignal,
): Promise<readonly Agreement[]> {
  const answer = await http.get(`studies/${encodeURIComponent(study)}/agreement`, {}, signal);
  return answer.list('items', (value) => {
    const pair = readFields(value);
    const [one = '', other = ''] = pair.list('coders', String);
    return {
      phenomenon: pair.oneOf('phenomenon', phenomena),
      coders: [one, other],
      responses: pair.number('responses'),
      agreement: pair.number('agreement'),
      kappa: pair.numberOr('kappa', null),
    };
  });
}
