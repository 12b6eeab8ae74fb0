import { type FastifyInstance, fastify, type InjectOptions } from 'fastify';
import { createExport } from '../../../src/export/create-export.ts';
import { sharedMetrics } from '../../../src/metrics/shared-metrics.ts';
import type { ApiFault } from '../../../src/study/http/api-problem.ts';
import { studyApi } from '../../../src/study/http/study-api.ts';
import { addResearcher } from '../../../src/study/researchers/register.ts';
import type { Role } from '../../../src/study/researchers/role.ts';
import type { Study } from '../../../src/study/study.ts';
import type { StudyServices } from '../../../src/study/study-services.ts';
import { openTestRuntime, type TestRuntime } from './test-runtime.ts';

/** What answers hold; other keys are looked at by `toMatchObject`. */
export interface TestBody {
  readonly [key: string]: unknown;
  readonly study: Study;
  readonly code: string;
  readonly errors: readonly ApiFault[];
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly cursor: string | null;
  readonly version: number;
  readonly csrf: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, TestOperation>>>>;
}

/** An operation of the OpenAPI document. */
export interface TestOperation {
  readonly summary: string;
  readonly security: readonly unknown[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}

/** What a request was answered. */
export interface TestAnswer {
  readonly status: number;
  readonly body: TestBody;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** The interface of the study side on a server of its own, over a real database. */
export interface TestApi {
  readonly runtime: TestRuntime;
  readonly server: FastifyInstance;
  readonly services: StudyServices;
  readonly tokens: Readonly<Record<Role, string>>;
  readonly researchers: Readonly<Record<Role, string>>;
  /** Asks as a researcher of a role; null: as nobody. `body` is sent as JSON. */
  ask(role: Role | null, request: string, body?: unknown, options?: InjectOptions): Promise<TestAnswer>;
  /** Makes a study with everything it needs to be opened; returns its id. */
  makeStudy(title?: string): Promise<string>;
  close(): Promise<void>;
}

const consent = {
  text: { ru: 'Участие', uk: 'Участь', en: 'Taking part' },
  parts: { quotation: { ru: 'Цитаты', uk: 'Цитати', en: 'Quotations' } },
};

/** Opens one. */
export async function openTestApi(): Promise<TestApi> {
  const runtime = await openTestRuntime();
  const services: StudyServices = {
    ...{ runtime: runtime.runtime, settings: runtime.settings, vault: runtime.vault },
    dependencies: {
      createExport,
      metricsOf: sharedMetrics,
    },
  };
  const server = fastify({ logger: false });
  server.removeContentTypeParser('text/plain');
  await server.register(studyApi(services), { prefix: '/esm' });
  const tokens: Partial<Record<Role, string>> = {};
  const researchers: Partial<Record<Role, string>> = {};
  for (const role of ['owner', 'coder', 'viewer'] as const) {
    const { id, token } = await addResearcher(runtime.runtime, { name: `The ${role}`, role });
    Object.assign(tokens, { [role]: token });
    Object.assign(researchers, { [role]: id });
  }
  const known = { tokens: tokens as TestApi['tokens'], researchers: researchers as TestApi['researchers'] };
  const ask: TestApi['ask'] = async (role, request, body, options = {}) => {
    const [method = '', path = ''] = request.split(' ');
    const answer = await server.inject({
      method: method as 'GET',
      url: `/esm/api/${path}`,
      ...(body === undefined ? {} : { payload: body as object }),
      ...options,
      headers: {
        ...(role === null ? {} : { authorization: `Bearer ${known.tokens[role]}` }),
        ...options.headers,
      },
    });
    const isJson = String(answer.headers['content-type']).includes('json');
    const text = answer.body;
    return { status: answer.statusCode, body: isJson ? JSON.parse(text) : {}, headers: answer.headers, text };
  };
  return {
    ...{ runtime, server, services, ask },
    ...known,
    async makeStudy(title = 'Sleep and light') {
      const made = await ask('owner', 'POST studies', { title, languages: ['ru', 'uk', 'en'] });
      const { id } = made.body.study;
      await ask('owner', `POST studies/${id}/consents`, consent);
      return id;
    },
    async close() {
      await server.close();
      await runtime.close();
    },
  };
}
