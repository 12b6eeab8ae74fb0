import { type Language, languages } from 'opora';
import { z } from 'zod';
import { selectStudies } from '../../postgres/study/select-studies.ts';
import { changeDetails } from '../actions/change-details.ts';
import { changeStatus } from '../actions/change-status.ts';
import { createStudy } from '../actions/create-study.ts';
import { readStudy } from '../actions/read-study.ts';
import { checkDefinition } from '../check-definition.ts';
import { defaultProtocol } from '../default-protocol.ts';
import { feedbackKinds, type Study, type StudyDetails, studyDefaults } from '../study.ts';
import type { StudyVerb } from '../study-status.ts';
import { usualSupportText } from '../support-text.ts';
import { invalidContent } from './api-problem.ts';
import { pageQuery, readCursor, toPage } from './page.ts';
import { accepted, created, defineRoute, ok, param, type Route } from './route.ts';
import { pageOf, studySchema, warningSchema } from './schemas.ts';

const words = (most: number): z.ZodString => z.string().trim().min(1).max(most);
const local = (most: number): z.ZodType<StudyDetails['contact']> => {
  const text = words(most).exactOptional();
  return z.strictObject({ ru: text, uk: text, en: text });
};
const languageList = z
  .array(z.enum(languages))
  .min(1)
  .refine((list) => new Set(list).size === list.length, 'names a language twice') as z.ZodType<
  readonly Language[]
>;

const optionalDetails = {
  contact: local(2000).optional().describe('whom participants ask, by language'),
  supportText: local(4000)
    .optional()
    .describe('shown to whoever writes of self-harm; a general one by default'),
  aiAllowed: z.boolean().optional().describe('whether texts may go to an AI provider; default false'),
  feedback: z.enum(feedbackKinds).optional().describe('default after'),
  retentionDays: z.int().min(1).max(36_500).optional().describe('days from closing to deletion; default 730'),
};

/** A protocol with its faults found beside those of the rest of the body. */
const protocol = z
  .unknown()
  .superRefine((data, context) => {
    if (data === undefined) return;
    const { faults } = checkDefinition('protocol', { data }, []);
    for (const { path, reason } of faults) {
      context.addIssue({ code: 'custom', path: path === '' ? [] : path.split('.'), message: reason });
    }
  })
  .describe('a protocol; six beeps a day for seven days by default');

const newStudyBody = z.strictObject({
  title: words(200),
  languages: languageList,
  protocol: protocol.optional(),
  ...optionalDetails,
});

const changeBody = z.strictObject({
  title: words(200).optional(),
  languages: languageList.optional().describe('in a draft only'),
  ...optionalDetails,
  revision: z.int().optional().describe('the revision that was seen; 409 when the study is at another one'),
});

const studyAnswer = {
  description: 'The study',
  schema: { type: 'object', properties: { study: studySchema } },
};
const tag = 'studies';

const list = defineRoute({
  ...{ method: 'GET', path: '/studies', tag, role: 'viewer', summary: 'Studies, newest first' },
  query: pageQuery,
  answers: { 200: { description: 'Studies', schema: pageOf(studySchema) } },
  async handle({ services, query }) {
    const after = readCursor(query.cursor, z.strictObject({ createdAt: z.number(), id: z.string() }));
    const rows = await services.runtime.database.query<Study>(selectStudies(after, query.limit + 1));
    const cursorOf = ({ createdAt, id }: Study) => ({ createdAt: Date.parse(createdAt), id });
    return ok(toPage(rows, query.limit, cursorOf, (study) => study));
  },
});

const create = defineRoute({
  ...{ method: 'POST', path: '/studies', tag, role: 'owner', summary: 'Makes a study, a draft' },
  body: newStudyBody,
  problems: [422],
  answers: {
    201: {
      description: 'The draft, with `des-9` as its instrument',
      schema: {
        type: 'object',
        properties: {
          id: { type: 'string' },
          study: studySchema,
          warnings: { type: 'array', items: warningSchema },
        },
      },
    },
  },
  async handle({ services, body, actor }) {
    const { protocol: given, ...rest } = body;
    const supportText = Object.fromEntries(body.languages.map((one) => [one, usualSupportText[one]]));
    const details = { ...studyDefaults, supportText, ...defined(rest) } as StudyDetails;
    const made = await createStudy(services, details, given ?? defaultProtocol, actor);
    return created({ id: made.study.id, ...made });
  },
});

const read = defineRoute({
  ...{ method: 'GET', path: '/studies/{id}', tag, role: 'viewer', summary: 'One study' },
  problems: [404],
  answers: { 200: studyAnswer },
  handle: async (call) => ok({ study: await readStudy(call.services, param(call, 'id')) }),
});

const change = defineRoute({
  ...{ method: 'PATCH', path: '/studies/{id}', tag, role: 'owner', summary: 'Changes details of a study' },
  body: changeBody,
  problems: [404, 409, 422],
  answers: { 200: studyAnswer },
  async handle(call) {
    const { revision, ...changes } = call.body;
    const details = defined(changes) as Partial<StudyDetails>;
    const study = await changeDetails(
      call.services,
      param(call, 'id'),
      details,
      revision ?? null,
      call.actor,
    );
    return ok({ study });
  },
});

const remove = defineRoute({
  ...{ method: 'DELETE', path: '/studies/{id}', tag, role: 'owner' },
  summary: 'Deletes a draft or closed study with all data; its participants are erased within the hour',
  body: z.strictObject({ confirm: z.string().describe('the title of the study') }),
  problems: [404, 409, 422],
  answers: { 202: { ...studyAnswer, description: 'The study is deleted; its data go now' } },
  async handle(call) {
    const id = param(call, 'id');
    const { title } = await readStudy(call.services, id);
    if (call.body.confirm !== title) {
      const advice = 'Repeat it to confirm that everything goes.';
      throw invalidContent([{ path: 'confirm', message: 'is not the title of the study', advice }]);
    }
    return accepted({ study: await changeStatus(call.services, id, 'delete', call.actor) });
  },
});

const verbs: readonly (readonly [StudyVerb, string, readonly number[]])[] = [
  ['open', 'Opens a draft or frozen study: people may join, beeps are sent', [404, 409, 422]],
  ['freeze', 'Freezes an open study: nobody joins, no beep is sent', [404, 409]],
  ['close', 'Closes a study for good; retention begins', [404, 409]],
];

const changeRoutes = verbs.map(([verb, summary, problems]) =>
  defineRoute({
    ...{ method: 'POST', path: `/studies/{id}/${verb}`, tag, role: 'owner', summary, problems },
    answers: { 200: studyAnswer },
    handle: async (call) =>
      ok({ study: await changeStatus(call.services, param(call, 'id'), verb, call.actor) }),
  }),
);

/** Studies and their statuses. */
export const studyRoutes: readonly Route[] = [list, create, read, change, remove, ...changeRoutes];

/** Without the keys that were not given. */
function defined(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
